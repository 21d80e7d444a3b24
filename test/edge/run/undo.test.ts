import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { coordinatorOf, deliver, freezeUndo, meanwhile } from "../../support/site/background.ts";
import { call, pause, type Refusal, type Shown } from "../../support/site/http.ts";
import { type Account, makeAccount, outbox, phones } from "../../support/site/site.ts";

const undo = (account: Account, id: string, json: object = {}) =>
  account.call<Shown & Refusal>("POST", `/imports/${id}/undo?wait=20`, { json });
type Preview = { readonly removed: number; readonly kept: readonly { row: number; user: string; reason: string }[] };
const preview = (account: Account, id: string) =>
  account.ask<Preview>("POST", `/imports/${id}/undo`, { json: { dry_run: true } });

/** An import of people with a number each, all of whom were created; what else the account has is as it was before. */
async function imported(count: number, options: Readonly<Record<string, string>> = {}) {
  const account = await makeAccount({ types: { Pro: 500, Basic: 10 }, silent: options.passwords === undefined });
  const [ownNumber = "", ...numbers] = phones(20);
  const own = { display_name: "Own", email: `own@${account.id}.example`, license_type: "Pro" };
  await account.ask("POST", "/users", { json: { ...own, primary_phone: ownNumber, extension: "1001" } });
  const before = await inventoryOf(account);
  const file = csvOf(
    people(count, (n) => ({ email: `user-${n}@${account.id}.example`, primary_phone: numbers[n] ?? "" })),
  );
  const id = await account.start(file, options);
  const { counts } = await account.waitFor(id);
  expect(counts).toMatchObject({ created: count });
  const users = (await account.users()).filter((user) => user.import === id);
  return { account, id, before, file, userOf: (row: number) => idOf(id, row), users };
}

const idOf = (importId: string, row: number) => `usr_${importId.replace("imp_", "")}_${row}`;

/** Everything that an import takes, and an undo gives back. */
async function inventoryOf(account: Account) {
  return { users: await account.users(), numbers: await account.numbers(), used: await account.used() };
}

test("I11 A2 an undo gives back exactly what the import took: users, numbers, extensions and licences", async () => {
  const { account, id, before, file } = await imported(15);
  const { status, body } = await undo(account, id);
  expect([status, body.state]).toEqual([202, "undone"]);
  expect(body.counts).toMatchObject({ rows: 15, created: 0, undone: 15, failed: 0, pending: 0 });
  expect(body.undone_at).toMatch(/^20/);
  expect(body.finished_at).toMatch(/^20/);
  expect(await inventoryOf(account)).toEqual(before);
  // The same file imports again, with the same extensions and numbers.
  expect((await account.waitFor(await account.start(file))).counts).toMatchObject({ created: 15 });
});

test("I11 rows that are undone name who was, and have no user any more", async () => {
  const { account, id, userOf } = await imported(2);
  await undo(account, id);
  expect(await account.rows(id, "undone")).toMatchObject([
    {
      row: 2,
      outcome: "undone",
      code: null,
      message: "Undone: the user was created, and removed again.",
      user: userOf(2),
    },
    { row: 3, outcome: "undone" },
  ]);
  expect((await account.call("GET", `/users/${userOf(2)}`)).status).toBe(404);
});

/** Row 2 is gone, 3 has signed in, 4 was changed, 5 changed and changed back, 6 had secrets reset; 7 is as made. */
async function withReasons() {
  const made = await imported(6);
  const { account, userOf } = made;
  const patch = (row: number, json: object) => account.ask("PATCH", `/users/${userOf(row)}`, { json });
  await account.ask("POST", `/users/${userOf(3)}/password-reset`, { json: { send_to: "user" } });
  await account.ask("DELETE", `/users/${userOf(3)}/temporary-password`);
  await account.ask("POST", `/users/${userOf(3)}/password-reset`, { json: { send_to: "user" } });
  await patch(3, { department: "Changed as well" });
  await patch(4, { department: "Night shift" });
  await patch(5, { display_name: "Somebody else" });
  await patch(5, { display_name: made.users.find(({ id }) => id === userOf(5))?.display_name });
  await account.ask("POST", `/users/${userOf(6)}/password-reset`, { json: { send_to: "user" } });
  await account.ask("POST", `/users/${userOf(6)}/voicemail-pin-reset`);
  await account.ask("DELETE", `/users/${userOf(2)}`);
  return made;
}

const kept = (userOf: (row: number) => string) => [
  { row: 2, user: userOf(2), reason: "gone" },
  { row: 3, user: userOf(3), reason: "signed_in" },
  { row: 4, user: userOf(4), reason: "changed" },
];

test("I11 who is gone, has signed in or was changed stays, with the first reason that holds; resets do not count", async () => {
  const { account, id, userOf } = await withReasons();
  const { body } = await undo(account, id);
  expect(body).toMatchObject({ state: "undone", counts: { created: 3, undone: 3 } });
  const left = await account.rows(id, "created");
  expect(left.map(({ row, user, code }) => ({ row, user, reason: code }))).toEqual(kept(userOf));
  expect(left[2]?.message).toContain("changed this user");
  const users = (await account.users()).filter((user) => user.import === id).map((user) => user.id);
  expect(users.toSorted()).toEqual([userOf(3), userOf(4)]);
  expect(await preview(account, id)).toEqual({ removed: 0, kept: kept(userOf) });
});

test("I11 a dry run says how many go, and who stays and why, and changes nothing", async () => {
  const { account, id, userOf } = await withReasons();
  const before = await inventoryOf(account);
  expect(await preview(account, id)).toEqual({ removed: 3, kept: kept(userOf) });
  expect(await inventoryOf(account)).toEqual(before);
  expect(await account.import(id)).toMatchObject({ state: "completed", undone_at: null });
});

test("I11 A2 mails of those who are removed that wait are cancelled, and an undo sends none", async () => {
  const options = { passwords: "users", notify: "true", notify_email: "boss@acme.example" };
  const { account, id } = await imported(3, options);
  await account.settleMails();
  const stuck =
    "UPDATE mails SET state = 'pending', due_at = '2099', sent_at = NULL WHERE account = ?1 AND kind = 'welcome' AND import_id = ?2";
  await env.DB.prepare(stuck).bind(account.id, id).run();
  const before = (await outbox()).length;
  await undo(account, id);
  await pause(200);
  const mails = await account.list<Mail>(`/mails?import=${id}`);
  const states = mails.map(({ kind, state }) => `${kind} ${state}`).toSorted();
  expect(states).toEqual([
    "import_finished sent",
    ...Array(3).fill("password sent"),
    ...Array(3).fill("welcome cancelled"),
  ]);
  expect(await outbox()).toHaveLength(before);
});

test("I11 an undo is answered as the state asks for: 202, 200 when it is, 409 before the end or without rows, 404 nothing", async () => {
  const account = await makeAccount();
  const code = async (id: string) => {
    const { status, body } = await undo(account, id);
    return [status, body.code ?? body.state];
  };
  const draft = await account.draft(csvOf(people(1)));
  expect(await code(draft)).toEqual([409, "import_not_undoable"]);
  const id = await account.start(csvOf(people(2)));
  await account.waitFor(id);
  expect(await code(id)).toEqual([202, "undone"]);
  expect(await code(id)).toEqual([200, "undone"]);
  expect(await code("imp_none")).toEqual([404, "not_found"]);
  const purged = await account.start(csvOf(people(2)));
  await account.waitFor(purged);
  await env.DB.prepare("UPDATE imports SET purged_at = finished_at WHERE id = ?1").bind(purged).run();
  expect(await code(purged)).toEqual([409, "import_not_undoable"]);
  const stop = await account.call("POST", `/imports/${id}/stop`);
  expect([stop.status, stop.body.code]).toEqual([409, "import_finished"]);
});

test("I11 where nobody was created an undo ends at once", async () => {
  const account = await makeAccount();
  const file = csvOf(people(2));
  await account.waitFor(await account.start(file));
  const again = await account.start(file);
  expect((await account.waitFor(again)).counts).toMatchObject({ failed: 2, created: 0 });
  const { status, body } = await account.call<Shown>("POST", `/imports/${again}/undo`);
  expect([status, body.state]).toEqual([202, "undone"]);
  expect(await account.users()).toHaveLength(2);
});

test("I11 many undos at once: one is answered 202, the others 200, and everybody is removed once", async () => {
  const { account, id, before } = await imported(12);
  const answers = await Promise.all(Array.from({ length: 8 }, () => undo(account, id)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(7).fill(200), 202]);
  expect(await inventoryOf(account)).toEqual(before);
  const entries = await account.list<{ action: string }>("/activity");
  expect(entries.filter(({ action }) => action === "import.undo")).toHaveLength(1);
});

test("I1 I11 an undo waits for the account's place, and has it until it ends", async () => {
  const { account, id } = await imported(5);
  const running = await account.draft(csvOf([{ email: "late@acme.example" }]));
  await env.DB.prepare("UPDATE imports SET state = 'running', started_at = touched_at WHERE id = ?1")
    .bind(running)
    .run();
  const refused = await undo(account, id);
  expect([refused.status, refused.body.code, refused.body.running_import]).toEqual([
    409,
    "import_in_progress",
    running,
  ]);
  await env.DB.prepare("UPDATE imports SET state = 'ready', started_at = NULL WHERE id = ?1").bind(running).run();
  const { chunk } = await freezeUndo(account, id);
  const start = await account.call<Refusal>("POST", `/imports/${running}/start`);
  expect([start.status, start.body.code, start.body.running_import]).toEqual([409, "import_in_progress", id]);
  expect(start.body.detail).toContain("began to undo");
  await deliver("muster-rows", [chunk(2, 6)]);
  await coordinatorOf(account).watch();
  expect((await account.import(id)).state).toBe("undone");
  expect((await account.call("POST", `/imports/${running}/start`)).status).toBe(202);
});

test("I5 I11 messages that come twice, late, out of order, or from the run undo every row once and nothing else", async () => {
  const { account, id, before } = await imported(15);
  const { chunk } = await freezeUndo(account, id);
  const run = { ...chunk(2, 16, 1), undo: false };
  await deliver("muster-rows", [chunk(12, 16), run, chunk(2, 6), chunk(2, 6, 1), chunk(2, 6, 3), chunk(12, 16)]);
  expect((await account.import(id)).counts).toMatchObject({ created: 5, undone: 10 });
  await deliver("muster-rows", [chunk(7, 11), { ...chunk(2, 16), undo: false }]);
  await coordinatorOf(account).watch();
  expect(await account.import(id)).toMatchObject({ state: "undone", counts: { created: 0, undone: 15 } });
  await deliver("muster-rows", [chunk(2, 16)]);
  expect(await inventoryOf(account)).toEqual(before);
});

test("I11 whoever is changed or removed while the undo decides is decided about again", async () => {
  const { account, id, userOf } = await imported(4);
  const { chunk } = await freezeUndo(account, id);
  const bindings = meanwhile(async (batch) => {
    if (batch === 1) await account.ask("PATCH", `/users/${userOf(2)}`, { json: { department: "Kept" } });
    if (batch === 2) await account.ask("DELETE", `/users/${userOf(3)}`);
  });
  await deliver("muster-rows", [chunk(2, 5)], bindings);
  const rows = await account.rows(id);
  expect(rows.map(({ outcome, code }) => code ?? outcome)).toEqual(["changed", "gone", "undone", "undone"]);
});

test("I5 I11 an undo whose message was lost, or that nobody remembers, is taken up by the watchdog", async () => {
  const { account, id, before } = await imported(5);
  await freezeUndo(account, id);
  await coordinatorOf(account).watch();
  for (const until = Date.now() + 60_000; (await account.import(id)).state !== "undone"; await pause(50))
    if (Date.now() > until) throw new Error("it hangs");
  expect(await inventoryOf(account)).toEqual(before);
});

test("I5 I11 what cannot be removed after bounded tries stays, and the undo ends", async () => {
  const { account, id } = await imported(3);
  const { chunk } = await freezeUndo(account, id);
  await deliver("muster-rows-dead", [chunk(2, 3)]);
  await deliver("muster-rows", [chunk(2, 4)]);
  await coordinatorOf(account).watch();
  expect(await account.import(id)).toMatchObject({ state: "undone", counts: { created: 2, undone: 1 } });
  const rows = await account.rows(id, "created");
  expect(rows.map(({ code }) => code)).toEqual(["internal_error", "internal_error"]);
  expect(rows[0]?.message).toContain("not removed");
});

test("X5 X2 X3 what was undone is continued as a draft, and stands in the export with its reason", async () => {
  const { account, id } = await imported(3);
  await undo(account, id);
  const { text } = await account.call("GET", `/imports/${id}/not-created.csv?errors=1`);
  expect(text.match(/Undone: the user was created, and removed again\./g)).toHaveLength(3);
  const draft = await account.call<Shown>("POST", `/imports/${id}/continuation`, { json: {} });
  expect([draft.status, draft.body.state, draft.body.counts.rows]).toEqual([201, "ready", 3]);
  const started = await account.call<Shown>("POST", `/imports/${draft.body.id}/start`);
  expect(started.status).toBe(202);
  expect((await account.waitFor(draft.body.id)).counts).toMatchObject({ created: 3 });
  const created = await account.call("GET", `/imports/${id}/created.csv`);
  expect(created.text.trim().split("\r\n")).toHaveLength(1);
});

test("M6 I11 the mail of an import's end that goes late still says what the import created", async () => {
  const { account, id } = await imported(2, { passwords: "none", notify: "true", notify_email: "late@boss.example" });
  await account.settleMails();
  const again = "UPDATE mails SET state = 'failed', attempts = 0, sent_at = NULL WHERE id = ?1";
  await env.DB.prepare(again).bind(`mail_${id}_import_finished`).run();
  await undo(account, id);
  await account.ask("POST", `/mails/mail_${id}_import_finished/retry`);
  await account.settleMails();
  const [last, first] = await outbox("late@boss.example");
  expect(last?.text).toBe(first?.text);
});

test("S9 rows are not deleted while they are being undone", async () => {
  const { account, id } = await imported(2);
  await freezeUndo(account, id);
  await env.DB.prepare("UPDATE imports SET finished_at = '2020-01-01T00:00:00.000Z' WHERE id = ?1").bind(id).run();
  const { everyFiveMinutes } = await import("../../../src/background/cron/cron.ts");
  await everyFiveMinutes(env, Date.now());
  for (const until = Date.now() + 60_000; (await account.import(id)).state !== "undone"; await pause(50))
    if (Date.now() > until) throw new Error("it hangs");
  expect(await account.rows(id, "undone")).toHaveLength(2);
});

test("S4 another account's import is nothing to undo, and a token that only reads undoes nothing", async () => {
  const { account, id } = await imported(2);
  const other = await makeAccount();
  expect((await undo(other, id)).status).toBe(404);
  expect((await call("POST", `${account.path}/imports/${id}/undo`, { token: await other.token() })).status).toBe(404);
  const read = await account.call("POST", `/imports/${id}/undo`, { token: await account.token("read") });
  expect([read.status, read.body.code]).toEqual([403, "read_only_token"]);
  expect((await account.import(id)).counts).toMatchObject({ created: 2 });
});

test("S8 an undo is kept with who asked for it", async () => {
  const { account, id } = await imported(1);
  await undo(account, id);
  const { items } = await account.ask<{ items: unknown[] }>("GET", "/activity?limit=1");
  expect(items).toMatchObject([{ action: "import.undo", subject: id, who: "operator" }]);
});

test.each(["-1", "26", "1.5", "x"])("api.md wait=%s is refused", async (wait) => {
  const account = await makeAccount();
  expect((await account.call("POST", `/imports/imp_1/undo?wait=${wait}`)).status).toBe(400);
});
