import * as v from "valibot";
import { maybeText, text } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";

const sealedWebhook = v.object({ account: text, id: text, secret: text, previous_secret: maybeText });

/** The sealed secrets of a webhook. */
export type SealedWebhook = Readonly<v.InferOutput<typeof sealedWebhook>>;

/** Lists the sealed secrets of webhooks of all accounts, from after one of them. */
export async function listSealedWebhooks(
  db: AccountDatabase,
  after: Pick<SealedWebhook, "account" | "id">,
  limit: number,
): Promise<readonly SealedWebhook[]> {
  return db.all(
    sealedWebhook,
    db.sql(
      `SELECT account, id, secret, previous_secret FROM webhooks
       WHERE (account, id) > (?1, ?2) ORDER BY account, id LIMIT ?3`,
      after.account,
      after.id,
      limit,
    ),
  );
}

/** Keeps the secrets of a webhook sealed anew, if they are still the ones that were read. */
export async function saveSealedWebhook(
  db: AccountDatabase,
  { was, becomes }: { readonly was: SealedWebhook; readonly becomes: SealedWebhook },
): Promise<void> {
  await db.run(
    db.sql(
      `UPDATE webhooks SET secret = ?5, previous_secret = ?6
       WHERE account = ?1 AND id = ?2 AND secret = ?3 AND previous_secret IS ?4`,
      was.account,
      was.id,
      was.secret,
      was.previous_secret,
      becomes.secret,
      becomes.previous_secret,
    ),
  );
}
