import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { hazardsOf } from "./support/sql-lexer.ts";

const root = resolve(import.meta.dirname, "..", "migrations");

const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".sql"));

/**
 * `wrangler d1 migrations apply --remote` sends each file as a whole, and D1 takes it apart by rules of its own, which are not
 * those of the local database: every semicolon, quote and END may be taken for one that ends something. A migration that
 * passes every test here can so be cut in two there, with half of it applied. What cannot be misread is the same on both.
 */
test("a migration reads the same however simply it is split", () => {
  expect(files.map((file) => file.split("/")[0])).toEqual(expect.arrayContaining(["accounts", "directory"]));
  const found = files.flatMap((file) =>
    hazardsOf(readFileSync(join(root, file), "utf8")).map((what) => `${file}:${what}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ["-- The account's own.\nSELECT 1;", "1: a comment holds a quote or a semicolon"],
  ["-- One; two.\nSELECT 1;", "1: a comment holds a quote or a semicolon"],
  ['/* a\n "b" */\nSELECT 1;', "1: a comment holds a quote or a semicolon"],
  ["SELECT 1;\nSELECT ';';", "2: a text holds a semicolon"],
  ["SELECT 1;\r\n", "1: a line ends with CR"],
  ["CREATE TRIGGER a AFTER INSERT ON b BEGIN\n  SELECT 1;\nEND;", "1: a trigger stands on several lines"],
  ["CREATE TRIGGER a AFTER INSERT ON b BEGIN SELECT 1; SELECT 2; END;", "1: a trigger has 2 statements"],
  [
    "CREATE TRIGGER a AFTER INSERT ON b BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; END;",
    "1: a trigger has a CASE, whose END may be taken for its own",
  ],
  ["CREATE TRIGGER a AFTER INSERT ON b begin SELECT 1; end;", "1: a trigger's BEGIN or END is not in capitals"],
])("%j is found: %s", (sql, hazard) => {
  expect(hazardsOf(sql)).toEqual([hazard]);
});

test.each([
  "-- A comment with a dash -- and END.\nCREATE TABLE a (b TEXT NOT NULL DEFAULT 'it''s -- no comment');",
  "SELECT CASE 1 WHEN 1 THEN 2 END;\nCREATE TRIGGER a AFTER INSERT ON b BEGIN INSERT INTO c VALUES ('begin', new.trigger_end); END;",
])("%j may stand in a migration", (sql) => {
  expect(hazardsOf(sql)).toEqual([]);
});
