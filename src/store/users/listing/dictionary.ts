import * as v from "valibot";
import { matchFilter, type UserFilter } from "../../../domain/user/listing.ts";
import { matchUsers, wordsOfUserSearch } from "../../../domain/user/search-text.ts";
import { foldCase } from "../../../domain/user/user.ts";
import { text } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";

/** What users are looked for and filtered by. */
export type Sought = { readonly q: string; readonly filter: UserFilter };

/** So many locations are looked through for a word that is in their names. */
const MOST_LOCATIONS = 50;

/**
 * Says in the terms of the index whom a search and a filter find together; null where they let everybody through. Locations
 * are found by their names first: the index has their ids, since a name may change.
 */
export async function matchSought(db: AccountDatabase, account: string, { q, filter }: Sought): Promise<string | null> {
  const words = wordsOfUserSearch(q);
  const named = words.length > 0 || filter.location !== null ? await nameLocations(db, account, words, filter) : [];
  const isIn = (name: string) => named.filter(({ sought }) => sought === name).map(({ id }) => id);
  const location = filter.location === null ? null : (isIn("=")[0] ?? null);
  const search = matchUsers(q, (word) => isIn(`~${foldCase(word)}`));
  const all = [...(search === null ? [] : [search]), ...matchFilter(filter, location)];
  return all.length === 0 ? null : all.map((match) => `(${match})`).join(" AND ");
}

const locationRow = v.object({ id: text, sought: text });

/** The locations that have a word of three characters or more in their names, and the one of the filter's name. */
async function nameLocations(
  db: AccountDatabase,
  account: string,
  words: readonly string[],
  { location }: UserFilter,
): Promise<readonly v.InferOutput<typeof locationRow>[]> {
  const long = words.filter((word) => [...word].length > 2).map(foldCase);
  return db.all(
    locationRow,
    db.sql(
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
    ),
  );
}
