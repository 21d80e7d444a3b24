import type { UserSort } from "../../../domain/user/listing.ts";
import { wholly } from "../../../domain/user/search-text.ts";
import type { AccountDatabase } from "../../database.ts";
import type { UserRecord } from "../users.ts";
import {
  createdStatement,
  type GroupedRecord,
  groupedStatement,
  readGrouped,
  readOf,
  readRest,
  readUsers,
  serialsStatement,
} from "./found.ts";
import { type Group, type GroupKey, isGroupKey, LAST, MOST_GROUPS } from "./group-lists.ts";
import type { Position } from "./position.ts";
import { keyOf, pageOfKeys } from "./sorted.ts";
import type { Tally } from "./tally.ts";
import { backStatement, forthStatement, type WalkKey } from "./walk.ts";

/** What is to be listed, with all that must be known before. */
export type Wish = {
  readonly sort: UserSort;
  readonly match: string | null;
  readonly from: Position | "";
  readonly limit: number;
  /** Of an order by groups: those that the page may have, from the first on. */
  readonly groups: readonly Group[];
};

export type Placed = { readonly record: UserRecord; readonly place: Position };
/** One user more than the page has, where there are more; `rest` is where to go on when none was found so far. */
export type Listed = { readonly placed: readonly Placed[]; readonly rest?: Position };

/** Statements of one call, and what their results come to: the list, or one more step. */
export type Step = {
  readonly statements: readonly D1PreparedStatement[];
  readonly read: (results: readonly D1Result[], at: number) => Listed | Step;
};

/** Goes step by step to the end. */
export async function follow(db: AccountDatabase, first: Listed | Step): Promise<Listed> {
  let step = first;
  while ("read" in step) step = step.read(await db.batch(step.statements), 0);
  return step;
}

/** How a page is listed: where the keys of all who are found are known, by them; else by an index. */
export function stepOf(db: AccountDatabase, account: string, wish: Wish, keys: Tally["keys"]): Step {
  const { key } = wish.sort;
  if (keys !== null) return listPlaces(db, account, pageOfKeys(keys, wish.sort, wish.from, wish.limit));
  if (isGroupKey(key)) return listGroupwise(db, account, wish, key);
  return key === "created" ? listCreated(db, account, wish) : listWalked(db, account, wish, key);
}

function listPlaces(db: AccountDatabase, account: string, places: readonly Position[]): Step {
  const serials = places.map(({ serial }) => serial);
  return {
    statements: [serialsStatement(db, account, serials)],
    read: (results, at) => {
      const bySerial = new Map(readUsers(results, at).map((record) => [record.serial, record]));
      return { placed: places.flatMap((place) => withRecord(bySerial.get(place.serial), place)) };
    },
  };
}

function withRecord(record: UserRecord | undefined, place: Position): readonly Placed[] {
  return record === undefined ? [] : [{ record, place }];
}

function listCreated(db: AccountDatabase, account: string, { from, sort, match, limit }: Wish): Step {
  const page = { serial: from === "" ? null : from.serial, descending: sort.descending, limit };
  return {
    statements: [createdStatement(db, account, match ?? wholly("account", account), page)],
    read: (results, at) => ({
      placed: readUsers(results, at).map((record) => ({ record, place: { key: null, serial: record.serial } })),
    }),
  };
}

/** By an index; those who have no extension come behind, as they were created. */
function listWalked(db: AccountDatabase, account: string, wish: Wish, key: WalkKey): Step {
  const { sort, match, from, limit } = wish;
  if (from !== "" && from.key === null) return listWithout(db, account, wish, { after: from.serial, before: [] });
  const begin = sort.descending ? { key: LAST, serial: 0 } : { key: "", serial: 0 };
  const walk = { key, match, limit, from: from === "" || from.key === null ? begin : { ...from, key: from.key } };
  const walking = sort.descending ? backStatement(db, account, walk) : forthStatement(db, account, walk);
  const placeOf = (record: UserRecord): Placed => ({
    record,
    place: { key: keyOf(key, record), serial: record.serial },
  });
  // Where the index reads all who are found anyway, those without an extension are read in the same call.
  const both = key === "extension" && match !== null ? listWithout(db, account, wish, { after: 0, before: [] }) : null;
  return {
    statements: [walking, ...(both?.statements ?? [])],
    read: (results, at) => {
      const placed = readUsers(results, at).map(placeOf);
      if (key !== "extension" || placed.length === limit) return { placed };
      if (both === null) return listWithout(db, account, wish, { after: 0, before: placed });
      const others = readGrouped(results, at + 1).map(placeOfGrouped);
      return { placed: [...placed, ...others].slice(0, limit) };
    },
  };
}

/** Those who have no extension, behind others. */
function listWithout(
  db: AccountDatabase,
  account: string,
  { match, limit }: Wish,
  { after, before }: { readonly after: number; readonly before: readonly Placed[] },
): Step {
  return {
    statements: [groupedStatement(db, account, [{ ...readRest("extension", match), after }], limit - before.length)],
    read: (results, at) => ({ placed: [...before, ...readGrouped(results, at).map(placeOfGrouped)] }),
  };
}

/** By licence, location or department: group by group, those who have none behind. */
function listGroupwise(db: AccountDatabase, account: string, wish: Wish, of: GroupKey): Step {
  const { match, from, limit, groups } = wish;
  const isWhole = groups.length < MOST_GROUPS;
  const behind = (group: string | null) => (from !== "" && from.key === group ? from.serial : 0);
  const reads = [...groups.map((group) => readOf(of, group, match)), ...(isWhole ? [readRest(of, match)] : [])].map(
    (read) => ({ ...read, after: behind(read.key) }),
  );
  const last = groups.at(-1);
  return {
    statements: [groupedStatement(db, account, reads, limit)],
    read: (results, at) => {
      const placed = readGrouped(results, at).map(placeOfGrouped);
      // Groups that nobody is in fill no page: it goes on behind the last of them.
      return isWhole || last === undefined
        ? { placed }
        : { placed, rest: { key: last.key, serial: Number.MAX_SAFE_INTEGER } };
    },
  };
}

function placeOfGrouped({ group_key, ...record }: GroupedRecord): Placed {
  return { record, place: { key: group_key, serial: record.serial } };
}
