import * as v from "valibot";
import { facet, readNumberSearch, type Sought } from "../../domain/user/search-text.ts";
import { text } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";
import { type NamedNumber, numberOf, numberRow } from "./numbers.ts";

/** Which numbers are listed; all when there is none. */
export type NumberFilter = "parked" | "assigned" | "toll_free";

/** Which part of the list, from after the cursor; `q` finds any part of a number. */
export type NumberPage = {
  readonly filter: NumberFilter | null;
  readonly q: string;
  readonly after: string;
  readonly limit: number;
};

/** A part of a list, at most as long as its limit, and the cursor behind which it goes on; null at the end. */
export type NumberList = { readonly numbers: readonly NamedNumber[]; readonly next: string | null };

/** Where no index knows which of those that are found are wanted, so many are looked at: a page may hold few, and go on. */
const WINDOW = 90;

/** Lists numbers: in order; all assigned ones by the users who have them; found ones as they were added. */
export async function listNumbers(db: AccountDatabase, account: string, page: NumberPage): Promise<NumberList> {
  return numberList(await db.all(foundRow, numbersStatement(db, account, page)), page);
}

/** Reads a part of the list; readNumbers understands its result. Each way is by an index: none reads all numbers. */
export function numbersStatement(db: AccountDatabase, account: string, page: NumberPage): D1PreparedStatement {
  const sought = readNumberSearch(page.q);
  if (page.filter === "assigned" && sought.kind !== "beginning") return assignedStatement(db, account, page, sought);
  if (sought.kind === "part") return foundStatement(db, account, sought.match, page);
  const beginning = sought.kind === "beginning" ? sought.text : "";
  const sql = page.filter === "parked" ? parkedSql : page.filter === "toll_free" ? tollFreeSql : allSql;
  // One bound, so that no plan begins before the cursor; a blank sorts before every digit.
  const from = page.after < beginning ? beginning : `${page.after} `;
  return db.sql(sql, account, from, `${beginning}~`, isSifted(page) ? WINDOW : page.limit + 1);
}

/** Tells whether those that are wanted are picked out of a window of those that are found. */
function isSifted({ filter, q }: NumberPage): boolean {
  const { kind } = readNumberSearch(q);
  return (filter === "parked" && kind === "part") || (filter === "assigned" && kind === "beginning");
}

/** Gives the numbers that numbersStatement has found, out of a batch. */
export function readNumbers(results: readonly D1Result[], at: number, page: NumberPage): NumberList {
  return numberList(rows(foundRow, results, at), page);
}

const foundRow = v.object({ ...numberRow.entries, cursor: text });
type FoundRecord = v.InferOutput<typeof foundRow>;

function numberList(records: readonly FoundRecord[], page: NumberPage): NumberList {
  const { filter, limit } = page;
  const sifted = isSifted(page);
  const wanted = sifted ? records.filter(({ user_id }) => (user_id === null) === (filter === "parked")) : records;
  const shown = wanted.slice(0, limit);
  const last = wanted.length > limit ? shown.at(-1) : sifted && records.length === WINDOW ? records.at(-1) : undefined;
  return { numbers: shown.map(({ cursor: _, ...record }) => numberOf(record)), next: last?.cursor ?? null };
}

const allSql = `SELECT numbers.e164, numbers.toll_free, numbers.user_id, users.display_name AS user_name, numbers.e164 AS cursor
  FROM numbers LEFT JOIN users ON users.id = numbers.user_id
  WHERE numbers.account = ?1 AND numbers.e164 >= ?2 AND numbers.e164 < ?3
  ORDER BY numbers.e164 LIMIT ?4`;

const parkedSql = `SELECT e164, toll_free, user_id, NULL AS user_name, e164 AS cursor FROM numbers INDEXED BY numbers_parked
  WHERE account = ?1 AND user_id IS NULL AND e164 >= ?2 AND e164 < ?3 ORDER BY e164 LIMIT ?4`;

const tollFreeSql = `SELECT numbers.e164, numbers.toll_free, numbers.user_id, users.display_name AS user_name, numbers.e164 AS cursor
  FROM numbers INDEXED BY numbers_toll_free LEFT JOIN users ON users.id = numbers.user_id
  WHERE numbers.account = ?1 AND numbers.toll_free = 1 AND numbers.e164 >= ?2 AND numbers.e164 < ?3
  ORDER BY numbers.e164 LIMIT ?4`;

/** Numbers that the index finds (`numbers_search`), which has the account between bars. */
function foundStatement(db: AccountDatabase, account: string, match: string, page: NumberPage): D1PreparedStatement {
  const { filter, after, limit } = page;
  return db.sql(
    `SELECT numbers.e164, numbers.toll_free, numbers.user_id, users.display_name AS user_name,
            CAST(numbers.serial AS TEXT) AS cursor
     FROM numbers_search JOIN numbers ON numbers.serial = numbers_search.rowid LEFT JOIN users ON users.id = numbers.user_id
     WHERE numbers_search.account MATCH '"|' || ?1 || '|"' AND numbers_search MATCH ?4 AND numbers.account = ?1
       AND numbers_search.rowid > CAST(?2 AS INTEGER)
     ORDER BY numbers_search.rowid LIMIT ?3`,
    account,
    after,
    isSifted(page) ? WINDOW : limit + 1,
    filter === "toll_free" ? `(${match}) AND (kind : "toll_free")` : match,
  );
}

/** Assigned numbers are found by their users, who know all of theirs; the cursor names both. */
function assignedStatement(
  db: AccountDatabase,
  account: string,
  page: NumberPage,
  sought: Sought,
): D1PreparedStatement {
  const [user = "", e164 = ""] = page.after.split(" ");
  const isAll = sought.kind !== "part";
  const match = isAll ? facet("n", "1") : `phones : (${sought.match})`;
  const digits = isAll ? "" : page.q.replace(/\D/gu, "");
  return db.sql(assignedSql, account, user || "0", e164, page.limit + 1, digits, match);
}

// CROSS JOIN holds the order: from users to their numbers, each by its key. Whoever is found has a number that is.
const assignedSql = `SELECT numbers.e164, numbers.toll_free, numbers.user_id, users.display_name AS user_name,
    users.serial || ' ' || numbers.e164 AS cursor
  FROM (SELECT rowid AS serial FROM users_search
        WHERE users_search.account MATCH '"|' || ?1 || '|"' AND users_search MATCH ?6
          AND rowid >= CAST(?2 AS INTEGER)
        ORDER BY rowid LIMIT ?4 + 1) AS found
  CROSS JOIN users ON users.account = ?1 AND users.serial = found.serial
  CROSS JOIN json_each(json_insert(users.additional_phones, '$[#]', users.primary_phone)) AS held
  CROSS JOIN numbers ON numbers.account = ?1 AND numbers.e164 = held.value AND numbers.user_id = users.id
  WHERE (users.serial > CAST(?2 AS INTEGER) OR numbers.e164 > ?3) AND instr(numbers.e164, ?5) > 0
  ORDER BY users.serial, numbers.e164 LIMIT ?4`;
