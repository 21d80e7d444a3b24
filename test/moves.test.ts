import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import {
  clearText,
  fenceTexts,
  insertOneText,
  insertText,
  leftText,
  numberText,
  pageKey,
  pageText,
  reserveText,
  rowText,
  spanText,
  sumText,
  unfenceTexts,
} from "../src/store/moves/statements.ts";
import { type MovedTable, movedColumns, movedTables } from "../src/store/moves/tables.ts";
import { migrateSqlite } from "./support/backup/sqlite.ts";

/** The statements of a move, which are made of tables and columns: each is one, and reads no other account's rows. */

const database = new DatabaseSync(":memory:");
migrateSqlite(database);

const columnsOf = (table: MovedTable) => {
  const all = database.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid").all(table.name);
  return movedColumns(
    table,
    all.map(({ name }) => String(name)),
  );
};
const planOf = (sql: string) =>
  database
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map(({ detail }) => String(detail));
const withNumbers = (tables: readonly MovedTable[]) =>
  tables.filter(({ name, number }) => number !== null && name !== "webhook_deliveries");

test("O6 no statement of a move walks over rows of other accounts, and pages come in the order of an index", () => {
  for (const table of movedTables) {
    const columns = columnsOf(table);
    const pages = [pageText(table, columns, true), pageText(table, columns, false)];
    for (const sql of [...pages, sumText(table, columns), clearText(table), leftText(table)]) {
      const plan = planOf(sql);
      expect([sql, plan.filter((step) => /^SCAN (?!json_each|\d)/.test(step))]).toEqual([sql, []]);
      // Those of one import are at most a thousand, and put in order.
      const isOrdered = (step: string) => step.includes("TEMP B-TREE") && !/LAST (TERM|\d TERMS)/.test(step);
      if (pages.includes(sql)) expect([sql, plan.filter(isOrdered)]).toEqual([sql, []]);
    }
    for (const sql of [insertText(table, columns), insertOneText(table, columns)]) expect(planOf(sql)).not.toEqual([]);
  }
  for (const table of withNumbers(movedTables)) {
    const columns = columnsOf(table);
    expect(planOf(reserveText(table, columns))).not.toEqual([]);
    for (const sql of [spanText(table), rowText(table, columns), numberText(table)])
      expect(planOf(sql).filter((step) => step.startsWith("SCAN"))).toEqual([]);
  }
});

test("O6 no two rows of an account have the same key of a page or of a copy", () => {
  for (const table of movedTables) {
    const owner = table.by === "id" ? "id" : "account";
    const unique = database
      .prepare(`SELECT name FROM pragma_index_list(?1) WHERE "unique" = 1 AND partial = 0`)
      .all(table.name)
      .map(({ name }) =>
        database
          .prepare("SELECT name FROM pragma_index_info(?1) ORDER BY seqno")
          .all(String(name))
          .map((column) => String(column.name)),
      );
    const primary = database.prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk").all(table.name);
    const keys = [...unique, primary.map(({ name }) => String(name))];
    const isUnique = (columns: readonly string[]) =>
      keys.some((key) => key.every((column) => columns.includes(column)));
    expect([table.name, isUnique([owner, ...pageKey(table)])]).toEqual([table.name, true]);
    expect([table.name, keys.map(String).includes(String(table.unique))]).toEqual([table.name, true]);
  }
});

test("O6 the fence is of one account alone, and all of it can be taken away", () => {
  const names = () =>
    database.prepare("SELECT name FROM sqlite_master WHERE name GLOB 'moving_*_*' AND type = 'trigger'").all();
  for (const table of movedTables) for (const sql of fenceTexts(table, "acme")) database.exec(sql);
  expect(names()).toHaveLength(movedTables.length * 3);
  const account = `INSERT INTO accounts (id, name, silent_mode, extension_length, reserved_extensions, retention_days, self_service, created_at)
    VALUES (?1, '', 0, 4, '[]', 30, '[]', '')`;
  expect(() => database.prepare(account).run("acme")).toThrow("account_is_moving");
  expect(() => database.prepare(account).run("acme-2")).not.toThrow();
  for (const table of movedTables)
    for (const sql of unfenceTexts(table, "acme", ["INSERT", "UPDATE", "DELETE"])) database.exec(sql);
  expect(names()).toEqual([]);
  expect(() => database.prepare(account).run("acme")).not.toThrow();
});
