import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";

/** A database with the tables of a folder of migrations. */
function made(folder: string): DatabaseSync {
  const path = resolve(import.meta.dirname, "..", "migrations", folder);
  const database = new DatabaseSync(":memory:");
  for (const file of readdirSync(path).toSorted()) database.exec(readFileSync(join(path, file), "utf8"));
  return database;
}

const databases = { accounts: made("accounts"), directory: made("directory") };

type Column = Readonly<Record<"table" | "name" | "type", string>>;
type Key = { readonly table: string; readonly columns: readonly string[]; readonly refersTo: string };
type Index = { readonly columns: readonly string[]; readonly condition: string | null };

/** The foreign keys of all tables. */
function keysOf(database: DatabaseSync): readonly Key[] {
  const rows = database
    .prepare(
      `SELECT tables.name AS "table", keys."table" AS refersTo, json_group_array(keys."from") AS columns
       FROM sqlite_schema AS tables JOIN pragma_foreign_key_list(tables.name) AS keys
       WHERE tables.type = 'table' GROUP BY tables.name, keys.id`,
    )
    .all() as { table: string; refersTo: string; columns: string }[];
  return rows.map(({ columns, ...key }) => ({ ...key, columns: JSON.parse(columns) as string[] }));
}

/** The indexes of a table, that of its primary key among them. */
function indexesOf(database: DatabaseSync, table: string): readonly Index[] {
  const rows = database
    .prepare(
      `SELECT (SELECT json_group_array(name) FROM (SELECT name FROM pragma_index_info(indexes.name) ORDER BY seqno)) AS columns,
              (SELECT sql FROM sqlite_schema WHERE name = indexes.name) AS sql
       FROM pragma_index_list(?1) AS indexes`,
    )
    .all(table) as { columns: string; sql: string | null }[];
  return rows.map(({ columns, sql }) => {
    return { columns: JSON.parse(columns) as string[], condition: / WHERE (.*)$/s.exec(sql ?? "")?.[1] ?? null };
  });
}

/** Tells whether an index begins with a key's columns, and has all rows in which they hold anything. */
function isBehind({ columns, condition }: Index, key: Key): boolean {
  const hasAll = condition === null || key.columns.some((column) => condition === `${column} IS NOT NULL`);
  return hasAll && columns.slice(0, key.columns.length).toSorted().join() === key.columns.toSorted().join();
}

const each = Object.entries(databases);

test.each(each)(
  "of %s an index stands behind every foreign key: deleting reads only what refers to what goes",
  (_, database) => {
    const keys = keysOf(database);
    expect(keys.length).toBeGreaterThan(3);
    const bare = keys.filter((key) => !indexesOf(database, key.table).some((index) => isBehind(index, key)));
    expect(bare).toEqual([]);
  },
);

test.each(each)("O6 of %s every foreign key leads to a table beside it", (_, database) => {
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map(({ name }) => name);
  expect(keysOf(database).filter(({ refersTo }) => !tables.includes(refersTo))).toEqual([]);
});

test.each(each)("of %s every time is a text, RFC 3339 in UTC", (_, database) => {
  const columns = database
    .prepare(
      `SELECT tables.name AS "table", columns.name, columns.type FROM sqlite_schema AS tables
       JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table'`,
    )
    .all() as Column[];
  const times = columns.filter(({ name }) => /_at$|_until$|^(at|minute|slot|day)$/.test(name));
  expect(times.length).toBeGreaterThan(5);
  expect(times.filter(({ type }) => type !== "TEXT")).toEqual([]);
});

test.each(each)("of %s every whole number is bounded: no count is ever below nothing", (_, database) => {
  const tables = database.prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'").all();
  const numbers = tables.flatMap(({ sql }) => String(sql).match(/^ {2}\w+ INTEGER\b(?! PRIMARY KEY,).*$/gm) ?? []);
  expect(numbers.length).toBeGreaterThan(0);
  expect(numbers.filter((column) => !column.includes("CHECK ("))).toEqual([]);
});
