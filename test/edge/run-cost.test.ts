import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { csvOf, people } from "../support/csv.ts";
import { pause } from "../support/http.ts";
import { makeAccount } from "../support/site.ts";

type Tally = { calls: number; rowsRead: number; rowsWritten: number };

/**
 * Counts every call that anything in this runtime makes of D1, at the binding itself: requests, the queue's consumers
 * and the account's object share it. A batch is one call.
 */
async function counting(work: () => Promise<void>): Promise<Tally> {
  const tally: Tally = { calls: 0, rowsRead: 0, rowsWritten: 0 };
  const note = (results: readonly D1Result[]) => {
    tally.calls += 1;
    tally.rowsRead += results.reduce((sum, { meta }) => sum + meta.rows_read, 0);
    tally.rowsWritten += results.reduce((sum, { meta }) => sum + meta.rows_written, 0);
  };
  const database = Object.getPrototypeOf(env.DB);
  const statement = Object.getPrototypeOf(env.DB.prepare("SELECT 1"));
  const { batch } = database;
  const { all, run } = statement;
  database.batch = async function (...given: unknown[]) {
    const results = await batch.apply(this, given);
    note(results);
    return results;
  };
  for (const [name, original] of [
    ["all", all],
    ["run", run],
  ]) {
    statement[name] = async function (...given: unknown[]) {
      const result = await original.apply(this, given);
      note([result]);
      return result;
    };
  }
  await work().finally(() => {
    Object.assign(database, { batch });
    Object.assign(statement, { all, run });
  });
  return tally;
}

test("I9 the cost of an import is what it really cost: every D1 call is counted, and no other", async () => {
  const account = await makeAccount({ types: { Pro: 500, Basic: 1 }, silent: true, numbers: [] });
  let id = "";
  const tally = await counting(async () => {
    id = await account.start(csvOf(people(350)));
    // Nobody looks: what polls and pages read is no part of it.
    await pause(1500);
  });
  const { state, cost } = await account.import(id);
  expect(state).toBe("completed");
  expect(cost.queue_messages).toBe(4);
  // Not in it: the look at the import for the answer, the write that keeps the cost, and the look for mails to send.
  expect(tally.calls - cost.d1_queries).toBe(3);
  expect(tally.rowsWritten - cost.d1_rows_written).toBe(1);
  expect(tally.rowsRead - cost.d1_rows_read).toBeGreaterThanOrEqual(0);
  expect(tally.rowsRead - cost.d1_rows_read).toBeLessThanOrEqual(3);
});
