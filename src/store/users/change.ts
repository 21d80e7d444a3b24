import type { SettledUser } from "../../domain/import/settle.ts";
import type { Exchange } from "../../domain/user/edit.ts";
import { sortedBy } from "../../domain/user/listing.ts";
import type { NewMail } from "../../domain/user/new-user.ts";
import type { AccountDatabase } from "../database.ts";
import { type AccountChange, guarded } from "../guarded.ts";
import { changeCountsStatement } from "../inventory/counts.ts";
import { recordMailsStatement } from "../mails/record-mails.ts";

/** What becomes of a user: how they are to be, what they give up and take for it. */
export type UserChange = {
  readonly id: string;
  readonly settled: SettledUser;
  readonly exchange: Exchange;
  /** The PIN of a new voice mailbox, sealed; null when there is none. */
  readonly pin: string | null;
  readonly mails: readonly NewMail[];
};

/**
 * Changes a user with all that they give up and take in one transaction (A1, I3). Throws "stale" (isStale) and changes
 * nothing unless the account is at the change's revision.
 */
export async function changeUser(db: AccountDatabase, basis: AccountChange, change: UserChange): Promise<void> {
  const { account, audit } = basis;
  const { id, exchange, mails } = change;
  const statements = [
    userStatement(db, account, change),
    changeCountsStatement(db, account, { users: 0, assigned: exchange.assigned, parked: exchange.parked }),
    ...mailboxStatements(db, account, change, audit.at),
    db.sql(
      `UPDATE numbers SET user_id = NULL
       WHERE account = ?1 AND user_id = ?2 AND e164 IN (SELECT value FROM json_each(?3))`,
      account,
      id,
      JSON.stringify(exchange.parked),
    ),
    db.sql(
      `UPDATE numbers SET user_id = ?2
       WHERE account = ?1 AND user_id IS NULL AND e164 IN (SELECT value FROM json_each(?3))`,
      account,
      id,
      JSON.stringify(exchange.assigned),
    ),
    db.sql(
      "UPDATE subscriptions SET used = used - 1 WHERE account = ?1 AND type_key = ?2",
      account,
      exchange.license_freed,
    ),
    db.sql(
      "UPDATE subscriptions SET used = used + 1 WHERE account = ?1 AND type_key = ?2",
      account,
      exchange.license_taken,
    ),
    recordMailsStatement(db, { account, now: audit.at }, mails),
  ];
  await guarded(db, basis, statements, audit);
}

function userStatement(db: AccountDatabase, account: string, { id, settled }: UserChange): D1PreparedStatement {
  const { wanted, ...claimed } = settled;
  return db.sql(
    `UPDATE users SET display_name = ?3 ->> 'display_name', services = ?3 -> 'services',
       license_key = ?3 ->> 'license_key', primary_phone = ?3 ->> 'primary_phone',
       additional_phones = ?3 -> 'additional_phones', extension = ?3 ->> 'extension',
       location_id = ?3 ->> 'location_id', first_name = ?3 ->> 'first_name', last_name = ?3 ->> 'last_name',
       job_title = ?3 ->> 'job_title', department = ?3 ->> 'department', name_key = ?3 ->> 'name_key',
       department_key = ?3 ->> 'department_key',
       external_id = ?3 ->> 'external_id', settings = ?3 -> 'settings'
     WHERE account = ?1 AND id = ?2`,
    account,
    id,
    JSON.stringify({ ...wanted, ...claimed, ...sortedBy(wanted) }),
  );
}

/** Without CONNECT there is no voice mailbox: neither its PIN nor a mail that would tell of it. */
function mailboxStatements(
  db: AccountDatabase,
  account: string,
  { id, exchange, pin }: UserChange,
  now: string,
): readonly D1PreparedStatement[] {
  if (exchange.mailbox === "kept") return [];
  const set = db.sql(
    "UPDATE users SET pin = ?3, pin_made = (?3 IS NOT NULL) WHERE account = ?1 AND id = ?2",
    account,
    id,
    pin,
  );
  return [set, ...(exchange.mailbox === "gone" ? [cancelVoiceMailsStatement(db, account, id, now)] : [])];
}

/**
 * The statement that cancels the mails that wait to tell a user of their voice; the mails' ids begin with the user's. One that is being
 * sent just now is left to whoever sends it (saveMailEndings).
 */
function cancelVoiceMailsStatement(
  db: AccountDatabase,
  account: string,
  user: string,
  now: string,
): D1PreparedStatement {
  return db.sql(
    `UPDATE mails SET state = 'cancelled', lease = NULL, leased_until = NULL
     WHERE account = ?1 AND id > 'mail_' || ?2 || '_' AND id < 'mail_' || ?2 || '\`' AND user_id = ?2
       AND kind IN ('welcome', 'voicemail_pin') AND state IN ('pending', 'held')
       AND (leased_until IS NULL OR leased_until <= ?3)`,
    account,
    user,
    now,
  );
}
