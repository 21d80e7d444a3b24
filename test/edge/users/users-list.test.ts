import { expect, test } from "vitest";
import type { User } from "../../../src/domain/user/user.ts";
import { csvOf } from "../../support/files/csv.ts";
import { type Account, makeAccount, phones } from "../../support/site/site.ts";

type Json = Readonly<Record<string, unknown>>;
type Page = { readonly items: readonly User[]; readonly next: string | null };

const [first = "", second = ""] = phones(2);
const given: readonly Json[] = [
  { display_name: "Émile", email: "d@acme.example", license_type: "Pro", extension: "2004", department: "Ward 2" },
  { display_name: "eva", email: "B@acme.example", license_type: "Basic", location: "Berlin", primary_phone: first },
  { display_name: "Adam", email: "c@acme.example", services: "meet", department: "école", external_id: "P-77" },
  { display_name: "zoe", email: "a@acme.example", license_type: "Pro", extension: "2001", department: "École" },
  { display_name: "Ädam", email: "e@acme.example", license_type: "pro", extension: "2003", department: "WARD 2" },
];

async function withUsers(): Promise<Account> {
  const account = await makeAccount({ silent: true });
  for (const user of given)
    await account.ask("POST", "/users", { json: { passwords: "none", extension: "", ...user } });
  return account;
}

const queryOf = (query: Readonly<Record<string, string>>) => `/users?${new URLSearchParams(query)}`;

/** The names of all pages of two. */
async function namesOf(account: Account, query: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const names: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Page = await account.ask<Page>("GET", queryOf({ ...query, limit: "2", ...(cursor && { cursor }) }));
    expect(page.items.length).toBeLessThanOrEqual(2);
    names.push(...page.items.map(({ display_name }) => display_name));
    cursor = page.next;
  }
  return names;
}

test("E11 users are sorted by each key both ways, ignoring case and accents, whoever has no value last", async () => {
  const account = await withUsers();
  const orders = {
    email: "zoe eva Adam Émile Ädam",
    "-email": "Ädam Émile Adam eva zoe",
    name: "Adam Ädam Émile eva zoe",
    "-name": "zoe eva Émile Ädam Adam",
    extension: "eva zoe Ädam Émile Adam",
    "-extension": "Émile Ädam zoe eva Adam",
    licence: "eva Émile zoe Ädam Adam",
    "-licence": "Émile zoe Ädam eva Adam",
    license_type: "eva Émile zoe Ädam Adam",
    location: "eva Émile zoe Ädam Adam",
    "-location": "Émile zoe Ädam eva Adam",
    department: "Adam zoe Émile Ädam eva",
    "-department": "Émile Ädam Adam zoe eva",
    created: "Émile eva Adam zoe Ädam",
    "-created": "Ädam zoe Adam eva Émile",
    "": "zoe eva Adam Émile Ädam",
  };
  for (const [sort, names] of Object.entries(orders)) {
    expect([sort, (await namesOf(account, sort === "" ? {} : { sort })).join(" ")]).toEqual([sort, names]);
    // A filter that lets everybody through takes the other way, and must not change the order.
    const all = await namesOf(account, { ...(sort === "" ? { sort: "email" } : { sort }), q: "acme.example" });
    expect([sort, all.join(" ")]).toEqual([sort, names]);
  }
}, 60_000);

test("E11 users are filtered by each of six things and by several at once, ignoring case", async () => {
  const account = await withUsers();
  const found = async (query: Readonly<Record<string, string>>) => (await namesOf(account, query)).join(" ");
  expect(await found({ license_type: "PRO" })).toBe("Émile zoe Ädam");
  expect(await found({ license_type: "Pr" })).toBe("");
  expect(await found({ location: "berlin" })).toBe("eva");
  expect(await found({ location: "Nowhere" })).toBe("");
  expect(await found({ department: "ward 2" })).toBe("Émile Ädam");
  expect(await found({ department: "ÉCOLE" })).toBe("Adam zoe");
  expect(await found({ service: "connect" })).toBe("Émile eva zoe Ädam");
  expect(await found({ service: "meet" })).toBe("Émile eva Adam zoe Ädam");
  expect(await found({ voice_active: "true" })).toBe("eva");
  expect(await found({ voice_active: "false", service: "connect" })).toBe("Émile zoe Ädam");
  expect(await found({ license_type: "pro", department: "ward 2", sort: "-name", q: "ädam" })).toBe("Ädam");
});

test("E11 a search finds licence, location, department and external ID besides, as they are by now", async () => {
  const account = await withUsers();
  const found = async (q: string) => (await namesOf(account, { q })).join(" ");
  expect(await found("basic")).toBe("eva");
  expect(await found("berl")).toBe("eva");
  expect(await found("berlin eva")).toBe("eva");
  expect(await found("berlin zoe")).toBe("");
  expect(await found("war")).toBe("Émile Ädam");
  expect(await found("p-77")).toBe("Adam");
  expect(await found("b")).toBe("eva");
  const [emile] = (await account.ask<Page>("GET", queryOf({ q: "d@acme.example" }))).items;
  await account.ask("PATCH", `/users/${emile?.id}`, {
    json: { department: "Dock", location: "Berlin", license_type: "Basic" },
  });
  expect([await found("ward"), await found("dock"), await found("berlin")]).toEqual(["Ädam", "Émile", "Émile eva"]);
  expect(await namesOf(account, { department: "dock", location: "berlin", license_type: "basic" })).toEqual(["Émile"]);
  expect(await namesOf(account, { license_type: "pro" })).toEqual(["zoe", "Ädam"]);
  await account.call("DELETE", `/users/${emile?.id}`);
  expect([await found("dock"), await namesOf(account, { department: "dock" })]).toEqual(["", []]);
});

test("E11 the users of one import are exactly those, in the order of its file", async () => {
  const account = await withUsers();
  const rows = [
    { display_name: "Nora", email: "nora@acme.example", license_type: "Pro", primary_phone: second },
    { display_name: "Max", email: "max@acme.example", license_type: "Pro" },
  ];
  const { id } = await account.waitFor(await account.start(csvOf(rows)));
  expect(await namesOf(account, { import: id })).toEqual(["Nora", "Max"]);
  expect(await namesOf(account, { import: id, sort: "name" })).toEqual(["Max", "Nora"]);
  expect(await namesOf(account, { import: "imp_1" })).toEqual([]);
});

test("E11 S10 a control character in a filter finds nobody, and is no fault of ours", async () => {
  const account = await makeAccount();
  await account.ask("POST", "/users", {
    json: { display_name: "Ada", email: "ada@control.example", services: ["meet"] },
  });
  for (const name of ["import", "license_type", "location", "department"]) {
    const { status, body } = await account.call<{ items: unknown[] }>("GET", `/users?${name}=%00`);
    expect([name, status, body.items]).toEqual([name, 200, []]);
  }
});

test("E11 what cannot be a filter, an order or a cursor is refused", async () => {
  const account = await makeAccount();
  const wrong = [
    "sort=shoe",
    "sort=",
    "service=fax",
    "voice_active=yes",
    "license_type=",
    "import=",
    "cursor=MTIz",
    "fax=1",
  ];
  for (const query of wrong) {
    const { status } = await account.call("GET", `/users?${query}`);
    expect([query, status]).toEqual([query, 400]);
  }
});
