import type { SettledUser } from "../../domain/import/settle.ts";
import type { Exchange } from "../../domain/user/edit.ts";
import { sortedBy } from "../../domain/user/listing.ts";
import type { NewMail } from "../../domain/user/new-user.ts";
import type { AuditEntry } from "../audit/audit.ts";
import type { AccountDatabase } from "../database.ts";
import { changedEventStatements } from "../events/record.ts";
import { numbersEventStatements } from "../events/record-numbers.ts";
import { type Basis, guarded } from "../guarded.ts";
import { assignStatements } from "../inventory/assign.ts";
import { changeCountsStatement } from "../inventory/counts.ts";
import { useLicensesStatement } from "../inventory/licences.ts";
import { cancelMailsStatement } from "../mails/cancel.ts";
import { recordMailsStatements } from "../mails/record-mails.ts";

/** What becomes of a user: how they are to be, what they give up and take for it. */
export type UserChange = {
  readonly id: string;
  readonly settled: SettledUser;
  readonly exchange: Exchange;
  /** The PIN of a new voice mailbox, sealed; null when there is none. */
  readonly pin: string | null;
  readonly mails: readonly NewMail[];
};

/** So many users travel in one parameter, which D1 takes up to two megabytes of. */
const USERS_PER_STATEMENT = 200;

/**
 * Changes users with all that they give up and take in one transaction (A1, I3). Throws "stale" (isStale) and changes
 * nothing unless what it was decided on still holds.
 */
export async function changeUsers(
  db: AccountDatabase,
  basis: Basis & { readonly revision: number },
  changes: readonly UserChange[],
  audit: AuditEntry,
): Promise<void> {
  const { account } = basis;
  const statements = [
    ...userStatements(db, account, changes),
    ...mailboxStatements(db, account, changes, audit.at),
    ...numberStatements(db, account, changes),
    useLicensesStatement(db, account, {
      taken: changes.flatMap(({ exchange }) => exchange.license_taken ?? []),
      freed: changes.flatMap(({ exchange }) => exchange.license_freed ?? []),
    }),
    ...recordMailsStatements(
      db,
      { account, now: audit.at },
      changes.flatMap(({ mails }) => mails),
    ),
    ...changedEventStatements(
      db,
      { account, at: audit.at },
      changes.map(({ id }) => id),
    ),
    ...numbersEventStatements(
      db,
      { account, at: audit.at },
      {
        parked: changes.flatMap(({ exchange }) => exchange.parked),
        assigned: changes.flatMap(({ exchange }) => exchange.assigned),
      },
    ),
  ];
  await guarded(db, basis, statements, audit);
}

/** Users are found by their ids (the plus): by the account all users of it would be read. */
function userStatements(
  db: AccountDatabase,
  account: string,
  changes: readonly UserChange[],
): readonly D1PreparedStatement[] {
  const parts = Array.from({ length: Math.ceil(changes.length / USERS_PER_STATEMENT) }, (_, part) =>
    changes.slice(part * USERS_PER_STATEMENT, (part + 1) * USERS_PER_STATEMENT),
  );
  return parts.map((part) => {
    const users = part.map(({ id, settled: { wanted, ...claimed } }) => ({
      ...wanted,
      ...claimed,
      ...sortedBy(wanted),
      id,
    }));
    return db.sql(
      `UPDATE users SET display_name = value ->> 'display_name', services = value -> 'services',
         license_key = value ->> 'license_key', primary_phone = value ->> 'primary_phone',
         additional_phones = value -> 'additional_phones', extension = value ->> 'extension',
         location_id = value ->> 'location_id', first_name = value ->> 'first_name', last_name = value ->> 'last_name',
         job_title = value ->> 'job_title', department = value ->> 'department', name_key = value ->> 'name_key',
         department_key = value ->> 'department_key', external_id = value ->> 'external_id', settings = value -> 'settings'
       FROM json_each(?2) WHERE +users.account = ?1 AND users.id = value ->> 'id'`,
      account,
      JSON.stringify(users),
    );
  });
}

/** Without CONNECT there is no voice mailbox: neither its PIN nor a mail that would tell of it. */
function mailboxStatements(
  db: AccountDatabase,
  account: string,
  changes: readonly UserChange[],
  now: string,
): readonly D1PreparedStatement[] {
  const moved = changes.filter(({ exchange }) => exchange.mailbox !== "kept");
  if (moved.length === 0) return [];
  const gone = moved.filter(({ exchange }) => exchange.mailbox === "gone").map(({ id }) => id);
  return [
    db.sql(
      `UPDATE users SET pin = value ->> 'pin', pin_made = value ->> 'pin' IS NOT NULL
       FROM json_each(?2) WHERE +users.account = ?1 AND users.id = value ->> 'id'`,
      account,
      JSON.stringify(moved.map(({ id, pin }) => ({ id, pin }))),
    ),
    cancelMailsStatement(db, account, { users: gone, kinds: ["welcome", "voicemail_pin"], why: null, now }),
  ];
}

/** The counts first: they look at who has the numbers until now. */
function numberStatements(
  db: AccountDatabase,
  account: string,
  changes: readonly UserChange[],
): readonly D1PreparedStatement[] {
  const parked = changes.flatMap(({ exchange }) => exchange.parked);
  const assigned = changes.flatMap(({ id, exchange }) => exchange.assigned.map((e164) => ({ e164, user: id })));
  return [
    changeCountsStatement(db, account, { users: 0, assigned: assigned.map(({ e164 }) => e164), parked }),
    db.sql(
      `UPDATE numbers SET user_id = NULL
       WHERE account = ?1 AND e164 IN (SELECT value FROM json_each(?2)) AND user_id IN (SELECT value FROM json_each(?3))`,
      account,
      JSON.stringify(parked),
      JSON.stringify(changes.map(({ id }) => id)),
    ),
    ...assignStatements(db, account, assigned),
  ];
}
