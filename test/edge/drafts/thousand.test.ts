import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { columns } from "../../../src/domain/columns.ts";
import { fullRow } from "../../support/files/full-row.ts";
import { counting, type Tally } from "../../support/site/d1-tally.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

/** What costs of changing a draft of 1,000 rows with all columns, an error in each row. */

const header = columns.map(({ name }) => `"${name}"`).join(",");
const line = (at: number) =>
  columns
    .map(({ key }) => `"${(key === "call_timeout" ? "4" : (fullRow(at)[key] ?? "")).replaceAll('"', '""')}"`)
    .join(",");
const file = [header, ...Array.from({ length: 1_000 }, (_, at) => line(at))].join("\r\n");

let account: Account;
let id: string;

beforeAll(async () => {
  account = await makeAccount({ numbers: [], types: { Pro: 1_000, Basic: 1_000 } });
  const { body } = await account.upload(file);
  id = body.import.id;
});

/** Sends a change, and tells what it cost. */
function cost(method: string, path: string, json?: object): Promise<Tally> {
  return counting(() => account.ask(method, `/imports/${id}${path}`, json ? { json } : {}));
}

test("I13 a bulk change of 1,000 rows costs as many calls as one cell, and writes each row once", async () => {
  const one = await cost("PATCH", "/rows", { rows: [{ row: 2, values: { department: "Care" } }] });
  const all = await cost("PATCH", "/rows", { bulk: [{ do: "set", field: "department", value: "IT", where: "all" }] });
  const [newest] = await account.list<{ id: string }>(`/imports/${id}/changes`);
  const back = await cost("DELETE", `/changes/${newest?.id}`);
  // The row, its draft, the change with its part, the entry of the audit and its indexes.
  expect(one.rowsWritten).toBeLessThanOrEqual(20);
  expect(all.calls).toBe(one.calls);
  expect(all.rowsWritten).toBeLessThanOrEqual(1_030);
  expect(back.rowsWritten).toBeLessThanOrEqual(1_030);
  expect(Math.max(one.calls, all.calls, back.calls)).toBeLessThanOrEqual(10);
  const parts = env.DB.prepare(
    "SELECT count(*) AS n, sum(length(before)) AS size FROM draft_change_parts WHERE import_id = ?1",
  );
  expect(await parts.bind(id).first()).toMatchObject({ n: 1 });
});
