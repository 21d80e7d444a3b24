import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { findings } from "./look.ts";
import { type Member, signIn } from "./person.ts";
import { ask, demoLike, server } from "./stage.ts";

const { account, change, open, silence } = await demoLike("desk");
await silence();

const many = [
  { type: "Essentials", total: 5_000 },
  { type: "Pro", total: 5_000 },
];
await ask("PUT", `/api/v1/accounts/${account}/subscriptions`, { subscriptions: many });

type Shown = { readonly id: string; readonly state: string; readonly counts: Readonly<Record<string, number>> };
const path = `/api/v1/accounts/${account}`;
const importOf = (id: string) => ask<Shown>("GET", `${path}/imports/${id}`);

/** Starts a file by the API, as another person would meanwhile; gives the import's id. */
async function start(body: string | Buffer<ArrayBuffer>): Promise<string> {
  const headers = { Authorization: `Bearer ${server.token}`, "Content-Type": "text/csv" };
  const answer = await fetch(`${server.origin}${path}/imports`, { method: "POST", headers, body });
  if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  const { id }: Shown = await answer.json();
  return id;
}

/** Waits until an import is in a state that is looked for. */
async function until(id: string, holds: (shown: Shown) => boolean): Promise<Shown> {
  for (const patience = Date.now() + 90_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const shown = await importOf(id);
    if (holds(shown)) return shown;
    if (Date.now() > patience) throw new Error(`${id} stays ${JSON.stringify(shown)}`);
  }
}

const header = "Display Name,Email Address,Subscription License Type";
const rows = (count: number, domain: string) =>
  [header, ...Array.from({ length: count }, (_, n) => `User ${n},user.${n}@${domain},Pro`)].join("\r\n");

/** Lets an import stand still after its first 100 users. */
const HOLD = `CREATE TRIGGER hold_desk BEFORE INSERT ON users
  WHEN NEW.account = '${account}' AND (SELECT count(*) FROM users WHERE import_id = NEW.import_id) >= 100
  BEGIN SELECT RAISE(ABORT, 'held by a test'); END`;
const LET_GO = "DROP TRIGGER IF EXISTS hold_desk";

for (const scripts of [true, false]) {
  describe(scripts ? "with scripts" : "without scripts", () => {
    const domain = `${scripts ? "lively" : "plain"}.example`;
    let dana: Member;

    beforeAll(async () => {
      dana = await open(scripts);
      await signIn(dana, "/users");
    });

    test("I6 Stop pressed once a third is settled leaves exactly the rows that were not settled at its answer", async () => {
      await change(LET_GO, HOLD);
      const id = await start(rows(300, domain));
      await until(id, ({ counts }) => counts.created === 100);
      // What is paused does not load itself anew while it is looked at.
      await dana.page.goto(`/imports/${id}?updates=paused`);
      if (scripts) expect(await findings(dana.page)).toEqual([]);
      await dana.press("Stop now");
      const { counts } = await importOf(id);
      await change(LET_GO);
      const ended = await until(id, ({ state }) => state === "stopped");
      expect(counts.created).toBe(100);
      expect(ended.counts).toMatchObject({ created: 100, failed: 0, not_attempted: 200 });
      await dana.page.goto(`/imports/${id}`);
      expect(await dana.heading()).toBe("100 users created, 200 were not");
    });

    test("I6 a Stop that comes too late says so and offers Undo", async () => {
      await change(LET_GO, HOLD);
      const id = await start(rows(120, `late.${domain}`));
      await until(id, ({ counts }) => counts.created === 100);
      // What stands still does not go on to the result by itself.
      await dana.page.goto(`/imports/${id}?updates=paused`);
      await change(LET_GO);
      await until(id, ({ state }) => state === "completed");
      await dana.press("Stop now");
      expect(await dana.heading()).toBe("120 users created");
      const says = dana.page.getByRole("group", { name: "Stop came too late: the import had ended" });
      expect(await says.textContent()).toContain("The 120 users whom it created exist.");
      if (scripts) expect(await findings(dana.page)).toEqual([]);
      await dana.follow("Undo this import…");
      expect(await dana.heading()).toBe("120 users would be removed");
      await dana.press("Remove 120 users");
      await until(id, ({ state }) => state === "undone");
    });

    test("E8 nothing was blocked or complained about", () => {
      expect(dana.complaints).toEqual([]);
    });
  });
}

test("I11 an import of 1,000 is undone, 5 users stay for their reasons, and its result leads on to the rest", async () => {
  const id = await start(readFileSync("test/samples/users-1000.csv"));
  await until(id, ({ state }) => state === "completed");
  const user = (row: number) => `${path}/users/usr_${id.replace("imp_", "")}_${row}`;
  for (const row of [2, 3, 4]) await ask("PATCH", user(row), { department: "Night shift" });
  // Whoever has signed in had a temporary password before.
  await ask("POST", `${user(5)}/password-reset`, { send_to: "user" });
  const gone = { method: "DELETE", headers: { Authorization: `Bearer ${server.token}` } };
  for (const leaves of [`${user(5)}/temporary-password`, user(6)]) {
    expect((await fetch(server.origin + leaves, gone)).status).toBe(204);
  }
  const dana = await open();
  await signIn(dana, `/imports/${id}`);
  await dana.follow("Undo…");
  expect(await dana.heading()).toBe("995 users would be removed, 5 would stay");
  const kept = await dana.page.locator("section:has(> #kept)").textContent();
  expect(kept).toMatch(/Was changed.*\)3Has signed in.*\)1Removed already.*\)1$/);
  expect(await findings(dana.page)).toEqual([]);
  const begun = Date.now();
  await dana.press("Remove 995 users");
  await dana.page.getByRole("heading", { name: "Undone: 995 users removed, 5 stay" }).waitFor();
  console.log(JSON.stringify({ event: "undo_1000_in_browser", milliseconds: Date.now() - begun }));
  expect((await importOf(id)).counts).toMatchObject({ created: 5, undone: 995 });
  expect(await findings(dana.page)).toEqual([]);
  await dana.press("Import the other 995");
  expect(await dana.heading()).toContain("995 users");
  await dana.page.goto(`/imports/${id}`);
  await dana.follow("Go on with the draft");
  expect(await dana.heading()).toContain("995 users");
  expect(dana.complaints).toEqual([]);
});

test("E14 times are told in the zone of the browser, whatever zone the account has", async () => {
  const dana = await open();
  const session = await dana.page.context().newCDPSession(dana.page);
  await session.send("Emulation.setTimezoneOverride", { timezoneId: "Asia/Kathmandu" });
  await ask("PUT", path, { time_zone: "America/New_York" });
  await signIn(dana, "/imports");
  const times = dana.page.locator("time");
  const [at, told] = [await times.first().getAttribute("datetime"), await times.first().textContent()];
  const there = new Date(Date.parse(at ?? "") + 345 * 60_000).toISOString();
  expect(told).toMatch(new RegExp(`^\\d+ \\w+ \\d{4}, ${there.slice(11, 16)}$`));
  await dana.page.goto("/activity");
  const inUtc = dana.page.locator("time + .block").first();
  expect([await inUtc.isVisible(), await inUtc.textContent()]).toEqual([true, expect.stringContaining("UTC")]);
  await session.send("Emulation.setTimezoneOverride", { timezoneId: "UTC" });
  await dana.page.reload();
  expect(await inUtc.isVisible()).toBe(false);
  await session.send("Emulation.setTimezoneOverride", { timezoneId: "Asia/Kathmandu" });
  // Within a sentence too, and in what takes the place of a part of the page.
  const headers = { Authorization: `Bearer ${server.token}`, "Content-Type": "text/csv" };
  const file = { method: "POST", headers, body: `${header}\nAda,ada@zone.example,Pro` };
  const answer = await fetch(`${server.origin}${path}/imports?dry_run=true`, file);
  const { id }: Shown = await answer.json();
  await dana.page.goto(`/imports/${id}?show=all`);
  await dana.page.locator("#r2 > :nth-child(2)").click();
  await dana.page.keyboard.type("Eve");
  await dana.page.keyboard.press("Tab");
  const change = dana.page.locator("#sheet-undo time");
  const made = new Date(Date.parse((await change.getAttribute("datetime")) ?? "") + 345 * 60_000).toISOString();
  expect(await change.textContent()).toMatch(new RegExp(`^\\d+ \\w+, ${made.slice(11, 16)}$`));
  expect(dana.complaints).toEqual([]);
});
