import * as v from "valibot";
import { mailKinds, mailStates } from "../../domain/mail/mail.ts";
import type { MailPause } from "../../domain/mail/pause.ts";
import type { MailCount } from "../../domain/mail/waiting.ts";
import { maybeText, text, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";
import { idsOf } from "./list.ts";
import { mailPause, pauseStatement } from "./pause.ts";

/** So many mails of a kind in a state. */
export const mailCount = v.object({
  kind: v.picklist(mailKinds),
  state: v.picklist(mailStates),
  /** Why those that wait have not gone. */
  error: maybeText,
  until: text,
  mails: whole,
});

/** How many mails there are in each state, and the pause that holds up those that wait; null when they go. */
export type MailsNow = { readonly counts: readonly MailCount[]; readonly pause: MailPause | null };

/** How many mails of an import are in each state, by kind, those that wait by why they do (X1). */
export async function countMails(db: AccountDatabase, account: string, importId: string): Promise<MailsNow> {
  return readMailsNow(await db.batch(mailsNowStatements(db, account, importId)), 0);
}

/** How many results readMailsNow takes out of a batch. */
export const MAILS_NOW_STATEMENTS = 2;

/** The statements that count them, for a batch. */
export function mailsNowStatements(
  db: AccountDatabase,
  account: string,
  importId: string,
): readonly D1PreparedStatement[] {
  return [pauseStatement(db), countStatement(db, account, importId)];
}

/** Gives the counts out of a batch, from the result at `first` on. */
export function readMailsNow(results: readonly D1Result[], first: number): MailsNow {
  const [pause = null] = rows(mailPause, results, first);
  return { counts: rows(mailCount, results, first + 1), pause };
}

/** The same of several imports, in one call. */
export async function countMailsOf(
  db: AccountDatabase,
  account: string,
  importIds: readonly string[],
): Promise<ReadonlyMap<string, MailsNow>> {
  if (importIds.length === 0) return new Map();
  const counted = importIds.map((id) => countStatement(db, account, id));
  const results = await db.batch([pauseStatement(db), ...counted]);
  const [pause = null] = rows(mailPause, results, 0);
  return new Map(importIds.map((id, at) => [id, { counts: rows(mailCount, results, at + 1), pause }]));
}

function countStatement(db: AccountDatabase, account: string, importId: string): D1PreparedStatement {
  const { first, last, end } = idsOf(importId);
  return db.sql(
    `SELECT kind, iif(bounced IS NULL, state, 'bounced') AS state, iif(state = 'pending', last_error, NULL) AS error, min(due_at) AS until, count(*) AS mails
     FROM (SELECT * FROM mails WHERE account = ?1 AND id = ?3
           UNION ALL
           SELECT * FROM mails WHERE account = ?1 AND id > ?4 AND id < ?5)
     WHERE import_id = ?2 GROUP BY kind, state, bounced IS NULL, error`,
    account,
    importId,
    end,
    first,
    last,
  );
}
