import * as v from "valibot";
import { matchFilter, type UserFilter } from "../../../domain/user/listing.ts";
import { matchUsers, wordsOfUserSearch } from "../../../domain/user/search-text.ts";
import { foldCase } from "../../../domain/user/user.ts";
import { text } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";
import { rows } from "../../decode.ts";

/** What users are looked for and filtered by. */
export type Sought = { readonly q: string; readonly filter: UserFilter };

/** Tells whether everybody is let through. */
export function isNothingSought({ q, filter }: Sought): boolean {
  return wordsOfUserSearch(q).length === 0 && Object.values(filter).every((value) => value === null);
}

/** So many locations are looked through for a word that is in their names. */
const MOST_LOCATIONS = 50;

const locationRow = v.object({ id: text, sought: text });
type Named = v.InferOutput<typeof locationRow>;

/** Says in the terms of the index whom a search and a filter find together; null where they let everybody through. */
export async function matchSought(db: AccountDatabase, account: string, sought: Sought): Promise<string | null> {
  const statement = namesStatement(db, account, sought);
  return matchNamed(sought, statement === null ? [] : await db.all(locationRow, statement));
}

/** The same, where the locations that are named were read with others: by namesStatement, which was the n-th of a batch. */
export function matchRead(sought: Sought, results: readonly D1Result[], at: number | null): string | null {
  return matchNamed(sought, at === null ? [] : rows(locationRow, results, at));
}

/** Locations are found by their names first: the index has their ids, since a name may change. */
function matchNamed({ q, filter }: Sought, named: readonly Named[]): string | null {
  const isIn = (name: string) => named.filter(({ sought }) => sought === name).map(({ id }) => id);
  const location = filter.location === null ? null : (isIn("=")[0] ?? null);
  const search = matchUsers(q, (word) => isIn(`~${foldCase(word)}`));
  const all = [...(search === null ? [] : [search]), ...matchFilter(filter, location)];
  return all.length === 0 ? null : all.map((match) => `(${match})`).join(" AND ");
}

/**
 * The statement that finds the locations that have a word of three characters or more in their names, and the one of the
 * filter's name; null where nobody asks for any.
 */
export function namesStatement(
  db: AccountDatabase,
  account: string,
  { q, filter: { location } }: Sought,
): D1PreparedStatement | null {
  const words = wordsOfUserSearch(q);
  if (words.length === 0 && location === null) return null;
  const long = words.filter((word) => [...word].length > 2).map(foldCase);
  return db.sql(
    `SELECT id, '=' AS sought FROM locations WHERE account = ?1 AND name_key = ?2
     UNION ALL
     SELECT id, sought FROM (
       SELECT locations.id, '~' || words.value AS sought
       FROM locations CROSS JOIN json_each(?3) AS words
       WHERE locations.account = ?1 AND instr(locations.name_key, words.value) > 0 LIMIT ?4)`,
    account,
    location === null ? null : foldCase(location),
    JSON.stringify(long),
    MOST_LOCATIONS,
  );
}
