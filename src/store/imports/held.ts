import * as v from "valibot";
import type { AccountFacts } from "../../domain/account/account.ts";
import { extensionBounds } from "../../domain/account/free-extensions.ts";
import { emergencyPrefixes } from "../../domain/cells/extension.ts";
import { maybeText, text, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";

/** What rows claim: comparison keys of addresses, external IDs, E.164 numbers, extensions. */
export type Claims = {
  readonly emails: readonly string[];
  readonly externalIds: readonly string[];
  readonly numbers: readonly string[];
  readonly extensions: readonly string[];
};

/** What the account has of what was claimed. */
export type HeldOnAccount = {
  readonly emails: ReadonlySet<string>;
  /** The ids of users, by the keys of their addresses. */
  readonly people: ReadonlyMap<string, string>;
  readonly externalIds: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, { readonly user: string | null }>;
  readonly extensions: ReadonlyMap<string, string>;
};

/** Finds what the account has of what is claimed, in one call. */
export async function findHeld(db: AccountDatabase, account: string, claims: Claims): Promise<HeldOnAccount> {
  return readHeld(await db.batch(heldStatements(db, account, claims)), 0);
}

/**
 * Reads what the account has of what is claimed, for a batch; readHeld understands the results. Each claim is looked up by itself:
 * a list behind IN is read once more.
 */
export function heldStatements(db: AccountDatabase, account: string, claims: Claims): readonly D1PreparedStatement[] {
  return [
    db.sql(
      `SELECT users.id, email_key, external_id, display_name AS user
       FROM json_each(?2) AS asked CROSS JOIN users ON users.account = ?1 AND users.email_key = asked.value
       UNION ALL
       SELECT users.id, email_key, external_id, display_name
       FROM json_each(?3) AS asked CROSS JOIN users ON users.account = ?1 AND users.external_id = asked.value`,
      account,
      JSON.stringify(claims.emails),
      JSON.stringify(claims.externalIds),
    ),
    db.sql(
      `SELECT numbers.e164, (SELECT display_name FROM users WHERE users.id = numbers.user_id) AS user
       FROM json_each(?2) AS asked CROSS JOIN numbers ON numbers.account = ?1 AND numbers.e164 = asked.value`,
      account,
      JSON.stringify(claims.numbers),
    ),
    db.sql(
      `SELECT extension, display_name AS user
       FROM json_each(?2) AS asked CROSS JOIN users ON users.account = ?1 AND users.extension = asked.value`,
      account,
      JSON.stringify(claims.extensions),
    ),
  ];
}

/** Which extensions can be given: neither reserved, nor below the lowest (I3). */
type Givable = Pick<AccountFacts["account"], "extension_length" | "reserved_extensions">;

/**
 * At most how many of so many users have an extension that could be given to somebody else: all of them, unless so few are
 * left then that it matters to the rows of a file. Only then are they counted one by one.
 */
export async function countExtensionsTaken(
  db: AccountDatabase,
  account: string,
  { extension_length, reserved_extensions }: Givable,
  { users, enough }: { readonly users: number; readonly enough: (taken: number) => boolean },
): Promise<number> {
  if (enough(users)) return users;
  const { taken } = await db.only(
    v.object({ taken: whole }),
    db.sql(
      `SELECT count(*) AS taken FROM users
       WHERE account = ?1 AND extension IS NOT NULL AND substr(extension, 1, 3) NOT IN (SELECT value FROM json_each(?2))
         AND extension NOT IN (SELECT value FROM json_each(?3)) AND CAST(extension AS INTEGER) >= ?4`,
      account,
      JSON.stringify(emergencyPrefixes),
      JSON.stringify(reserved_extensions),
      extensionBounds(extension_length).lowest,
    ),
  );
  return taken;
}

/** Reads users, numbers and extensions out of three results of a batch, from the one at `first` on. */
export function readHeld(results: readonly D1Result[], first: number): HeldOnAccount {
  const people = rows(v.object({ id: text, email_key: text, external_id: maybeText, user: text }), results, first);
  const numbers = rows(v.object({ e164: text, user: maybeText }), results, first + 1);
  const extensions = rows(v.object({ extension: text, user: text }), results, first + 2);
  return {
    emails: new Set(people.map(({ email_key }) => email_key)),
    people: new Map(people.map(({ email_key, id }) => [email_key, id])),
    externalIds: new Map(
      people.flatMap(({ external_id, user }) => (external_id === null ? [] : [[external_id, user] as const])),
    ),
    numbers: new Map(numbers.map(({ e164, user }) => [e164, { user }])),
    extensions: new Map(extensions.map(({ extension, user }) => [extension, user])),
  };
}
