import * as v from "valibot";
import { text } from "../columns.ts";
import type { DirectoryDatabase } from "../database.ts";

const sealedFactor = v.object({ id: text, email_key: text, secret: text });

/** The sealed secret of a second factor. */
export type SealedFactor = Readonly<v.InferOutput<typeof sealedFactor>>;

/** Lists the sealed secrets of second factors, from after the id of one. */
export async function listSealedFactors(
  db: DirectoryDatabase,
  after: string,
  limit: number,
): Promise<readonly SealedFactor[]> {
  return db.all(
    sealedFactor,
    db.sql("SELECT id, email_key, secret FROM factors WHERE id > ?1 ORDER BY id LIMIT ?2", after, limit),
  );
}

/** Keeps secrets of factors sealed anew, of those that are still the ones that were read. */
export async function saveSealedFactors(
  db: DirectoryDatabase,
  factors: readonly (SealedFactor & { readonly becomes: string })[],
): Promise<void> {
  await db.run(
    db.sql(
      `UPDATE factors SET secret = value ->> 'becomes' FROM json_each(?1)
       WHERE factors.id = value ->> 'id' AND factors.secret = value ->> 'secret'`,
      JSON.stringify(factors),
    ),
  );
}
