import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { everyCellWrong } from "../../../scripts/lib/tour/files.ts";
import { counting } from "../../support/site/d1-tally.ts";
import { makeAccount } from "../../support/site/site.ts";
import { signedIn, type Visitor } from "../../support/site/visitor.ts";

/** What a sheet costs of 1,000 rows and 23 columns with an error in every cell. */

let visitor: Visitor;
let path: string;

beforeAll(async () => {
  const account = await makeAccount({ numbers: [] });
  const { body } = await account.upload(everyCellWrong());
  visitor = await signedIn(account);
  path = `/imports/${body.import.id}`;
});

/** Bytes as the edge would send them. */
async function size(text: string): Promise<number> {
  const packed = new Response(text).body?.pipeThrough(new CompressionStream("gzip"));
  return (await new Response(packed).arrayBuffer()).byteLength;
}

test("E7 a page of the sheet with an error in every cell is at most 15 KB, with its stylesheet below 24", async () => {
  const page = await visitor.visit(`${path}?show=all`);
  expect(page.text.match(/data-why=/g)?.length).toBeGreaterThan(1_100);
  expect(await size(page.text)).toBeLessThanOrEqual(15_000);
});

test("E2 a saved cell reads the draft once, and what travels back is that row and the figures", async () => {
  const rows = Array.from({ length: 50 }, (_, n) => n + 2).join(" ");
  const cells = { "cell:2:department": "Ward 1", "was:2:department": "department 1 x", "revision:2": "1" };
  let text = "";
  const cost = await counting(async () => {
    const form = { columns: "display_name email department", rows, show: "all", q: "", ...cells };
    ({ text } = await visitor.send(`${path}/sheet`, form));
  });
  expect([...text.matchAll(/<tr [^>]*id="r(\d+)"/g)].map(([, row]) => row)).toEqual(["2"]);
  expect(await size(text)).toBeLessThanOrEqual(4_000);
  expect(cost.calls).toBeLessThanOrEqual(8);
  expect(cost.rowsWritten).toBeLessThanOrEqual(20);
});

const save = (cells: Readonly<Record<string, string>>) =>
  counting(async () => {
    const form = { columns: "display_name email department", rows: "2 3", show: "all", q: "", ...cells };
    await visitor.send(`${path}/sheet`, form);
  });

test("E2 of a draft that was saved a moment ago only the row that was corrected is sent to be kept", async () => {
  await save({ "cell:3:department": "Ward 1", "revision:3": "1" });
  const again = await save({ "cell:3:department": "Ward 2", "revision:3": "2" });
  const third = await save({ "cell:4:department": "Ward 3", "revision:4": "1" });
  // The rows of the draft are read once, to be checked, and no second time to be compared.
  expect(again.rowsRead).toBeLessThan(2_000);
  expect(third.rowsRead).toBeLessThan(2_000);
});

test("V6 where the draft was saved elsewhere meanwhile, all rows are compared with what it has now", async () => {
  await save({ "cell:5:department": "Ward 5", "revision:5": "1" });
  const id = path.split("/").at(-1);
  const statement = (sql: string) => env.DB.prepare(sql).bind(id);
  const found = () =>
    statement("SELECT problems FROM import_rows WHERE import_id = ?1 AND row = 6").first<string>("problems");
  const before = await found();
  await env.DB.batch([
    statement("UPDATE import_rows SET problems = NULL WHERE import_id = ?1 AND row = 6"),
    statement("UPDATE imports SET revision = revision + 1 WHERE id = ?1"),
  ]);
  await save({ "cell:5:department": "Ward 7", "revision:5": "2" });
  expect(await found()).toBe(before);
});
