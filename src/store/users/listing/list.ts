import type { UserSort } from "../../../domain/user/listing.ts";
import { wholly } from "../../../domain/user/search-text.ts";
import type { User } from "../../../domain/user/user.ts";
import type { AccountDatabase } from "../../database.ts";
import { type UserRecord, userOf, userRow } from "../users.ts";
import { matchSought, type Sought } from "./dictionary.ts";
import { createdStatement, listBySerials, listGrouped, readOf, readRest } from "./found.ts";
import { type GroupKey, LAST, listGroups, MOST_GROUPS } from "./group-lists.ts";
import { type Position, readPosition, writePosition } from "./position.ts";
import { keyOf, pageOfKeys } from "./sorted.ts";
import { type Tally, tallyUsers } from "./tally.ts";
import { backStatement, forthStatement, type WalkKey } from "./walk.ts";

/**
 * Which part of the list of users: whom a search and a filter find, in an order, from behind a cursor. Without an order
 * all are listed by address, and found ones as they were created.
 */
export type UserPage = Sought & { readonly sort: UserSort | null; readonly after: string; readonly limit: number };

/** A part of the list, at most as long as its limit, and the cursor behind which it goes on; null at the end. */
export type UserList = { readonly users: readonly User[]; readonly next: string | null };

/** A list with how many users are found, and how many there are. */
export type CountedList = UserList & Omit<Tally, "keys">;

/** Tells whether a list goes on behind such a cursor. */
export function isUserCursor(after: string): boolean {
  return readPosition(after) !== null;
}

type Wish = {
  readonly sort: UserSort;
  readonly match: string | null;
  readonly from: Position | "";
  readonly limit: number;
};
type Placed = { readonly record: UserRecord; readonly place: Position };
/** One user more than the page has, where there are more; `rest` is where to go on when none was found so far. */
type Listed = { readonly placed: readonly Placed[]; readonly rest?: Position };

/** Lists users. */
export async function listUsers(db: AccountDatabase, account: string, page: UserPage): Promise<UserList> {
  const wish = wishOf(page, await matchSought(db, account, page));
  const keys = wish.match === null || wish.sort.key === "created" ? null : await tally(db, account, wish);
  return listOf(await listSorted(db, account, wish, keys?.keys ?? null), page.limit);
}

/** Lists users, and counts those that are found. */
export async function listCountedUsers(db: AccountDatabase, account: string, page: UserPage): Promise<CountedList> {
  const wish = wishOf(page, await matchSought(db, account, page));
  const { keys, ...counts } = await tally(db, account, wish);
  return { ...listOf(await listSorted(db, account, wish, keys), page.limit), ...counts };
}

function wishOf({ sort, after, limit }: UserPage, match: string | null): Wish {
  const otherwise = { key: match === null ? "email" : "created", descending: false } as const;
  return { sort: sort ?? otherwise, match, from: readPosition(after) ?? "", limit: limit + 1 };
}

function tally(db: AccountDatabase, account: string, { sort, match }: Wish): Promise<Tally> {
  return tallyUsers(db, account, match, sort.key !== "created");
}

function listOf({ placed, rest }: Listed, limit: number): UserList {
  const shown = placed.slice(0, limit);
  const last = placed.length > limit ? shown.at(-1)?.place : rest;
  return { users: shown.map(({ record }) => userOf(record)), next: last === undefined ? null : writePosition(last) };
}

async function listSorted(db: AccountDatabase, account: string, wish: Wish, keys: Tally["keys"]): Promise<Listed> {
  const { sort } = wish;
  if (keys !== null) return listPlaces(db, account, pageOfKeys(keys, sort, wish.from, wish.limit));
  switch (sort.key) {
    case "created":
      return listCreated(db, account, wish);
    case "email":
    case "name":
    case "extension":
      return listWalked(db, account, wish, sort.key);
    default:
      return listGroupwise(db, account, wish, sort.key);
  }
}

async function listPlaces(db: AccountDatabase, account: string, places: readonly Position[]): Promise<Listed> {
  const records = await listBySerials(
    db,
    account,
    places.map(({ serial }) => serial),
  );
  const bySerial = new Map(records.map((record) => [record.serial, record]));
  return { placed: places.flatMap((place) => withRecord(bySerial.get(place.serial), place)) };
}

function withRecord(record: UserRecord | undefined, place: Position): readonly Placed[] {
  return record === undefined ? [] : [{ record, place }];
}

async function listCreated(db: AccountDatabase, account: string, wish: Wish): Promise<Listed> {
  const serial = wish.from === "" ? null : wish.from.serial;
  const page = { serial, descending: wish.sort.descending, limit: wish.limit };
  const records = await db.all(userRow, createdStatement(db, account, wish.match ?? wholly("account", account), page));
  return { placed: records.map((record) => ({ record, place: { key: null, serial: record.serial } })) };
}

/** By an index; those who have no extension come behind, as they were created. */
async function listWalked(db: AccountDatabase, account: string, wish: Wish, key: WalkKey): Promise<Listed> {
  const { sort, match, from, limit } = wish;
  const isRest = from !== "" && from.key === null;
  const begin = sort.descending ? { key: LAST, serial: 0 } : { key: "", serial: 0 };
  const walk = { key, match, limit, from: from === "" || from.key === null ? begin : { ...from, key: from.key } };
  const statement = sort.descending ? backStatement(db, account, walk) : forthStatement(db, account, walk);
  const records = isRest ? [] : await db.all(userRow, statement);
  const placed = records.map((record) => ({ record, place: { key: keyOf(key, record), serial: record.serial } }));
  if (key !== "extension" || placed.length === limit) return { placed };
  const after = isRest ? from.serial : 0;
  const others = await listGrouped(db, account, [{ ...readRest(key, match), after }], limit - placed.length);
  return { placed: [...placed, ...others.map(placeOfGrouped)] };
}

/** By licence, location or department: group by group, those who have none behind. */
async function listGroupwise(db: AccountDatabase, account: string, wish: Wish, of: GroupKey): Promise<Listed> {
  const { sort, match, from, limit } = wish;
  const isRest = from !== "" && from.key === null;
  const key = from === "" ? null : from.key;
  const groups = isRest ? [] : await listGroups(db, account, of, { key, descending: sort.descending });
  const isWhole = groups.length < MOST_GROUPS;
  const behind = (group: string | null) => (from !== "" && from.key === group ? from.serial : 0);
  const reads = [...groups.map((group) => readOf(of, group, match)), ...(isWhole ? [readRest(of, match)] : [])].map(
    (read) => ({ ...read, after: behind(read.key) }),
  );
  const placed = (await listGrouped(db, account, reads, limit)).map(placeOfGrouped);
  const last = groups.at(-1);
  // Groups that nobody is in fill no page: it goes on behind the last of them.
  return isWhole || last === undefined
    ? { placed }
    : { placed, rest: { key: last.key, serial: Number.MAX_SAFE_INTEGER } };
}

function placeOfGrouped({ group_key, ...record }: UserRecord & { readonly group_key: string | null }): Placed {
  return { record, place: { key: group_key, serial: record.serial } };
}
