import * as v from "valibot";
import { text } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";

/** Behind which mail a step begins, from when back mails have been kept long enough, and how many are looked at. */
export type MailsStep = {
  readonly account: string;
  readonly id: string;
  readonly before: string;
  readonly limit: number;
};

const place = v.object({ account: text, id: text });

/**
 * Deletes mails that were sent, cancelled or given up long enough ago (O5), of those that come next in the order of their keys; what
 * still waits stays. Gives where the next step begins, null at the end: so mails need no index of their age, which each of them
 * would pay for.
 */
export async function clearMails(
  db: AccountDatabase,
  { account, id, before, limit }: MailsStep,
): Promise<Readonly<v.InferOutput<typeof place>> | null> {
  const results = await db.batch([
    db.sql(
      "SELECT account, id FROM mails WHERE (account, id) > (?1, ?2) ORDER BY account, id LIMIT 1 OFFSET ?3",
      account,
      id,
      limit - 1,
    ),
    db.sql(
      `DELETE FROM mails WHERE (account, id) IN
         (SELECT account, id FROM
            (SELECT account, id, state, coalesce(sent_at, due_at) AS at FROM mails
             WHERE (account, id) > (?1, ?2) ORDER BY account, id LIMIT ?3)
          WHERE state NOT IN ('pending', 'held') AND at <= ?4)`,
      account,
      id,
      limit,
      before,
    ),
  ]);
  return rows(place, results, 0)[0] ?? null;
}
