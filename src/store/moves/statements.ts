import { IS_MOVING } from "../../domain/operation/moving.ts";
import type { MovedTable } from "./tables.ts";

/**
 * The statements of a move, as texts: they are of every table with whatever columns it has, so that no migration is forgotten here.
 * This file alone puts names into SQL: of tables, of columns as the database tells them, and ids of accounts, which are of
 * a-z, 0-9 and - alone. What D1 is to look for or keep is bound as everywhere.
 */

/** How a moved row is known to belong to a move that has not ended: a statement that comes late does nothing (?1 account, ?2 move). */
const whileIn = (role: string) =>
  `EXISTS (SELECT 1 FROM moving_accounts WHERE account = ?1 AND move = ?2 AND role = '${role}')`;

const list = (names: readonly string[], of = "") => names.map((name) => `${of}"${name}"`).join(", ");
const bound = (many: number, first: number) => Array.from({ length: many }, (_, at) => `?${at + first}`).join(", ");

/** Where the rows of an account are: found by an index, whatever else there is. */
function ofAccount({ name, by }: MovedTable): string {
  if (by !== "import") return `FROM "${name}" AS moved WHERE moved.${by} = ?1`;
  return `FROM imports CROSS JOIN "${name}" AS moved ON moved.import_id = imports.id WHERE imports.account = ?1`;
}

/** The rows of an account that move with it. */
function moving(table: MovedTable): string {
  return table.only === null ? ofAccount(table) : `${ofAccount(table)} AND ${table.only}`;
}

/** Reads a page of rows (?1 account, ?2 … the key of the last row before it, in the order of `pageKey`). */
export function pageText(table: MovedTable, columns: readonly string[], isFirst: boolean): string {
  const [key, imported] = [pageKey(table), table.by === "import"];
  const behind = imported ? ` AND imports.id >= ?2 AND (${list(key, "moved.")}) > (${bound(key.length, 2)})` : "";
  const after = imported || key.length === 0 ? behind : ` AND (${list(key, "moved.")}) > (${bound(key.length, 2)})`;
  return `SELECT ${list(columns, "moved.")} ${moving(table)}${isFirst ? "" : after}${inOrder(table)}`;
}

function inOrder({ by, page, most }: MovedTable): string {
  if (page.length === 0) return "";
  return ` ORDER BY ${by === "import" ? "imports.id, " : ""}${list(page, "moved.")} LIMIT ${most}`;
}

/** Reads the row with a number (?2). */
export function rowText(table: MovedTable, columns: readonly string[]): string {
  return `SELECT ${list(columns, "moved.")} ${ofAccount(table)} AND moved."${table.number}" = ?2`;
}

/** The columns that tell where the next page begins. */
export function pageKey({ by, page }: MovedTable): readonly string[] {
  return by === "import" ? ["import_id", ...page] : page;
}

/** Puts rows in while their account arrives, those that are there already not again (?3: a JSON array of arrays of values). */
export function insertText(table: MovedTable, columns: readonly string[]): string {
  const values = columns.map((_, at) => `value ->> ${at}`).join(", ");
  return `INSERT INTO "${table.name}" (${list(columns)}) SELECT ${values} FROM json_each(?3)
    WHERE ${whileIn("arriving")} ${onConflict(table, columns)}`;
}

/** The same for one row that is too large to be bound as a whole (?3 … its values). */
export function insertOneText(table: MovedTable, columns: readonly string[]): string {
  return `INSERT INTO "${table.name}" (${list(columns)}) SELECT ${bound(columns.length, 3)}
    WHERE ${whileIn("arriving")} ${onConflict(table, columns)}`;
}

/** What triggers have made of a row before takes the values of the row itself. */
function onConflict({ name, unique }: MovedTable, columns: readonly string[]): string {
  if (name !== "inventory_counts") return `ON CONFLICT (${list(unique)}) DO NOTHING`;
  const rest = columns.filter((column) => !unique.includes(column));
  return `ON CONFLICT (${list(unique)}) DO UPDATE SET ${rest.map((column) => `"${column}" = excluded."${column}"`).join(", ")}`;
}

/**
 * Puts the row with the highest number in first, so high that all others find room below it that nobody else is given
 * (?3 its values, ?4 the lowest number of all that come, ?5 how it is known, ?6 how far the highest is from the lowest then).
 */
export function reserveText(table: MovedTable, columns: readonly string[]): string {
  const taken =
    table.name === "events"
      ? "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0)"
      : `coalesce((SELECT max("${table.number}") FROM "${table.name}"), 0)`;
  const values = columns.map((column, at) =>
    column === table.number ? `max(value ->> ${at}, max(${taken}, ?4 - 1) + 1 + ?6)` : `value ->> ${at}`,
  );
  return `INSERT INTO "${table.name}" (${list(columns)}) SELECT ${values.join(", ")} FROM json_each(?3)
    WHERE ${whileIn("arriving")} AND NOT EXISTS (SELECT 1 FROM "${table.name}" WHERE account = ?1 AND id = ?5)`;
}

/** The lowest and the highest number of an account's rows, and how the highest is known. */
export function spanText({ name, number }: MovedTable): string {
  return `SELECT max("${number}") AS highest, id,
      (SELECT min("${number}") FROM "${name}" WHERE account = ?1) AS lowest FROM "${name}" WHERE account = ?1`;
}

/** The largest gaps between an account's numbers, as many as ?2. */
export function gapsText({ name, number }: MovedTable): string {
  return `SELECT last, next FROM (
      SELECT "${number}" AS last, lead("${number}") OVER (ORDER BY "${number}") AS next FROM "${name}" WHERE account = ?1)
    WHERE next - last > 1 ORDER BY next - last DESC, last LIMIT ?2`;
}

/** The number that a row has (?2 how it is known). */
export function numberText({ name, number }: MovedTable): string {
  return `SELECT "${number}" AS number FROM "${name}" WHERE account = ?1 AND id = ?2`;
}

/** Counts an account's rows, and adds up the lengths of all that is in them. */
export function sumText(table: MovedTable, columns: readonly string[]): string {
  const lengths = columns
    .filter((column) => column !== table.number && column !== "seq")
    .map((column) => `coalesce(octet_length(moved."${column}"), 0)`);
  return `SELECT count(*) AS many, coalesce(sum(${lengths.join(" + ")}), 0) AS size ${moving(table)}`;
}

/** Deletes some of an account's rows while its copy is cleared. */
export function clearText(table: MovedTable): string {
  const found = `SELECT ${list(table.unique, "moved.")} ${ofAccount(table)}${inOrder(table)}`;
  return `DELETE FROM "${table.name}" WHERE (${list(table.unique)}) IN (${found}) AND ${whileIn("clearing")}`;
}

/** Tells whether an account has any row. */
export function leftText(table: MovedTable): string {
  return `SELECT 1 ${ofAccount(table)} LIMIT 1`;
}

/** How the triggers are called that refuse writes of an account. */
const fenceName = (account: string, table: string, event: string) => `"moving_${account}_${table}_${event}"`;
const EVENTS = { INSERT: "new", UPDATE: "old", DELETE: "old" } as const;
type Event = keyof typeof EVENTS;

/** Refuses every write of an account's rows in a table. */
export function fenceTexts({ name, by }: MovedTable, account: string): readonly string[] {
  return Object.entries(EVENTS).map(([event, row]) => {
    const owner = by === "import" ? `(SELECT account FROM imports WHERE id = ${row}.import_id)` : `${row}.${by}`;
    return `CREATE TRIGGER IF NOT EXISTS ${fenceName(account, name, event)} BEFORE ${event} ON "${name}"
      WHEN ${owner} = '${account}' BEGIN SELECT RAISE(ABORT, '${IS_MOVING}'); END`;
  });
}

/** Lets writes of some kinds in again. */
export function unfenceTexts({ name }: MovedTable, account: string, events: readonly Event[]): readonly string[] {
  return events.map((event) => `DROP TRIGGER IF EXISTS ${fenceName(account, name, event)}`);
}
