import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { type EventsAnswer, inOrder } from "../../support/events/copy.ts";
import { copyOf, eventsOf } from "../../support/events/follow.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { ask, call, type Refusal } from "../../support/site/http.ts";
import { type Account, makeAccount, makeDemo, phones } from "../../support/site/site.ts";

/** The events tell what the account has: whoever has followed them from the beginning has the same users and numbers. */
async function expectTold(account: Account): Promise<void> {
  const copy = await copyOf(account);
  expect(inOrder(copy.users.values())).toEqual(inOrder(await account.users()));
  const numbers = (await account.numbers()).map(({ e164, status }) => [e164, status]);
  expect([...copy.numbers].toSorted()).toEqual(numbers.toSorted());
}

const typesOf = async (account: Account, after = ""): Promise<readonly string[]> =>
  (await eventsOf(account, { after })).events.map(({ type }) => type);

test("W1 an import tells of its start, of the users and numbers of each chunk, and of its end, in this order", async () => {
  const account = await makeAccount({ types: { Pro: 500 }, numbers: phones(60) });
  const { next } = await eventsOf(account);
  const rows = people(150).map((person, at) => ({
    ...person,
    ...(at % 3 === 0 && { primary_phone: String(phones(60)[at / 3]) }),
  }));
  const id = await account.start(csvOf(rows));
  await account.waitFor(id);
  const { events } = await eventsOf(account, { after: next });
  expect(events.map(({ type }) => type)).toEqual([
    "import.started",
    "users.created",
    "numbers.changed",
    "users.created",
    "numbers.changed",
    "import.completed",
  ]);
  const [started, first, numbers, second, , completed] = events;
  expect([first?.data.users?.length, second?.data.users?.length]).toEqual([100, 50]);
  expect(first?.data.import).toBe(id);
  expect(numbers?.data).toEqual({ parked: [], assigned: phones(34), removed: [] });
  expect(started?.data.import).toMatchObject({ id, state: "running", counts: { rows: 150, created: 0, pending: 150 } });
  expect(completed?.data.import).toMatchObject({ id, state: "completed", counts: { created: 150, pending: 0 } });
  expect(new Set(events.map((event) => event.id)).size).toBe(6);
  expect(events.every((event) => event.account === account.id && !Number.isNaN(Date.parse(event.timestamp)))).toBe(
    true,
  );
  await expectTold(account);
});

test("W1 an import in an event is whole, and as it was then: an undo that came later is not in it", async () => {
  const account = await makeAccount();
  const id = await account.start(csvOf(people(3)), { passwords: "users" });
  const ended = await account.waitFor(id);
  await account.settleMails();
  await account.ask("POST", `/imports/${id}/undo`);
  await account.waitFor(id);
  const { events } = await eventsOf(account, { types: "import.completed,import.undone" });
  const [completed, undone] = events.map(({ data }) => data.import);
  const { cost: _cost, mail_cost: _mailCost, mails: _mails, ...stays } = ended;
  expect(completed).toMatchObject(stays);
  expect(completed).toMatchObject({ undone_at: null, mails: { pending: 6, sent: 0, cancelled: 0 } });
  expect(Object.keys(completed ?? {}).toSorted()).toEqual(Object.keys(ended).toSorted());
  expect(undone).toMatchObject({ id, state: "undone", counts: { created: 0, undone: 3 } });
});

test("W1 an undo tells of the users whom it removes, of their numbers, and of its end", async () => {
  const account = await makeAccount({ types: { Pro: 500 } });
  const id = await account.start(
    csvOf(people(120).map((person, at) => (at === 0 ? { ...person, primary_phone: String(phones(1)[0]) } : person))),
  );
  await account.waitFor(id);
  const { next } = await eventsOf(account);
  await account.ask("POST", `/imports/${id}/undo`);
  await account.waitFor(id);
  const { events } = await eventsOf(account, { after: next });
  expect(events.map(({ type }) => type)).toEqual([
    "users.removed",
    "numbers.changed",
    "users.removed",
    "import.undone",
  ]);
  expect(events.map(({ data }) => data.users?.length)).toEqual([100, undefined, 20, undefined]);
  expect(events[0]?.data.import).toBe(id);
  expect(Object.keys(events[0]?.data.users?.[0] ?? {})).toEqual(["id", "email"]);
  await expectTold(account);
});

test("W1 what is stopped tells that it is, and of nobody who was not created", async () => {
  const account = await makeAccount({ types: { Pro: 1000 } });
  const id = await account.start(csvOf(people(500)));
  await account.ask("POST", `/imports/${id}/stop`);
  const { counts } = await account.waitFor(id);
  const { events } = await eventsOf(account, { types: "import.stopped,users.created" });
  expect(events.at(-1)).toMatchObject({ type: "import.stopped", data: { import: { id, state: "stopped", counts } } });
  expect(events.flatMap(({ data }) => data.users ?? [])).toHaveLength(counts.created);
  await expectTold(account);
});

test("W1 a single user tells of being created, changed and removed, with their numbers, and a change of nothing tells nothing", async () => {
  const account = await makeAccount();
  const { next } = await eventsOf(account);
  const [one, two] = phones(2);
  const json = { display_name: "Ann", email: "ann@people.example", license_type: "Pro", primary_phone: one };
  const { id } = await account.ask<{ id: string }>("POST", "/users", { json });
  await account.ask("PATCH", `/users/${id}`, { json: { primary_phone: two, department: "Sales" } });
  await account.ask("PATCH", `/users/${id}`, { json: { department: "Sales" } });
  await account.ask("DELETE", `/users/${id}`);
  const { events } = await eventsOf(account, { after: next });
  expect(events.map(({ type, data }) => [type, data.import ?? null])).toEqual([
    ["users.created", null],
    ["numbers.changed", null],
    ["users.changed", null],
    ["numbers.changed", null],
    ["users.removed", null],
    ["numbers.changed", null],
  ]);
  expect(events[2]?.data.users).toMatchObject([
    { id, department: "Sales", primary_phone: two, location: "Headquarters" },
  ]);
  expect(events[3]?.data).toEqual({ parked: [one], assigned: [two], removed: [] });
  expect(events[5]?.data).toEqual({ parked: [two], assigned: [], removed: [] });
  expect(events[4]?.data.users).toEqual([{ id, email: "ann@people.example" }]);
  await expectTold(account);
});

test("W1 an act on many users tells of at most 100 in each event", async () => {
  const account = await makeAccount({ types: { Pro: 500, Basic: 500 } });
  await account.waitFor(await account.start(csvOf(people(230))));
  const { next } = await eventsOf(account);
  await account.ask("POST", "/users/bulk", {
    json: { action: "change", service: "connect", change: { location: "Berlin" } },
  });
  await account.ask("POST", "/users/bulk", { json: { action: "delete", service: "connect" } });
  const { events } = await eventsOf(account, { after: next });
  expect(events.map(({ type, data }) => [type, data.users?.length])).toEqual([
    ["users.changed", 100],
    ["users.changed", 100],
    ["users.changed", 30],
    ["users.removed", 100],
    ["users.removed", 100],
    ["users.removed", 30],
  ]);
  await expectTold(account);
});

test("W1 numbers that are parked and removed are told of, those that are there already are not", async () => {
  const account = await makeAccount({ numbers: phones(3) });
  const { next } = await eventsOf(account);
  await account.ask("POST", "/numbers", { json: { numbers: phones(5) } });
  await account.ask("POST", "/numbers", { json: { numbers: phones(5) } });
  await account.ask("DELETE", `/numbers/${phones(1)[0]}`);
  await account.call("DELETE", `/numbers/${phones(1)[0]}`);
  const { events } = await eventsOf(account, { after: next });
  expect(events.map(({ data }) => data)).toEqual([
    { parked: phones(5).slice(3), assigned: [], removed: [] },
    { parked: [], assigned: [], removed: phones(1) },
  ]);
});

test("W1 everybody is told of whose location or licence type is called something else by now", async () => {
  const account = await makeAccount({ types: { Pro: 500 } });
  await account.waitFor(await account.start(csvOf(people(101).map((person) => ({ ...person, license_type: "Pro" })))));
  const main = { name: "Head Office", country: "US", address: "1 Main Street, San Francisco" };
  await account.ask("PUT", "", { json: { main_location: main } });
  await account.ask("PUT", "/subscriptions", { json: { subscriptions: [{ type: "PRO", total: 400 }] } });
  await account.ask("PUT", "/locations/HEAD%20OFFICE", {
    json: { country: "US", address: "2 Main Street", main: true },
  });
  await expectTold(account);
  const { events } = await eventsOf(account, { types: "users.changed" });
  expect(events.map(({ data }) => data.users?.length)).toEqual([100, 1, 100, 1, 100, 1]);
  // The same again, or other words for an address, changes no user.
  const { next } = await eventsOf(account);
  await account.ask("PUT", "/subscriptions", { json: { subscriptions: [{ type: "PRO", total: 300 }] } });
  await account.ask("PUT", "/locations/HEAD%20OFFICE", {
    json: { country: "US", address: "3 Main Street", main: true },
  });
  expect(await typesOf(account, next)).toEqual([]);
});

test("W1 what is refused or undone tells nothing: a write that fails takes its events with it", async () => {
  const account = await makeAccount();
  const { next } = await eventsOf(account);
  await env.DB.exec("CREATE TRIGGER no_mails BEFORE INSERT ON mails BEGIN SELECT RAISE(ABORT, 'no'); END");
  const json = { display_name: "Ann", email: "ann@people.example", license_type: "Pro", passwords: "users" };
  const failed = await account.call("POST", "/users", { json });
  await env.DB.exec("DROP TRIGGER no_mails");
  expect(failed.status).toBe(500);
  const ended = await account.call("DELETE", "/users/usr_none");
  expect(ended.status).toBe(404);
  expect(await typesOf(account, next)).toEqual([]);
});

test("W2 pages of one give every event once, in the same order as one page gives them", async () => {
  const account = await makeAccount({ types: { Pro: 500 } });
  await account.waitFor(await account.start(csvOf(people(120))));
  const [whole, single] = [await eventsOf(account, { limit: 200 }), await eventsOf(account, { limit: 1 })];
  expect(single).toEqual(whole);
});

test("W2 only the types that are asked for come, and the position leads on whatever was asked for", async () => {
  const account = await makeAccount();
  await account.waitFor(await account.start(csvOf(people(2))));
  const { events, next } = await eventsOf(account, { types: "import.started,import.completed" });
  expect(events.map(({ type }) => type)).toEqual(["import.started", "import.completed"]);
  expect(await typesOf(account, next)).toEqual([]);
  expect((await eventsOf(account, { types: "import.stopped" })).next).toBe(next);
});

test("W2 next is never null and Link names it, also where nothing has happened", async () => {
  const account = await makeAccount({ numbers: [] });
  const { body, headers } = await account.call<EventsAnswer>("GET", "/events");
  expect([body.items, typeof body.next]).toEqual([[], "string"]);
  expect(headers.get("Link")).toContain(`after=${body.next}>; rel="next"`);
  await account.ask("POST", "/numbers", { json: { numbers: phones(1) } });
  expect(await typesOf(account, body.next)).toEqual(["numbers.changed"]);
});

test("W2 a page that would be large ends earlier, and loses nothing", async () => {
  const account = await makeAccount({ types: { Pro: 2000 } });
  const long = { display_name: "x".repeat(200), job_title: "é".repeat(120) };
  await account.waitFor(await account.start(csvOf(people(900, () => long))));
  await env.DB.exec(
    "UPDATE events SET data = json_set(data, '$.filler', hex(zeroblob(300000))) WHERE type = 'users.created'",
  );
  const first = await account.ask<EventsAnswer>("GET", "/events?types=users.created&limit=200");
  expect(first.items.length).toBeGreaterThan(0);
  expect(first.items.length).toBeLessThan(5);
  const { events } = await eventsOf(account, { types: "users.created", limit: 200 });
  expect(events.flatMap(({ data }) => data.users ?? [])).toHaveLength(900);
});

test.each([
  ["types=users.created,nothing", "types must be one or several of import.started"],
  ["types=", "types must be one or several of"],
  ["after=abc", "after must be the cursor of an earlier answer"],
  ["after=", "after must be the cursor of an earlier answer"],
  ["wait=26", "wait must be a whole number of seconds from 0 to 25"],
  ["limit=0", "limit must be a whole number from 1 to 200"],
])("W2 events with %s are a 400 that says what is wrong", async (query, detail) => {
  const account = await makeAccount({ numbers: [] });
  const { status, body } = await account.call("GET", `/events?${query}`);
  expect([status, body.code]).toEqual([400, "malformed_request"]);
  expect(body.detail).toContain(detail);
});

test("W2 the cursor of another list, and of another account, is refused", async () => {
  const [account, other] = [await makeAccount(), await makeAccount()];
  const numbers = await account.ask<{ next: string }>("GET", "/numbers?limit=1");
  const { next } = await eventsOf(other);
  for (const after of [numbers.next, next]) {
    expect((await account.call("GET", `/events?after=${after}`)).status).toBe(400);
  }
});

test("W2 a token that may only read reads its own account's events, and no other's", async () => {
  const [account, other] = [await makeAccount(), await makeAccount()];
  const token = await account.token("read");
  expect((await account.call<EventsAnswer>("GET", "/events", { token })).body.items).toHaveLength(1);
  expect((await other.call("GET", "/events", { token })).status).toBe(404);
  expect((await call<Refusal>("GET", "/api/v1/events", { token })).body.code).toBe("operator_only");
  expect((await call("GET", "/api/v1/accounts/nobody-at-all/events")).status).toBe(404);
});

test("W2 the operator reads the events of all accounts in the order of their commit", async () => {
  const before = (await ask<EventsAnswer>("GET", "/api/v1/events?types=import.undone")).next;
  const accounts = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const parked = phones(40);
  await Promise.all(
    parked.map((number, at) => accounts[at % 2]?.ask("POST", "/numbers", { json: { numbers: [number] } })),
  );
  const seen = [];
  for (let after = before; ; ) {
    const page = await ask<EventsAnswer>("GET", `/api/v1/events?limit=7&after=${after}`);
    if (page.items.length === 0) break;
    seen.push(...page.items);
    after = page.next;
  }
  const told = seen.filter(({ account }) => accounts.some(({ id }) => id === account));
  expect(told.flatMap(({ data }) => data.parked ?? []).toSorted()).toEqual(parked);
  for (const account of accounts) {
    const own = told.filter((event) => event.account === account.id);
    expect(own).toEqual((await eventsOf(account)).events);
  }
});

test("O5 the events of an account that is removed go with it, and one of the same name begins anew behind them", async () => {
  const account = await makeAccount({ id: "comes-again" });
  const { next } = await eventsOf(account);
  await account.ask("DELETE", "");
  await makeAccount({ id: "comes-again", numbers: phones(2) });
  const { events } = await eventsOf(account);
  expect(events.map(({ data }) => data.parked)).toEqual([phones(2)]);
  // Whoever followed the old one misses nothing of the new one.
  expect((await eventsOf(account, { after: next })).events).toEqual(events);
});

test("W1 the demo's own 40 users are told of as they are", async () => {
  await expectTold(await makeDemo({ id: "demo-told" }));
});
