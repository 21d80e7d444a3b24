import * as v from "valibot";
import { json, text, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { rowBefore } from "../imports/drafts/changes.ts";

const sealedPart = v.object({
  account: text,
  import_id: text,
  place: whole,
  part: whole,
  before: json(v.array(rowBefore)),
});

/** A part of what a change of a draft has replaced, with PINs as they were sealed. */
export type SealedPart = Readonly<v.InferOutput<typeof sealedPart>>;

export type PartPlace = Pick<SealedPart, "import_id" | "place" | "part">;

/** Lists parts of what changes of drafts of all accounts have replaced, from after one of them. */
export async function listSealedParts(
  db: AccountDatabase,
  after: PartPlace,
  limit: number,
): Promise<readonly SealedPart[]> {
  return db.all(
    sealedPart,
    db.sql(
      `SELECT imports.account, parts.import_id, parts.place, parts.part, parts.before
       FROM draft_change_parts AS parts CROSS JOIN imports ON imports.id = parts.import_id
       WHERE (parts.import_id, parts.place, parts.part) > (?1, ?2, ?3)
       ORDER BY parts.import_id, parts.place, parts.part LIMIT ?4`,
      after.import_id,
      after.place,
      after.part,
      limit,
    ),
  );
}

/** Keeps a part with its PINs sealed anew; a part is never changed otherwise, and may be gone. Tells whether it was there. */
export async function saveSealedPart(
  db: AccountDatabase,
  { import_id, place, part, before }: SealedPart,
): Promise<number> {
  return db.run(
    db.sql(
      "UPDATE draft_change_parts SET before = ?4 WHERE import_id = ?1 AND place = ?2 AND part = ?3",
      import_id,
      place,
      part,
      JSON.stringify(before),
    ),
  );
}
