import { env } from "cloudflare:workers";
import * as v from "valibot";
import { expect, test } from "vitest";
import { json, text, truth, whole } from "../../../src/store/columns.ts";
import { AccountDatabase } from "../../../src/store/database.ts";
import { firstRow, onlyRow, rows } from "../../../src/store/decode.ts";

const db = new AccountDatabase(env.DB);

async function faultOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => "",
    (error: Error) => error.message,
  );
}

test("a row is what its schema says, with JSON and truth values read", async () => {
  const schema = v.object({ id: whole, named: json(v.array(text)), main: truth });
  const asked = db.sql(`SELECT 7 AS id, '["a","b"]' AS named, 1 AS main`);
  expect(await db.all(schema, asked)).toEqual([{ id: 7, named: ["a", "b"], main: true }]);
  expect(await db.first(schema, db.sql("SELECT 1 AS id WHERE 0"))).toBeNull();
});

test.each([
  ["missing", "SELECT 1 AS id", "column name: expected"],
  ["null", "SELECT 1 AS id, NULL AS name", "column name: expected string, received null"],
  ["of another kind", "SELECT 1 AS id, 7 AS name", "column name: expected string, received number"],
])("a value that is %s is a fault that names column and statement, and not the value", async (_, sql, told) => {
  const schema = v.object({ id: whole, name: text });
  const messages = [
    await faultOf(db.all(schema, db.sql(sql))),
    await faultOf(db.first(schema, db.sql(sql))),
    await faultOf(db.batch([db.sql("SELECT 1"), db.sql(sql)]).then((results) => rows(schema, results, 1))),
  ];
  for (const message of messages)
    expect([message.startsWith(told), message.endsWith(`from ${sql}`)]).toEqual([true, true]);
});

test("JSON that is broken, or has another shape, is a fault of its column", async () => {
  const schema = v.object({ services: json(v.array(v.picklist(["connect"]))) });
  for (const kept of ["{", '["dial"]', '"connect"']) {
    const message = await faultOf(db.all(schema, db.sql("SELECT ?1 AS services", kept)));
    expect(message).toMatch(/^column services.*from SELECT \?1 AS services$/);
    expect(message).not.toContain("dial");
  }
});

test("a row that is always there is a fault where it is not, and none of a batch is taken for another", async () => {
  const schema = v.object({ users: whole });
  expect(await faultOf(db.only(schema, db.sql("SELECT 1 AS users WHERE 0")))).toBe(
    "no row, from SELECT 1 AS users WHERE 0",
  );
  const results = await db.batch([db.sql("SELECT 1 AS users WHERE 0")]);
  expect(() => onlyRow(schema, results, 0)).toThrow("no row");
  expect(firstRow(schema, results, 0)).toBeNull();
  expect(() => firstRow(schema, results, 1)).toThrow("no result 1");
});
