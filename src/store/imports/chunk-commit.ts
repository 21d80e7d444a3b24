import type { AccountFacts } from "../../domain/account/account.ts";
import { numbersOfSettled } from "../../domain/import/numbers.ts";
import { sortedBy } from "../../domain/user/listing.ts";
import type { NewMail, NewUser } from "../../domain/user/new-user.ts";
import { foldCase } from "../../domain/user/user.ts";
import type { AuditEntry } from "../audit/audit.ts";
import type { AccountDatabase } from "../database.ts";
import { type AddedUser, addedEventStatements } from "../events/record.ts";
import { numbersEventStatements } from "../events/record-numbers.ts";
import { guarded, type RunningImport } from "../guarded.ts";
import type { FactsAtRevision } from "../inventory/accounts.ts";
import { assignStatements } from "../inventory/assign.ts";
import { countAssignedStatements } from "../inventory/counts.ts";
import { raiseFreeFromStatement } from "../inventory/free-extensions.ts";
import { useLicensesStatement } from "../inventory/licences.ts";
import { inPlaces } from "../listed.ts";
import { recordMailsStatements } from "../mails/record-mails.ts";
import { type EndedRow, outcomeStatements } from "./outcomes.ts";

export type ChunkCommit = RunningImport & {
  /** The revision at which the chunk was settled. */
  readonly revision: number;
  readonly users: readonly (NewUser & { readonly row: number })[];
  readonly failures: readonly EndedRow[];
  readonly mails: readonly NewMail[];
  /** The account at that revision. */
  readonly facts: AccountFacts;
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
  basis: FactsAtRevision & { readonly account: string; readonly first: D1PreparedStatement | null },
  { user, mails }: { readonly user: NewUser; readonly mails: readonly NewMail[] },
  audit: AuditEntry,
): Promise<void> {
  const claimed = {
    account: basis.account,
    importId: null,
    users: [user],
    mails,
    now: audit.at,
    facts: basis.facts,
    freeFrom: freeAfter(user),
  };
  const { account, revision, first } = basis;
  await guarded(db, { account, revision, first }, claimStatements(db, claimed), audit);
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
  readonly facts: AccountFacts;
  readonly freeFrom: number | null;
};

/** Rows travel as one JSON parameter, because D1 binds at most 100 per statement. */
function claimStatements(
  db: AccountDatabase,
  { account, importId, users, mails, now, facts, freeFrom }: Claimed,
): readonly D1PreparedStatement[] {
  const numbers = users.flatMap(({ id, settled }) =>
    settled.services.includes("connect") ? numbersOfSettled(settled).map((e164) => ({ e164, user: id })) : [],
  );
  const assigned = numbers.map(({ e164 }) => e164);
  return [
    ...inPlaces(users).map((some) => db.sql(usersSql, account, importId, now, JSON.stringify(some.map(flatten)))),
    ...countAssignedStatements(db, account, { users: users.length, assigned }),
    ...(freeFrom === null ? [] : [raiseFreeFromStatement(db, account, freeFrom)]),
    ...assignStatements(db, account, numbers),
    useLicensesStatement(db, account, {
      taken: users.flatMap(({ settled }) => (settled.license_key === null ? [] : [settled.license_key])),
    }),
    ...recordMailsStatements(
      db,
      { account, now, of: importId },
      mails.map((mail) => ({ ...mail, import: importId })),
    ),
    ...addedEventStatements(db, { account, at: now, import: importId }, users.map(namesFrom(facts))),
    ...numbersEventStatements(db, { account, at: now }, { assigned }),
  ];
}

/** A user who has asked for no extension has been given the lowest free one. */
function freeAfter({ settled: { wanted, extension } }: NewUser): number | null {
  return wanted.extension === null && extension !== null ? Number(extension) + 1 : null;
}

/** Finds what the account calls the licence type and the location of a new user. */
function namesFrom({ subscriptions, locations }: AccountFacts): (user: NewUser) => AddedUser {
  const types = new Map(subscriptions.map(({ type }) => [foldCase(type), type]));
  const places = new Map(locations.map(({ id, name }) => [id, name]));
  return ({ id, settled: { license_key, location_id } }) => ({
    id,
    license_type: types.get(license_key ?? "") ?? null,
    location: places.get(location_id ?? "") ?? null,
  });
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
  FROM (SELECT ?4 -> place AS value FROM list_places LIMIT json_array_length(?4)) WHERE value IS NOT NULL`;
