import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { WATCH_IMPORT_MS } from "../../../src/background/run/run-desk.ts";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { alarmOf } from "../../support/site/background.ts";
import { counting } from "../../support/site/d1-tally.ts";
import { pause, type Shown } from "../../support/site/http.ts";
import { makeDemo, sample } from "../../support/site/site.ts";

test("I9 I11 undoing 1,000 full users with 2,000 mails that wait costs at most 26 D1 calls, and no mail is left to send", async () => {
  const demo = await makeDemo();
  const [numbers, used] = [await demo.numbers(), await demo.used()];
  await demo.ask("PUT", "", { json: { silent_mode: false } });
  // Nobody sends them: they are due when this is long over.
  await env.DB.exec(
    "CREATE TRIGGER due_later AFTER INSERT ON mails BEGIN UPDATE mails SET due_at = '2099' WHERE id = new.id; END",
  );
  const id = await demo.start(sample("users-1000.csv"), { passwords: "users" });
  const before = await demo.waitFor(id);
  await env.DB.exec("DROP TRIGGER due_later");
  expect(before.counts).toMatchObject({ created: 1000 });
  while ((await alarmOf(demo)) !== null && (await demo.import(id)).state !== "completed") await pause(20);

  const begun = Date.now();
  let over = 0;
  let looks = 0;
  const tally = await counting(async () => {
    await demo.ask<Shown>("POST", `/imports/${id}/undo`);
    while ((await env.DB.prepare("SELECT 1 FROM imports WHERE id = ?1 AND state = 'undone'").bind(id).first()) === null)
      await pause(10);
    over = Date.now();
    // The coordinator has done all that comes after, and has nothing more to look for.
    while ((await alarmOf(demo)) !== null) await pause(10);
    looks = Math.floor((Date.now() - begun) / WATCH_IMPORT_MS);
  });
  const { state, counts, cost } = await demo.import(id);
  expect([state, counts.undone, counts.created]).toEqual(["undone", 1000, 0]);
  console.log(JSON.stringify({ event: "undo_1000", milliseconds: over - begun, ...tally }));
  expect(cost.queue_messages - before.cost.queue_messages).toBe(10);
  expect(cost.d1_queries - before.cost.d1_queries).toBeLessThanOrEqual(26);
  expect(cost.d1_rows_read - before.cost.d1_rows_read).toBeLessThanOrEqual(75_000);
  expect(cost.d1_rows_written - before.cost.d1_rows_written).toBeLessThanOrEqual(12_500);
  // Not in it: the first look, the last and that at the mails, for the answer; what keeps the cost; the look for mails to send;
  // on a slow machine the looks of the watch.
  expect(tally.calls - (cost.d1_queries - before.cost.d1_queries)).toBeLessThanOrEqual(4 + 6 * looks);
  expect([await demo.numbers(), await demo.used()]).toEqual([numbers, used]);
  const mails = await demo.list<Mail>(`/mails?import=${id}`);
  expect(mails.map((mail) => mail.state)).toEqual(Array(2000).fill("cancelled"));
});
