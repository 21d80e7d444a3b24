import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { alarmOf } from "../../support/site/background.ts";
import { counting } from "../../support/site/d1-tally.ts";
import { pause } from "../../support/site/http.ts";
import { type Account, makeDemo, sample } from "../../support/site/site.ts";

type Body = Readonly<Record<string, unknown>>;
type Outcome = { readonly done: number; readonly refused: readonly { readonly code: string }[] };

let demo: Account;
let id = "";

beforeAll(async () => {
  demo = await makeDemo();
  await demo.ask("PUT", "", { json: { silent_mode: true } });
  await demo.ask("PUT", "/subscriptions", {
    json: { subscriptions: ["Essentials", "Pro"].map((type) => ({ type, total: 3000 })) },
  });
  id = await demo.start(sample("users-1000.csv"), { passwords: "none" });
  expect((await demo.waitFor(id)).counts).toMatchObject({ created: 1000 });
  await demo.ask("PUT", "", { json: { silent_mode: false } });
  // Nobody sends what is recorded: it is due when this is long over.
  await env.DB.exec(
    "CREATE TRIGGER due_later AFTER INSERT ON mails BEGIN UPDATE mails SET due_at = '2099' WHERE account = new.account AND id = new.id; END",
  );
  while ((await alarmOf(demo)) !== null && (await demo.import(id)).state !== "completed") await pause(20);
}, 120_000);

type Limits = { readonly calls: number; readonly read: number; readonly written: number };

/** Does something to the 1,000 users of the import, and tells what it has cost. */
async function bulk(json: Body, { calls, read, written }: Limits): Promise<void> {
  const begun = Date.now();
  let over = 0;
  const tally = await counting(async () => {
    const answer = await demo.ask<Outcome>("POST", "/users/bulk", { json: { import: id, ...json } });
    over = Date.now();
    expect([json.action, answer]).toEqual([json.action, { done: 1000, refused: [] }]);
    // The account's object looks for mails to send.
    await pause(300);
  });
  console.log(JSON.stringify({ event: "bulk_1000", action: json.action, milliseconds: over - begun, ...tally }));
  expect([json.action, tally.calls <= calls, tally.rowsRead <= read, tally.rowsWritten <= written]).toEqual([
    json.action,
    true,
    true,
    true,
  ]);
}

test("E11 an act on 1,000 users takes as few calls of D1 as one on a single user, and reads and writes what it must", async () => {
  await bulk({ action: "send_passwords" }, { calls: 4, read: 22_000, written: 7_100 });
  await bulk({ action: "send_welcome" }, { calls: 4, read: 21_000, written: 6_100 });
  // The events read each user once more, with licence and location (W1).
  await bulk({ action: "change", change: { license_type: "Pro" } }, { calls: 3, read: 20_000, written: 5_000 });
  await bulk({ action: "change", change: { services: ["share"] } }, { calls: 3, read: 50_000, written: 12_500 });
  const connected = { services: ["connect"], license_type: "Essentials" };
  await bulk({ action: "change", change: connected }, { calls: 5, read: 28_000, written: 12_100 });
  await bulk({ action: "delete", dry_run: true }, { calls: 2, read: 5_100, written: 0 });
  await bulk({ action: "delete" }, { calls: 3, read: 30_000, written: 6_100 });
});
