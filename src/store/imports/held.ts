import * as v from "valibot";
import type { AccountFacts } from "../../domain/account/account.ts";
import { extensionBounds } from "../../domain/account/free-extensions.ts";
import { emergencyPrefixes } from "../../domain/cells/extension.ts";
import { maybeText, text, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";
import { inPlaces } from "../listed.ts";

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

/** A user, a number or an extension that the account has, with the display name of whose it is; the number of nobody is parked. */
export const heldPerson = v.object({ id: text, email_key: text, external_id: maybeText, user: text });
export const heldNumber = v.object({ e164: text, user: maybeText });
export const heldExtension = v.object({ extension: text, user: text });

/** What the account has, as it is read. */
export type Found = {
  readonly people: readonly v.InferOutput<typeof heldPerson>[];
  readonly numbers: readonly v.InferOutput<typeof heldNumber>[];
  readonly extensions: readonly v.InferOutput<typeof heldExtension>[];
};

/** Finds what the account has of what is claimed, in one call. */
export async function findHeld(db: AccountDatabase, account: string, claims: Claims): Promise<HeldOnAccount> {
  const statements = heldStatements(db, account, claims);
  return statements.length === 0 ? heldOf(nothing) : readHeld(await db.batch(statements), 0);
}

const nothing: Found = { people: [], numbers: [], extensions: [] };

/**
 * Reads what the account has of what is claimed, at the end of a batch; readHeld understands the results. Each claim is looked up
 * by itself, so that only what is found is read.
 */
export function heldStatements(
  db: AccountDatabase,
  account: string,
  { emails, externalIds, numbers, extensions }: Claims,
): readonly D1PreparedStatement[] {
  const each = (claims: readonly string[], look: (asked: string) => D1PreparedStatement) =>
    inPlaces(claims).map((some) => look(JSON.stringify(some)));
  return [
    ...each(emails, (asked) =>
      db.sql(
        `SELECT users.id, email_key, external_id, display_name AS user
         FROM (SELECT ?2 ->> place AS asked FROM list_places LIMIT json_array_length(?2))
         CROSS JOIN users ON users.account = ?1 AND users.email_key = asked`,
        account,
        asked,
      ),
    ),
    ...each(externalIds, (asked) =>
      db.sql(
        `SELECT users.id, email_key, external_id, display_name AS user
         FROM (SELECT ?2 ->> place AS asked FROM list_places LIMIT json_array_length(?2))
         CROSS JOIN users ON users.account = ?1 AND users.external_id = asked`,
        account,
        asked,
      ),
    ),
    ...each(numbers, (asked) =>
      db.sql(
        `SELECT numbers.e164, (SELECT display_name FROM users WHERE users.id = numbers.user_id) AS user
         FROM (SELECT ?2 ->> place AS asked FROM list_places LIMIT json_array_length(?2))
         CROSS JOIN numbers ON numbers.account = ?1 AND numbers.e164 = asked`,
        account,
        asked,
      ),
    ),
    ...each(extensions, (asked) =>
      db.sql(
        `SELECT extension, display_name AS user
         FROM (SELECT ?2 ->> place AS asked FROM list_places LIMIT json_array_length(?2))
         CROSS JOIN users ON users.account = ?1 AND users.extension = asked`,
        account,
        asked,
      ),
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

const heldRow = v.union([heldNumber, heldPerson, heldExtension]);

/** Reads what the account has out of the results of a batch, from the one at `first` to the last. */
export function readHeld(results: readonly D1Result[], first: number): HeldOnAccount {
  const found = results.slice(first).flatMap((_, at) => rows(heldRow, results, first + at));
  return heldOf({
    people: found.flatMap((one) => ("email_key" in one ? [one] : [])),
    numbers: found.flatMap((one) => ("e164" in one ? [one] : [])),
    extensions: found.flatMap((one) => ("extension" in one ? [one] : [])),
  });
}

/** Gives what was found by what is claimed. */
export function heldOf({ people, numbers, extensions }: Found): HeldOnAccount {
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
