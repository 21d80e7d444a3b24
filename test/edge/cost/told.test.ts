import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { alarmOf } from "../../support/site/background.ts";
import { counting } from "../../support/site/d1-tally.ts";
import { pause } from "../../support/site/http.ts";
import { makeAccount } from "../../support/site/site.ts";

test("I9 the cost of an import is what it really cost: every D1 call is counted, and no other", async () => {
  const account = await makeAccount({ types: { Pro: 500, Basic: 1 }, silent: true, numbers: [] });
  let id = "";
  const tally = await counting(async () => {
    id = await account.start(csvOf(people(350)));
    // It is over when its object has nothing to wake up for; nobody asks D1, since what polls read is no part of it.
    while ((await alarmOf(account)) !== null) await pause(20);
  });
  const { state, cost } = await account.import(id);
  expect(state).toBe("completed");
  expect(cost.queue_messages).toBe(4);
  // Not in it: the looks at the import and its mails for the answer, the write that keeps the cost, and the look for mails to send;
  // those at mails also ask whether a pause holds them up (M11).
  expect(tally.calls - cost.d1_queries).toBe(4);
  expect(tally.rowsWritten - cost.d1_rows_written).toBe(1);
  expect(tally.rowsRead - cost.d1_rows_read).toBeGreaterThanOrEqual(0);
  expect(tally.rowsRead - cost.d1_rows_read).toBeLessThanOrEqual(6);
});
