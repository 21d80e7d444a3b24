import type { UserSort } from "../../../domain/user/listing.ts";
import type { User } from "../../../domain/user/user.ts";
import type { AccountDatabase } from "../../database.ts";
import { userOf } from "../users.ts";
import { isNothingSought, matchRead, namesStatement, type Sought } from "./dictionary.ts";
import { groupsStatement, isGroupKey, readGroups } from "./group-lists.ts";
import { readPosition, writePosition } from "./position.ts";
import { follow, type Listed, stepOf, type Wish } from "./steps.ts";
import { readTally, type Tally, tallyStatements } from "./tally.ts";

/**
 * Which part of the list of users: whom a search and a filter find, in an order, from behind a cursor. Without an order
 * all are listed by address, and found ones as they were created.
 */
export type UserPage = Sought & { readonly sort: UserSort | null; readonly after: string; readonly limit: number };

/** A part of the list, at most as long as its limit, and the cursor behind which it goes on; null at the end. */
export type UserList = { readonly users: readonly User[]; readonly next: string | null };

/** A list with how many users are found, and how many there are; `besides` are results of what was read with it. */
export type CountedList = UserList & Omit<Tally, "keys"> & { readonly besides: readonly D1Result[] };

/** Tells whether a list goes on behind such a cursor. */
export function isUserCursor(after: string): boolean {
  return readPosition(after) !== null;
}

/** Lists users, in at most three calls. */
export async function listUsers(db: AccountDatabase, account: string, page: UserPage): Promise<UserList> {
  const wish = await prepare(db, account, page);
  const keys = wantsKeys(wish) ? (await tally(db, account, wish)).keys : null;
  return listOf(await follow(db, stepOf(db, account, wish, keys)), page.limit);
}

/**
 * Lists users, and counts those that are found, in at most three calls. The one that counts also reads what else a page
 * shows: `beside` are its statements.
 */
export async function listCountedUsers(
  db: AccountDatabase,
  account: string,
  page: UserPage,
  beside: readonly D1PreparedStatement[] = [],
): Promise<CountedList> {
  const wish = await prepare(db, account, page);
  if (wantsKeys(wish)) {
    const { keys, besides, ...counts } = await tally(db, account, wish, beside);
    return { ...listOf(await follow(db, stepOf(db, account, wish, keys)), page.limit), ...counts, besides };
  }
  const counting = tallyStatements(db, account, { match: wish.match, keys: false });
  const step = stepOf(db, account, wish, null);
  const results = await db.batch([...beside, ...counting, ...step.statements]);
  const counted = results.slice(beside.length);
  const { keys: _, ...counts } = readTally(counted, { match: wish.match, keys: false });
  const listed = await follow(db, step.read(counted, counting.length));
  return { ...listOf(listed, page.limit), ...counts, besides: results.slice(0, beside.length) };
}

/** In the order of creation the index gives whoever is found; for any other they are sorted here while they are few. */
function wantsKeys({ match, sort }: Wish): boolean {
  return match !== null && sort.key !== "created";
}

async function tally(
  db: AccountDatabase,
  account: string,
  { match }: Wish,
  beside: readonly D1PreparedStatement[] = [],
): Promise<Tally & Pick<CountedList, "besides">> {
  const counted = { match, keys: true };
  const results = await db.batch([...beside, ...tallyStatements(db, account, counted)]);
  return { ...readTally(results.slice(beside.length), counted), besides: results.slice(0, beside.length) };
}

/** Reads in one call what must be known first, if anything: locations by their names, the groups that the page may have. */
async function prepare(db: AccountDatabase, account: string, page: UserPage): Promise<Wish> {
  const otherwise = { key: isNothingSought(page) ? "email" : "created", descending: false } as const;
  const sort = page.sort ?? otherwise;
  const from = readPosition(page.after) ?? "";
  const names = namesStatement(db, account, page);
  const first = { key: from === "" ? null : from.key, descending: sort.descending };
  const isRest = from !== "" && from.key === null;
  const groups = isGroupKey(sort.key) && !isRest ? groupsStatement(db, account, sort.key, first) : null;
  const statements = [...(names ? [names] : []), ...(groups ? [groups] : [])];
  const results = statements.length === 0 ? [] : await db.batch(statements);
  const match = matchRead(page, results, names ? 0 : null);
  const read = groups ? readGroups(results, statements.length - 1) : [];
  return { sort, match, from, limit: page.limit + 1, groups: read };
}

function listOf({ placed, rest }: Listed, limit: number): UserList {
  const shown = placed.slice(0, limit);
  const last = placed.length > limit ? shown.at(-1)?.place : rest;
  return { users: shown.map(({ record }) => userOf(record)), next: last === undefined ? null : writePosition(last) };
}
