import { laneOf } from "../../domain/mail/lane.ts";
import type { MailKind } from "../../domain/mail/mail.ts";
import type { AccountDatabase } from "../database.ts";
import { inPlaces } from "../listed.ts";

/** A mail that something gives rise to, as it is recorded: what it is about, and never its text. */
export type MailRecord = {
  /** Made from what it is about, so that each mail is recorded once (M4). */
  readonly id: string;
  readonly kind: MailKind;
  /** Null for the address that is told of the end of `import`: there is no such mail before the end, or without one. */
  readonly to: string | null;
  readonly user?: string;
  readonly import?: string | null;
  readonly link?: string;
  readonly password_version?: number;
  /** Whether it was asked for this one user, so that somebody waits for it (M10). */
  readonly one?: boolean;
  /** From when on it may go, where that is not at once. */
  readonly due?: string;
  /** What no other table tells: the address of a webhook that was switched off. */
  readonly about?: string;
};

/** Of which account mails are, and of which import all of them are, where that decides when they are due. */
type Recorded = { readonly account: string; readonly now: string; readonly of?: string | null };

/** The statements that record any number of mails, like recordMailsStatement. */
export function recordMailsStatements(
  db: AccountDatabase,
  recorded: Recorded,
  mails: readonly MailRecord[],
): readonly D1PreparedStatement[] {
  return inPlaces(mails).map((some) => recordMailsStatement(db, recorded, some));
}

/**
 * The statement that records a few mails of an account, for the transaction that gives rise to them (M4). Each is due at once,
 * unless they are `of` an import whose mails wait for a time or for somebody: that is looked up in the statement, so that
 * each mail is either recorded before they are released, or due (M9). One that is recorded already is left as it is.
 */
export function recordMailsStatement(
  db: AccountDatabase,
  { account, now, of = null }: Recorded,
  mails: readonly MailRecord[],
): D1PreparedStatement {
  return db.sql(
    `INSERT INTO mails (id, account, kind, to_address, user_id, import_id, link_id, password_version, about, lane,
                        state, due_at, created_at)
     SELECT value ->> 'id', ?1, value ->> 'kind', to_address, value ->> 'user', value ->> 'import', value ->> 'link',
            coalesce(value ->> 'password_version', 0), value ->> 'about', value ->> 'lane',
            iif(EXISTS (SELECT 1 FROM imports WHERE account = ?1 AND id = ?4 AND mails = 'hold' AND mails_released_at IS NULL),
              'held', 'pending'),
            max(?2, coalesce(value ->> 'due', ?2), coalesce((SELECT mails_at FROM imports WHERE account = ?1 AND id = ?4 AND mails_released_at IS NULL), ?2)),
            ?2
     FROM (SELECT value, coalesce(value ->> 'to', (SELECT notify_email FROM imports
             WHERE account = ?1 AND imports.id = value ->> 'import' AND state IN ('stopped', 'completed'))) AS to_address
           FROM (SELECT ?3 -> place AS value FROM list_places LIMIT json_array_length(?3)))
     WHERE to_address IS NOT NULL
     ON CONFLICT (account, id) DO NOTHING`,
    account,
    now,
    JSON.stringify(mails.map((mail) => ({ ...mail, lane: laneOf(mail) }))),
    of,
  );
}
