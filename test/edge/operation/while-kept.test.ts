import { env } from "cloudflare:workers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Table, tablesOf } from "../../../scripts/operation/backup/shape.ts";
import { beginWatch, endWatch, lastNote } from "../../../scripts/operation/backup/watch.ts";
import { DirectoryDatabase } from "../../../src/store/database.ts";
import { claimStep } from "../../../src/store/people/factors.ts";
import { edgeD1 } from "../../support/backup/edge.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { makeAccount } from "../../support/site/site.ts";

/** While a backup reads, its triggers stand on every table (O4): nothing may go otherwise. */

const databases = [env.DB, env.DIRECTORY].map(edgeD1);
const tables: (readonly Table[])[] = [];

beforeAll(async () => {
  for (const d1 of databases) {
    tables.push(await tablesOf(d1));
    await d1.batch(beginWatch(tables.at(-1) ?? []));
  }
});

afterAll(async () => {
  await Promise.all(databases.map((d1, at) => d1.batch(endWatch(tables[at] ?? []))));
});

test("O4 an import runs, its mails are held, released and sent while a backup is made, and all of it is noted", async () => {
  const account = await makeAccount({ types: { Pro: 300 }, numbers: [] });
  const id = await account.start(csvOf(people(120)), { mails: "hold" });
  const done = await account.waitFor(id);
  expect([done.state, done.counts.created]).toEqual(["completed", 120]);
  const held = await env.DB.prepare("SELECT count(*) AS n FROM mails WHERE state = 'held'").first<{ n: number }>();
  const { released } = await account.ask<{ released: number }>("POST", `/imports/${id}/mails/release`);
  expect(released).toBe(held?.n);
  const [db] = databases;
  const noted = Number((await db?.batch([lastNote]))?.[0]?.[0]?.last);
  expect(noted).toBeGreaterThan(120 * 3);
});

test("O4 what may happen once only happens once, and is told as done", async () => {
  await env.DIRECTORY.batch([
    env.DIRECTORY.prepare("INSERT INTO people (email_key, email, created_at) VALUES ('a@b.test', 'a@b.test', '2026')"),
    env.DIRECTORY.prepare(
      "INSERT INTO factors (id, email_key, kind, secret, created_at) VALUES ('fac_1', 'a@b.test', 'app', 'x', '2026')",
    ),
  ]);
  const directory = new DirectoryDatabase(env.DIRECTORY);
  expect(await claimStep(directory, "fac_1", 5, "2026")).toBe(true);
  expect(await claimStep(directory, "fac_1", 5, "2026")).toBe(false);
});
