import type { RowFailure } from "../../domain/import/import.ts";
import { numbersOfSettled } from "../../domain/import/numbers.ts";
import { sortedBy } from "../../domain/user/listing.ts";
import type { NewMail, NewUser } from "../../domain/user/new-user.ts";
import type { AuditEntry } from "../audit/audit.ts";
import type { AccountDatabase } from "../database.ts";
import { usersEventStatement } from "../events/record.ts";
import { numbersEventStatements } from "../events/record-numbers.ts";
import { guarded, type RunningImport } from "../guarded.ts";
import { assignStatement } from "../inventory/assign.ts";
import { changeCountsStatement } from "../inventory/counts.ts";
import { recordMailsStatement } from "../mails/record-mails.ts";
import { countRowsStatement } from "./run.ts";

export type ChunkCommit = RunningImport & {
  /** The revision at which the chunk was settled. */
  readonly revision: number;
  readonly users: readonly (NewUser & { readonly row: number })[];
  /** Rows that create nobody; a skipped one has the user who exists (I10). */
  readonly failures: readonly {
    readonly row: number;
    readonly outcome: "failed" | "skipped";
    readonly failure: RowFailure;
    readonly existing: string | null;
  }[];
  readonly mails: readonly NewMail[];
  readonly now: string;
};

/**
 * Writes a settled chunk in one transaction: users, numbers, licences, mails, outcomes, counts.
 * Throws "stale" (isStale) and writes nothing unless the import runs in this epoch and the account is as it was when
 * settled (I3, I6).
 */
export async function commitChunk(db: AccountDatabase, commit: ChunkCommit): Promise<void> {
  const { account, importId, revision, now } = commit;
  const statements = [
    ...claimStatements(db, { ...commit, importId }),
    db.sql(
      `UPDATE import_rows SET outcome = 'created', (user_id, extension, primary_phone) =
         (SELECT id, extension, primary_phone FROM users WHERE id = ?1 || import_rows.row)
       WHERE import_id = ?2 AND row IN (SELECT value FROM json_each(?3)) AND outcome = 'pending'`,
      userIdOf(importId, ""),
      importId,
      JSON.stringify(commit.users.map(({ row }) => row)),
    ),
    db.sql(
      `UPDATE import_rows SET (outcome, code, params, user_id) =
         (SELECT value ->> 'outcome', value ->> 'code', value -> 'params', value ->> 'existing' FROM json_each(?2) WHERE value ->> 'row' = import_rows.row)
       WHERE import_id = ?1 AND row IN (SELECT value ->> 'row' FROM json_each(?2)) AND outcome = 'pending'`,
      importId,
      JSON.stringify(commit.failures.map(({ failure, ...ending }) => ({ ...ending, ...failure }))),
    ),
    countRowsStatement(db, account, importId, now),
  ];
  await guarded(db, { account, revision, run: commit }, statements, null);
}

/**
 * Writes one user who comes from no import; throws "stale" like commitChunk. `first` binds the key of the request to the
 * user where there is one (bindUserStatement).
 */
export async function commitUser(
  db: AccountDatabase,
  basis: { readonly account: string; readonly revision: number; readonly first: D1PreparedStatement | null },
  { user, mails }: { readonly user: NewUser; readonly mails: readonly NewMail[] },
  audit: AuditEntry,
): Promise<void> {
  const claimed = { account: basis.account, importId: null, users: [user], mails, now: audit.at };
  await guarded(db, basis, claimStatements(db, claimed), audit);
}

/** Names the user that a row becomes: the same row can never become a second one (I5). */
export function userIdOf(importId: string, row: number | ""): string {
  return `usr_${importId.replace("imp_", "")}_${row}`;
}

type Claimed = {
  readonly account: string;
  readonly importId: string | null;
  readonly users: readonly NewUser[];
  readonly mails: readonly NewMail[];
  readonly now: string;
};

/** Rows travel as one JSON parameter, because D1 binds at most 100 per statement. */
function claimStatements(
  db: AccountDatabase,
  { account, importId, users, mails, now }: Claimed,
): readonly D1PreparedStatement[] {
  const licences = users.flatMap(({ settled }) => (settled.license_key === null ? [] : [settled.license_key]));
  const numbers = users.flatMap(({ id, settled }) =>
    settled.services.includes("connect") ? numbersOfSettled(settled).map((e164) => ({ e164, user: id })) : [],
  );
  return [
    db.sql(usersSql, account, importId, now, JSON.stringify(users.map(flatten))),
    changeCountsStatement(db, account, { users: users.length, assigned: numbers.map(({ e164 }) => e164), parked: [] }),
    assignStatement(db, account, numbers),
    db.sql(
      `UPDATE subscriptions SET used = used + (SELECT count(*) FROM json_each(?2) WHERE value = subscriptions.type_key)
       WHERE account = ?1 AND type_key IN (SELECT value FROM json_each(?2))`,
      account,
      JSON.stringify(licences),
    ),
    recordMailsStatement(
      db,
      { account, now, of: importId },
      mails.map((mail) => ({ ...mail, import: importId })),
    ),
    usersEventStatement(
      db,
      { account, at: now, type: "users.created", import: importId },
      users.map(({ id }) => id),
    ),
    ...numbersEventStatements(db, { account, at: now }, { assigned: numbers.map(({ e164 }) => e164) }),
  ];
}

function flatten({ settled, ...user }: NewUser): Record<string, unknown> {
  const { wanted, ...claimed } = settled;
  return { ...wanted, ...claimed, ...user, ...sortedBy(wanted), pin_made: user.pin_made ? 1 : 0 };
}

const usersSql = `INSERT INTO users (account, import_id, created_at, id, email, email_key, display_name, services, license_key,
    primary_phone, additional_phones, extension, location_id, first_name, last_name, job_title, department, external_id,
    name_key, department_key, settings, pin, pin_made, password_version, password_check, password_seed)
  SELECT ?1, ?2, ?3, value ->> 'id', value ->> 'email', value ->> 'email_key', value ->> 'display_name', value -> 'services',
    value ->> 'license_key', value ->> 'primary_phone', value -> 'additional_phones', value ->> 'extension',
    value ->> 'location_id', value ->> 'first_name', value ->> 'last_name', value ->> 'job_title', value ->> 'department',
    value ->> 'external_id', value ->> 'name_key', value ->> 'department_key', value -> 'settings', value ->> 'pin', value ->> 'pin_made', value ->> 'password_version', value ->> 'password_check',
    value ->> 'password_seed'
  FROM json_each(?4)`;
