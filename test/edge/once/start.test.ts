import { runDurableObjectAlarm } from "cloudflare:test";
import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { coordinatorOf, freeze } from "../../support/site/background.ts";
import type { Refusal, Shown } from "../../support/site/http.ts";
import { dieUnanswered, isReplay, keyed, whileBroken } from "../../support/site/keys.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

const start = (account: Account, id: string, key: string, json: unknown = {}, query = "") =>
  account.call<Shown & Refusal>("POST", `/imports/${id}/start${query}`, { ...keyed(key), json });

test("a start with the same key gives the first answer again, whatever has become of the import", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await account.draft(csvOf(people(3)));
  const first = await start(account, id, "go", { passwords: "users" });
  expect([first.status, isReplay(first)]).toEqual([202, false]);
  await account.waitFor(id);
  const second = await start(account, id, "go", { passwords: "users" }, "?wait=5");
  expect([second.status, second.body.state, isReplay(second)]).toEqual([202, "completed", true]);
  const third = await start(account, id, "go", { passwords: "users" });
  expect([third.status, isReplay(third)]).toEqual([202, true]);
  expect(await account.users()).toHaveLength(3);
});

test("a start with a used key and other options, or of another draft, is refused", async () => {
  const account = await makeAccount({ numbers: [] });
  const [one, other] = [await account.draft(csvOf(people(1))), await account.draft(csvOf(people(2)))];
  expect((await start(account, one, "go")).status).toBe(202);
  await account.waitFor(one);
  for (const [id, json] of [
    [one, { passwords: "users" }],
    [other, {}],
  ] as const) {
    const { status, body } = await start(account, id, "go", json);
    expect([status, body.code]).toEqual([422, "idempotency_key_reused"]);
  }
  expect((await account.upload(csvOf(people(1)), {}, keyed("go"))).body.code).toBe("idempotency_key_reused");
  expect((await account.import(other)).state).toBe("ready");
});

test("after a 409 the key of a start stays bound to its draft, and repeating starts it once it can be", async () => {
  const account = await makeAccount({ numbers: [] });
  const { importId } = await freeze(account, await account.draft(csvOf([{ email: "first@acme.example" }])));
  const id = await account.draft(csvOf(people(2)));
  const refused = await start(account, id, "later");
  expect([refused.status, refused.body.code]).toEqual([409, "import_in_progress"]);
  await account.ask("POST", `/imports/${importId}/stop`);
  const started = await start(account, id, "later");
  expect([started.status, started.body.id, isReplay(started)]).toEqual([202, id, true]);
  expect((await account.waitFor(id)).counts.created).toBe(2);
});

test("after a 422 the key of a start stays bound to its draft, and repeating starts it once it is corrected", async () => {
  const account = await makeAccount({ numbers: [] });
  const { body } = await account.upload(csvOf([{ email: "ada@acme.example" }, { email: "nobody" }]));
  const { id } = body.import;
  expect((await start(account, id, "mended")).body.code).toBe("validation_failed");
  await account.ask("PATCH", `/imports/${id}/rows`, { json: { rows: [{ row: 3, remove: true }] } });
  expect((await start(account, id, "mended")).status).toBe(202);
  expect((await account.waitFor(id)).counts.created).toBe(1);
});

test("after a 5xx the key of a start stays bound to its draft, and repeating starts it", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await account.draft(csvOf(people(2)));
  const starting = "BEFORE UPDATE OF state ON imports WHEN NEW.state = 'running'";
  const broken = await whileBroken(starting, () => start(account, id, "crash"));
  expect([broken.status, broken.body.code]).toEqual([500, "internal_error"]);
  await runDurableObjectAlarm(coordinatorOf(account));
  const again = await start(account, id, "crash");
  expect([again.status, isReplay(again)]).toEqual([202, true]);
  expect((await account.waitFor(id)).counts.created).toBe(2);
});

test("after a crash before the answer, whoever repeats a start finds it started, and is told so as at first", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await account.draft(csvOf(people(2)));
  await start(account, id, "dead", { passwords: "users" });
  await account.waitFor(id);
  await dieUnanswered(account);
  const again = await start(account, id, "dead", { passwords: "users" });
  expect([again.status, again.body.state, isReplay(again)]).toEqual([202, "completed", true]);
  expect(await account.users()).toHaveLength(2);
});

test("a start that found nothing to start keeps no key: without a draft, or started before with the same wish", async () => {
  const account = await makeAccount({ numbers: [] });
  expect((await start(account, "imp_none", "free")).status).toBe(404);
  const id = await account.draft(csvOf(people(1)));
  expect((await start(account, id, "free", { passwords: "sometimes" })).body.code).toBe("invalid_option");
  await account.waitFor((await start(account, id, "first")).body.id);
  for (const key of ["free", "free"]) {
    const { status, ...answer } = await start(account, id, key);
    expect([status, isReplay(answer)]).toEqual([200, false]);
  }
  const other = await account.draft(csvOf(people(2)));
  expect((await start(account, other, "free")).status).toBe(202);
  await account.waitFor(other);
});

test("deleting the draft frees the key of its start", async () => {
  const account = await makeAccount({ numbers: [], types: { Pro: 1 } });
  const id = await account.draft(csvOf(people(2)), { services: "connect" });
  expect((await start(account, id, "freed")).body.code).toBe("insufficient_subscriptions");
  await account.ask("DELETE", `/imports/${id}`);
  const other = await account.draft(csvOf(people(1)));
  expect((await start(account, other, "freed")).status).toBe(202);
  await account.waitFor(other);
});

test("M9 a time for the mails that has passed since is no reason to refuse whoever repeats a start", async () => {
  const account = await makeAccount({ numbers: [], types: { Pro: 1 } });
  const id = await account.draft(csvOf(people(2)));
  const soon = { mails_at: new Date(Date.now() + 400).toISOString() };
  expect((await start(account, id, "soon", soon)).body.code).toBe("insufficient_subscriptions");
  await account.ask("PUT", "/subscriptions", { json: { subscriptions: [{ type: "Pro", total: 5 }] } });
  await expect.poll(() => Date.now() > Date.parse(soon.mails_at), { timeout: 5_000 }).toBe(true);
  expect((await start(account, id, "late", soon)).body.code).toBe("invalid_option");
  expect((await start(account, id, "soon", soon)).status).toBe(202);
  await account.waitFor(id);
});

test("I5 many starts at once with one key are one start", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await account.draft(csvOf(people(3)));
  const answers = await Promise.all(Array.from({ length: 8 }, () => start(account, id, "burst")));
  const told = answers.map(({ status, body }) => `${status} ${body.code ?? ""}`);
  expect(new Set(told)).toContain("202 ");
  expect(told.filter((one) => !["202 ", "409 idempotency_in_progress"].includes(one))).toEqual([]);
  expect((await account.waitFor(id)).counts.created).toBe(3);
});

test("a key for an account that there is not is kept nowhere", async () => {
  const account = await makeAccount({ numbers: [] });
  const nowhere = { ...keyed("lost"), json: { email: "a@b.example", display_name: "A", license_type: "Pro" } };
  const path = account.path;
  Object.assign(account, { path: `${path}-none` });
  expect((await account.call("POST", "/users", nowhere)).status).toBe(404);
  expect((await account.call("POST", "/tokens", { ...keyed("lost"), json: { name: "ci" } })).status).toBe(404);
  expect((await start(account, "imp_none", "lost")).status).toBe(404);
});
