import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Location, Subscription } from "../../../src/domain/account/account.ts";
import type { ListedNumber } from "../../../src/store/inventory/numbers.ts";
import { counting } from "../../support/site/d1-tally.ts";
import { type Account, makeAccount, phones } from "../../support/site/site.ts";

type Subscriptions = { readonly subscriptions: readonly Subscription[] };
type Parked = { parked: number; already_present: number; rejected: readonly { value: string; code: string }[] };
type Page<Item> = { items: readonly Item[]; next: string | null };

/** Puts one user on the account: a Pro licence, the first number, Berlin. */
async function addUser(account: Account): Promise<void> {
  const head = "Display Name,Email Address,Subscription License Type,Primary Phone Number,Voice Location";
  const row = `Ann,ann@x.example,Pro,${phones(1)[0]},Berlin`;
  const { counts } = await account.waitFor(await account.start(`${head}\n${row}\n`));
  expect(counts.created).toBe(1);
}

const put = (account: Account, subscriptions: unknown) =>
  account.call<Subscriptions>("PUT", "/subscriptions", { json: { subscriptions } });
const refusedTypes = (account: Account, subscriptions: unknown) =>
  account.call("PUT", "/subscriptions", { json: { subscriptions } });
const subscriptions = async (account: Account) =>
  (await account.ask<Subscriptions>("GET", "/subscriptions")).subscriptions;

test("subscriptions are replaced as a whole and keep the order in which they were given", async () => {
  const acme = await makeAccount({ numbers: [] });
  const list = [
    { type: "Zeta", total: 3 },
    { type: "Alpha", total: 0 },
  ];
  const { status, body } = await put(acme, list);
  expect(status).toBe(200);
  const shown = list.map((one) => ({ ...one, used: 0, available: one.total }));
  expect(body).toEqual({ subscriptions: shown });
  expect(await subscriptions(acme)).toEqual(shown);
  expect((await put(acme, [])).body).toEqual({ subscriptions: [] });
});

test("A3 no subscription goes below what is used, and none that is used is left out; nothing else is changed then", async () => {
  const acme = await makeAccount({ types: { Pro: 3, Basic: 3 } });
  await addUser(acme);
  const before = await subscriptions(acme);
  expect(before[0]).toEqual({ type: "Pro", total: 3, used: 1, available: 2 });
  for (const list of [[{ type: "Pro", total: 0 }], [{ type: "Basic", total: 9 }], []]) {
    const { status, body } = await refusedTypes(acme, list);
    expect([status, body.code]).toEqual([409, "subscription_in_use"]);
    expect(await subscriptions(acme)).toEqual(before);
  }
  expect((await put(acme, [{ type: "PRO", total: 1 }])).body).toEqual({
    subscriptions: [{ type: "PRO", total: 1, used: 1, available: 0 }],
  });
  expect((await acme.users())[0]?.license_type).toBe("PRO");
});

test.each([
  [[{ type: "Pro/Max", total: 1 }]],
  [[{ type: "", total: 1 }]],
  [[{ type: "  ", total: 1 }]],
  [[{ type: "x".repeat(129), total: 1 }]],
  [[{ type: "a\u0000b", total: 1 }]],
  [[{ type: "Pro", total: -1 }]],
  [[{ type: "Pro", total: 1.5 }]],
  [[{ type: "Pro", total: "1" }]],
  [[{ type: "Pro" }]],
  [
    [
      { type: "Pro", total: 1 },
      { type: "pRO", total: 2 },
    ],
  ],
  [
    [
      { type: "Caf\u00e9", total: 1 },
      { type: "CAFE\u0301", total: 2 },
    ],
  ],
  [{ Pro: 1 }],
  [null],
])("the subscriptions %j are refused", async (list) => {
  const acme = await makeAccount({ numbers: [] });
  const before = await subscriptions(acme);
  expect(await refusedTypes(acme, list)).toMatchObject({ status: 422, body: { code: "invalid_option" } });
  expect(await subscriptions(acme)).toEqual(before);
});

test("the same subscriptions can be put at once by many, and one of them holds", async () => {
  const acme = await makeAccount({ numbers: [] });
  const totals = [1, 2, 3, 4];
  const saved = await Promise.all(totals.map((total) => put(acme, [{ type: "Pro", total }])));
  expect(saved.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(totals).toContain((await subscriptions(acme))[0]?.total);
});

const park = (account: Account, numbers: unknown) => account.call<Parked>("POST", "/numbers", { json: { numbers } });

test("parking is idempotent and counts what was new, what was there, and what cannot be read", async () => {
  const acme = await makeAccount({ numbers: [] });
  const numbers = ["+1 (415) 555-0100", "+14155550100", "14155550101", "415 555 0102", "nonsense", ""];
  const first = await park(acme, numbers);
  expect(first.status).toBe(200);
  expect(first.body).toEqual({
    parked: 2,
    already_present: 1,
    rejected: [
      { value: "415 555 0102", code: "country_code_missing" },
      { value: "nonsense", code: "invalid_phone" },
      { value: "", code: "invalid_phone" },
    ],
  });
  expect((await park(acme, numbers)).body).toMatchObject({ parked: 0, already_present: 3 });
  expect((await acme.numbers()).map(({ e164 }) => e164)).toEqual(["+14155550100", "+14155550101"]);
  expect((await park(acme, [])).body).toEqual({ parked: 0, already_present: 0, rejected: [] });
});

test("whether a number is toll-free is derived", async () => {
  const acme = await makeAccount({ numbers: ["+14155550100", "+18005550100", "+448001111111", "+80012345678"] });
  const shown = (await acme.numbers()).map(({ e164, toll_free }) => [e164, toll_free]);
  expect(shown).toEqual([
    ["+14155550100", false],
    ["+18005550100", true],
    ["+448001111111", true],
    ["+80012345678", true],
  ]);
});

test("10,000 numbers are parked in one call, and 10,001 are refused", async () => {
  const acme = await makeAccount({ numbers: [] });
  const numbers = Array.from({ length: 10_001 }, (_, n) => `+1415${2_000_000 + n}`);
  const { calls } = await counting(async () => {
    const { status, body } = await park(acme, numbers.slice(1));
    expect([status, body.parked, body.rejected]).toEqual([200, 10_000, []]);
  });
  expect(calls).toBeLessThanOrEqual(4);
  const refused = await acme.call("POST", "/numbers", { json: { numbers } });
  expect(refused).toMatchObject({ status: 422, body: { code: "invalid_option" } });
  expect(await acme.ask("GET", "")).toMatchObject({ counts: { numbers_parked: 10_000 } });
});

test.each([[{}], [{ numbers: "+14155550100" }], [{ numbers: [14155550100] }], [[]]])(
  "%j holds no numbers to park",
  async (json) => {
    const acme = await makeAccount({ numbers: [] });
    expect(await acme.call("POST", "/numbers", { json })).toMatchObject({
      status: 422,
      body: { code: "invalid_option" },
    });
  },
);

test("numbers are found by their status and by any part of them", async () => {
  const acme = await makeAccount();
  await addUser(acme);
  const [user] = await acme.users();
  expect(await acme.numbers("assigned")).toEqual([
    { e164: phones(1)[0], toll_free: false, status: "assigned", user: user?.id },
  ]);
  const parked = await acme.numbers("parked");
  expect(parked).toHaveLength(19);
  expect(parked.every(({ status, user: owner }) => status === "parked" && owner === null)).toBe(true);
  expect(await acme.list<ListedNumber>("/numbers?q=5550101")).toMatchObject([{ e164: "+14155550101" }]);
  expect(await acme.list("/numbers?q=%25")).toEqual([]);
  expect(await acme.list("/numbers?q=55501&status=assigned")).toHaveLength(1);
  expect(await acme.call("GET", "/numbers?status=lost")).toMatchObject({ status: 400 });
});

test("numbers are given page by page, each once, in order, with the same question in the link to the next page", async () => {
  const acme = await makeAccount();
  const seen: string[] = [];
  let path: string | null = "/numbers?limit=7&status=parked";
  for (let pages = 0; path !== null; pages += 1) {
    expect(pages).toBeLessThan(4);
    const answer: Awaited<ReturnType<typeof acme.call<Page<ListedNumber>>>> = await acme.call("GET", path);
    seen.push(...answer.body.items.map(({ e164 }) => e164));
    const link: string | undefined = /^<(.*)>; rel="next"$/.exec(answer.headers.get("Link") ?? "")?.[1];
    const next: URL | null = link ? new URL(link) : null;
    expect(next?.searchParams.get("cursor") ?? null).toBe(answer.body.next);
    if (next) expect([next.searchParams.get("limit"), next.searchParams.get("status")]).toEqual(["7", "parked"]);
    path = next ? next.pathname.replace(acme.path, "") + next.search : null;
  }
  expect(seen).toEqual([...phones(20)]);
});

test("a page that ends with the last number has no next one", async () => {
  const acme = await makeAccount();
  const { body, headers } = await acme.call<Page<ListedNumber>>("GET", "/numbers?limit=20");
  expect([body.items.length, body.next, headers.get("Link")]).toEqual([20, null, null]);
});

test("A3 a parked number is removed, an assigned one is not", async () => {
  const acme = await makeAccount();
  await addUser(acme);
  const [taken, free] = phones(2);
  expect(await acme.call("DELETE", `/numbers/${taken}`)).toMatchObject({
    status: 409,
    body: { code: "number_in_use" },
  });
  expect((await acme.call("DELETE", `/numbers/${encodeURIComponent(free!)}`)).status).toBe(204);
  expect((await acme.call("DELETE", `/numbers/${free}`)).status).toBe(404);
  expect((await acme.call("DELETE", "/numbers/nonsense")).status).toBe(404);
  expect(await acme.numbers()).toHaveLength(19);
});

test("S4 the same number can be on two accounts, and removing it from one leaves the other's", async () => {
  const [acme, other] = [await makeAccount(), await makeAccount()];
  expect((await acme.call("DELETE", `/numbers/${phones(1)[0]}`)).status).toBe(204);
  expect(await other.numbers()).toHaveLength(20);
});

const place = { country: "DE", address: "Unter den Linden 1" };
const places = async (account: Account) =>
  (await account.list<Location>("/locations")).map(({ name, main }) => (main ? `${name} (main)` : name));

test("a location is created and changed by its name, whatever its letter case, also beyond ASCII", async () => {
  const acme = await makeAccount({ numbers: [] });
  const path = `/locations/${encodeURIComponent("Zürich Süd")}`;
  const created = await acme.call<Location>("PUT", path, { json: { country: "ch", address: " Gasse 1 " } });
  expect(created.status).toBe(201);
  expect(created.body).toEqual({ name: "Zürich Süd", country: "CH", address: "Gasse 1", main: false });
  const changed = await acme.call("PUT", `/locations/${encodeURIComponent("ZÜRICH SÜD")}`, { json: place });
  expect(changed.status).toBe(200);
  expect(await places(acme)).toEqual(["Headquarters (main)", "Berlin", "ZÜRICH SÜD"]);
  expect((await acme.call("DELETE", path)).status).toBe(204);
  expect((await acme.call("DELETE", path)).status).toBe(404);
  expect(await places(acme)).toEqual(["Headquarters (main)", "Berlin"]);
});

test("main: true moves the main location; there is always exactly one", async () => {
  const acme = await makeAccount({ numbers: [] });
  expect((await acme.call("PUT", "/locations/Berlin", { json: { ...place, main: true } })).status).toBe(200);
  expect(await places(acme)).toEqual(["Berlin (main)", "Headquarters"]);
  expect((await acme.call("PUT", "/locations/Oslo", { json: { country: "NO", address: "", main: true } })).status).toBe(
    201,
  );
  expect(await places(acme)).toEqual(["Oslo (main)", "Berlin", "Headquarters"]);
  const demoted = await acme.call("PUT", "/locations/Oslo", { json: { country: "NO", address: "", main: false } });
  expect(demoted).toMatchObject({ status: 409, body: { code: "main_location_required" } });
  expect(await places(acme)).toEqual(["Oslo (main)", "Berlin", "Headquarters"]);
  const { results } = await env.DB.prepare("SELECT name FROM locations WHERE account = ?1 AND main = 1")
    .bind(acme.id)
    .all();
  expect(results).toEqual([{ name: "Oslo" }]);
});

test("A3 a location that is used, or the main one, stays", async () => {
  const acme = await makeAccount();
  await addUser(acme);
  expect(await acme.call("DELETE", "/locations/berlin")).toMatchObject({
    status: 409,
    body: { code: "location_in_use" },
  });
  expect(await acme.call("DELETE", "/locations/Headquarters")).toMatchObject({
    status: 409,
    body: { code: "main_location_required" },
  });
  expect(await places(acme)).toEqual(["Headquarters (main)", "Berlin"]);
});

test("a user's location changes its name with it", async () => {
  const acme = await makeAccount();
  await addUser(acme);
  await acme.ask("PUT", "/locations/BERLIN", { json: place });
  expect((await acme.users())[0]?.location).toBe("BERLIN");
});

test.each(["a%2Fb", "%20", "Main%20Company%20Address", "MAIN%20company%20address", "x".repeat(129), "a%00b", "a%0Ab"])(
  "%s is no name of a location",
  async (name) => {
    const acme = await makeAccount({ numbers: [] });
    expect((await acme.call("PUT", `/locations/${name}`, { json: place })).status).toBe(422);
    expect(await places(acme)).toEqual(["Headquarters (main)", "Berlin"]);
  },
);

test.each([
  { country: "Germany", address: "" },
  { country: "D1", address: "" },
  { country: "DE" },
  { country: "DE", address: "", main: "yes" },
  { country: "DE", address: "x".repeat(1001) },
])("a location as %j is refused", async (json) => {
  const acme = await makeAccount({ numbers: [] });
  expect(await acme.call("PUT", "/locations/New", { json })).toMatchObject({
    status: 422,
    body: { code: "invalid_option" },
  });
});

test("a country that the world does not have does not keep numbers from being read", async () => {
  const nowhere = [{ name: "Nowhere", country: "ZZ", address: "" }];
  const acme = await makeAccount({ locations: nowhere, numbers: ["+14155550100", "14155550101"] });
  expect(await acme.numbers()).toHaveLength(2);
});

test("locations are given page by page, the main one first", async () => {
  const acme = await makeAccount({ numbers: [] });
  for (const name of ["C", "a", "B"]) await acme.ask("PUT", `/locations/${name}`, { json: place });
  const first = await acme.ask<Page<Location>>("GET", "/locations?limit=2");
  expect(first.items.map(({ name }) => name)).toEqual(["Headquarters", "a"]);
  const rest = await acme.ask<Page<Location>>("GET", `/locations?cursor=${encodeURIComponent(first.next ?? "")}`);
  expect(rest).toMatchObject({ items: [{ name: "B" }, { name: "Berlin" }, { name: "C" }], next: null });
});

test("users are found by name, address, number and extension, also where letters are not ASCII", async () => {
  const acme = await makeAccount();
  const head = "Display Name,Email Address,Subscription License Type,Primary Phone Number,Extension";
  const rows = [
    "Ünal Özdemir,unal@x.example,Pro,+14155550107,2041",
    "Bob Ray,Bob.Ray@X.example,Pro,,2042",
    'O"Hara_100%,ohara@x.example,Pro,,2043',
  ];
  await acme.waitFor(
    await acme.start(`${head}\n${rows.join("\n").replace('O"', '"O""').replace("100%,", '100%",')}\n`),
  );
  const found = async (q: string) =>
    (await acme.list<{ email: string }>(`/users?q=${encodeURIComponent(q)}`)).map(({ email }) => email);
  for (const q of ["Ünal", "özdemir", "UNAL@", "5550107", "2041"]) {
    expect([q, await found(q)]).toEqual([q, ["unal@x.example"]]);
  }
  expect(await found("bob.ray@x")).toEqual(["Bob.Ray@X.example"]);
  expect(await found('o"hara_100%')).toEqual(["ohara@x.example"]);
  for (const q of ["a_100", "00%"]) expect([q, await found(q)]).toEqual([q, ["ohara@x.example"]]);
  // One or two characters find whose address begins with them.
  expect(await found("Bo")).toEqual(["Bob.Ray@X.example"]);
  for (const q of ["_", "%", "display", "nobody", '"', "x OR y*"]) expect([q, await found(q)]).toEqual([q, []]);
});

test("X1 the rows of an import are found by what stands in them, never by the names of the columns", async () => {
  const acme = await makeAccount();
  const head = "Display Name,Email Address,Subscription License Type,Primary Phone Number,Extension,Department";
  const id = await acme.draft(
    `${head}\nÜnal Özdemir,unal@x.example,Pro,1-415-555-0107,2041,Ops\nBob Ray,bob@x.example,Pro,,,Ops\n`,
  );
  const found = async (q: string) =>
    (await acme.list<{ row: number }>(`/imports/${id}/rows?q=${encodeURIComponent(q)}`)).map(({ row }) => row);
  for (const q of ["özdemir", "ÜNAL", "unal@", "5550107", "555-0107", "2041"])
    expect([q, await found(q)]).toEqual([q, [2]]);
  expect(await found("x.EXAMPLE")).toEqual([2, 3]);
  for (const q of ["email", "display", "{", "%", "nobody"]) expect([q, await found(q)]).toEqual([q, []]);
});
