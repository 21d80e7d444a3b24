import { numbersOfSettled } from "../../domain/import/numbers.ts";
import { sortedBy } from "../../domain/user/listing.ts";
import type { NewMail, NewUser } from "../../domain/user/new-user.ts";
import type { AuditEntry } from "../audit/audit.ts";
import type { AccountDatabase } from "../database.ts";
import { usersEventStatements } from "../events/record.ts";
import { numbersEventStatements } from "../events/record-numbers.ts";
import { guarded, type RunningImport } from "../guarded.ts";
import { assignStatement } from "../inventory/assign.ts";
import { changeCountsStatement, countAssignedStatement } from "../inventory/counts.ts";
import { raiseFreeFromStatement } from "../inventory/free-extensions.ts";
import { useLicensesStatement } from "../inventory/licences.ts";
import { recordMailsStatement } from "../mails/record-mails.ts";
import { type EndedRow, outcomeStatements } from "./outcomes.ts";

export type ChunkCommit = RunningImport & {
  /** The revision at which the chunk was settled. */
  readonly revision: number;
  readonly users: readonly (NewUser & { readonly row: number })[];
  readonly failures: readonly EndedRow[];
  readonly mails: readonly NewMail[];
  /** The toll-free ones among the numbers that the rows ask for. */
  readonly tollFree: ReadonlySet<string>;
  /** From where on an extension may be free; null where that is not known. */
  readonly freeFrom: number | null;
  readonly now: string;
};

/**
 * Writes a settled chunk in one transaction: users, numbers, licences, mails, outcomes, counts.
 * Throws "stale" (isStale) and writes nothing unless the import runs in this epoch and the account is as it was when
 * settled (I3, I6).
 */
export async function commitChunk(db: AccountDatabase, commit: ChunkCommit): Promise<void> {
  const { account, importId, revision } = commit;
  const statements = [...claimStatements(db, { ...commit, importId }), ...outcomeStatements(db, commit)];
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
  const claimed = {
    account: basis.account,
    importId: null,
    users: [user],
    mails,
    now: audit.at,
    tollFree: null,
    freeFrom: freeAfter(user),
  };
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
  /** The toll-free ones among the numbers that are known to be parked; null where the numbers were not looked at. */
  readonly tollFree: ReadonlySet<string> | null;
  readonly freeFrom: number | null;
};

/** Rows travel as one JSON parameter, because D1 binds at most 100 per statement. */
function claimStatements(
  db: AccountDatabase,
  { account, importId, users, mails, now, tollFree, freeFrom }: Claimed,
): readonly D1PreparedStatement[] {
  const numbers = users.flatMap(({ id, settled }) =>
    settled.services.includes("connect") ? numbersOfSettled(settled).map((e164) => ({ e164, user: id })) : [],
  );
  const assigned = numbers.map(({ e164 }) => e164);
  return [
    db.sql(usersSql, account, importId, now, JSON.stringify(users.map(flatten))),
    tollFree === null
      ? changeCountsStatement(db, account, { users: users.length, assigned, parked: [] })
      : countAssignedStatement(db, account, { users: users.length, ...countOf(assigned, tollFree) }),
    ...(freeFrom === null ? [] : [raiseFreeFromStatement(db, account, freeFrom)]),
    assignStatement(db, account, numbers),
    useLicensesStatement(db, account, {
      taken: users.flatMap(({ settled }) => (settled.license_key === null ? [] : [settled.license_key])),
    }),
    recordMailsStatement(
      db,
      { account, now, of: importId },
      mails.map((mail) => ({ ...mail, import: importId })),
    ),
    ...usersEventStatements(
      db,
      { account, at: now, type: "users.created", import: importId },
      users.map(({ id }) => id),
    ),
    ...numbersEventStatements(db, { account, at: now }, { assigned }),
  ];
}

/** A user who has asked for no extension has been given the lowest free one. */
function freeAfter({ settled: { wanted, extension } }: NewUser): number | null {
  return wanted.extension === null && extension !== null ? Number(extension) + 1 : null;
}

function countOf(assigned: readonly string[], tollFree: ReadonlySet<string>) {
  return { numbers: assigned.length, tollFree: assigned.filter((e164) => tollFree.has(e164)).length };
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
