import * as v from "valibot";
import { given } from "../../domain/given.ts";
import type { MailPause } from "../../domain/mail/pause.ts";
import { maybeText, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";
import { mailPause, pauseStatement } from "./pause.ts";

/** So many pending mails are looked at to find those that are due. */
const MOST_LOOKED_AT = 10_000;

const mailCounts = v.object({
  /** How many are due and nobody's, in each lane. */
  first: whole,
  bulk: whole,
  /** When the first lease under which some are held ends; null when nobody holds any. */
  heldUntil: maybeText,
  /** When the next pending one is due, or let go of by its lease. */
  next: maybeText,
});

export type DueMails = Readonly<v.InferOutput<typeof mailCounts>>;

/** Tells how many mails of an account are due, until when others wait, and whether a pause holds up all of them. */
export async function countDueMails(
  db: AccountDatabase,
  account: string,
  now: string,
): Promise<DueMails & { readonly pause: MailPause | null }> {
  const results = await db.batch([
    pauseStatement(db),
    db.sql(
      `SELECT min(max(due_at, coalesce(leased_until, due_at))) AS next,
              min(leased_until) FILTER (WHERE leased_until > ?2) AS heldUntil,
              count(*) FILTER (WHERE isDue AND lane = 'first') AS first, count(*) FILTER (WHERE isDue AND lane <> 'first') AS bulk
       FROM (SELECT due_at, leased_until, lane, due_at <= ?2 AND (leased_until IS NULL OR leased_until <= ?2) AS isDue FROM mails WHERE account = ?1 AND state = 'pending' ORDER BY due_at LIMIT ?3)`,
      account,
      now,
      MOST_LOOKED_AT,
    ),
  ]);
  const [pause = null] = rows(mailPause, results, 0);
  const [counts] = rows(mailCounts, results, 1);
  return { ...given(counts, "the count of due mails"), pause };
}
