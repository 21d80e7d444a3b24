import { expect, test } from "vitest";
import { inGroups } from "../../../src/domain/cells/phone/groups.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { call } from "../../support/site/http.ts";
import { type Account, makeAccount, phones } from "../../support/site/site.ts";
import { headingOf, signedIn, textOf, type Visitor } from "../../support/site/visitor.ts";

type Kept = { readonly action: string; readonly subject: string | null; readonly detail: object; readonly who: string };

/** An account whose only user has the first number, a Pro licence, and is at Berlin. */
async function withUser(): Promise<{ account: Account; visitor: Visitor }> {
  const account = await makeAccount({ silent: true });
  const row = { primary_phone: phones(1)[0] ?? "", location: "Berlin", display_name: "Kofi Mensah" };
  await account.waitFor(await account.start(csvOf(people(1, () => row))));
  return { account, visitor: await signedIn(account) };
}

async function locationId(visitor: Visitor, name: string): Promise<string> {
  const { text } = await visitor.visit("/locations");
  const row = text.split("<tr").find((part) => part.includes(name) && part.includes("/locations/loc_")) ?? "";
  return /\/locations\/(loc_\w+)/.exec(row)?.[1] ?? "";
}

/** What administrators have done since they signed in, the oldest first. */
async function auditOf(account: Account): Promise<Kept[]> {
  const kept = await account.list<Kept>("/activity");
  return kept.filter(({ who, action }) => who.startsWith("visitor-") && action !== "session.open").toReversed();
}

const paths = ["/", "/numbers", "/numbers/new", "/locations", "/locations/new", "/subscriptions", "/services"];

test("whoever is not signed in is sent to sign in, and comes back to the page that was wanted", async () => {
  for (const path of [...paths, "/settings", "/activity"]) {
    const { status, headers } = await call("GET", path, { token: null });
    const next = path === "/" ? "" : `?next=${encodeURIComponent(path)}`;
    expect([path, status, headers.get("Location")]).toEqual([path, 303, `/sign-in${next}`]);
  }
});

test("no cache keeps a page of the inventory, and each leads to all groups, Home and the pages of its own group", async () => {
  const visitor = await signedIn(await makeAccount());
  for (const path of paths) {
    const { status, headers, text } = await visitor.visit(path);
    expect([path, status, headers.get("Cache-Control")]).toEqual([path, 200, "no-store"]);
    for (const href of [
      "/",
      "/imports/new",
      "/users",
      "/numbers",
      "/settings",
      "/locations",
      "/subscriptions",
      "/services",
    ])
      expect(text, path).toContain(`href="${href}"`);
  }
});

test("S5 what another site sends to the inventory is refused, and changes nothing", async () => {
  const account = await makeAccount({ numbers: phones(1) });
  const visitor = await signedIn(account);
  const berlin = await locationId(visitor, "Berlin");
  const forms = [
    ...["/numbers", `/numbers/${phones(1)[0]}/removal`, "/locations", `/locations/${berlin}`],
    ...[`/locations/${berlin}/main`, `/locations/${berlin}/removal`, "/subscriptions", "/subscriptions/types"],
    ...["/subscriptions/removal", "/services/connect/removal", "/services/meet/installation"],
  ];
  for (const path of forms) {
    const fields = { type: "Pro", name: "X", country: "US", "type-0": "Pro", "was-0": "50", "total-0": "60" };
    for (const headers of [{ Origin: "https://elsewhere.example" }, { "Sec-Fetch-Site": "cross-site" }, {}]) {
      const { status } = await visitor.send(path, fields, headers as Record<string, string>);
      expect([path, status]).toEqual([path, 403]);
    }
  }
  expect(await auditOf(account)).toEqual([]);
  expect(await account.numbers()).toHaveLength(1);
});

test("A3 a total below what is used is refused beside it, nothing is saved, and what was typed stays", async () => {
  const { account, visitor } = await withUser();
  const fields = { "type-0": "Pro", "was-0": "50", "total-0": "0", "type-1": "Basic", "was-1": "50", "total-1": "70" };
  const refused = await visitor.send("/subscriptions", fields);
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain("Pro: 1 is used: give 1 or more, or delete users first.");
  expect(refused.text).toMatch(/id="total-0"[^>]*value="0"/);
  expect(refused.text).toMatch(/id="total-1"[^>]*value="70"/);
  const { subscriptions } = await account.ask<{ subscriptions: object[] }>("GET", "/subscriptions");
  expect(subscriptions).toMatchObject([
    { type: "Pro", total: 50 },
    { type: "Basic", total: 50 },
  ]);
});

test("A3 a licence type that somebody has is not removed", async () => {
  const { account, visitor } = await withUser();
  const refused = await visitor.send("/subscriptions/removal", { type: "Pro" });
  expect([refused.status, textOf(refused)]).toEqual([409, expect.stringContaining("1 user has a Pro licence.")]);
  expect(await account.used()).toEqual({ Pro: 1, Basic: 0 });
});

test("A3 a number that somebody has is not removed, and the page says who has it", async () => {
  const { account, visitor } = await withUser();
  const path = `/numbers/${phones(1)[0]}/removal`;
  const [user] = await account.users();
  for (const page of [await visitor.visit(path), await visitor.send(path)]) {
    expect(textOf(page)).toContain(`${inGroups(phones(1)[0] ?? "")} belongs to Kofi Mensah`);
    expect(page.text).toContain(`href="/users/${user?.id}"`);
    expect(page.text).not.toContain('<button type="submit" class="btn stop"');
  }
  expect((await visitor.send(path)).status).toBe(409);
  expect(await account.numbers()).toHaveLength(20);
});

test("A3 a location in use is not removed, nor is the main one", async () => {
  const { account, visitor } = await withUser();
  const says = { Berlin: "Users are at “Berlin”.", Headquarters: "The main location cannot be removed." };
  for (const [name, reason] of Object.entries(says)) {
    const path = `/locations/${await locationId(visitor, name)}/removal`;
    const [asked, refused] = [await visitor.visit(path), await visitor.send(path)];
    expect([asked.status, refused.status]).toEqual([200, 409]);
    for (const page of [asked, refused]) expect(textOf(page)).toContain(reason);
  }
  expect(await account.list("/locations")).toHaveLength(2);
});

test("A5 what the operator keeps to itself is shown with “ask your provider”, and cannot be changed", async () => {
  const account = await makeAccount();
  const visitor = await signedIn(account);
  const berlin = await locationId(visitor, "Berlin");
  await account.ask("PUT", "", { json: { self_service: [] } });
  expect(textOf(await visitor.visit("/")).match(/Ask your provider/g)).toHaveLength(4);
  for (const path of ["/numbers", "/locations", "/subscriptions", "/services"]) {
    const page = await visitor.visit(path);
    expect(textOf(page), path).toContain("ask your provider");
    expect(page.text.slice(page.text.indexOf("<main")), path).not.toMatch(/<form[^>]*method="post"|\/removal|\/new"/);
  }
  const form = new FormData();
  form.set("numbers", "+14155550150");
  const attempts = [
    visitor.post("/numbers", form),
    visitor.send(`/numbers/${phones(1)[0]}/removal`),
    visitor.send("/locations", { name: "Oslo", country: "NO", address: "" }),
    visitor.send(`/locations/${berlin}`, { name: "Oslo", country: "NO", address: "" }),
    visitor.send(`/locations/${berlin}/main`),
    visitor.send(`/locations/${berlin}/removal`),
    visitor.send("/subscriptions", { "type-0": "Pro", "was-0": "50", "total-0": "60" }),
    visitor.send("/subscriptions/types", { type: "Max", total: "1" }),
    visitor.send("/subscriptions/removal", { type: "Basic" }),
    visitor.send("/services/meet/removal"),
  ];
  for (const { status, text } of await Promise.all(attempts)) {
    expect([status, textOf({ text })]).toEqual([403, expect.stringContaining("Ask your provider.")]);
  }
  for (const path of ["/numbers/new", "/locations/new", `/locations/${berlin}`, "/services/meet/removal"]) {
    expect((await visitor.visit(path)).status).toBe(303);
  }
  expect(await account.used()).toEqual({ Pro: 0, Basic: 0 });
});

test("licences are changed, added and removed; what somebody else saved meanwhile stays", async () => {
  const account = await makeAccount({ types: { Pro: 50 } });
  const visitor = await signedIn(account);
  const added = await visitor.send("/subscriptions/types", { type: " Basic ", total: "5" });
  expect([added.status, added.headers.get("Location")]).toEqual([303, "/subscriptions?news=added"]);
  await account.ask("PUT", "/subscriptions", {
    json: {
      subscriptions: [
        { type: "Pro", total: 80 },
        { type: "Basic", total: 5 },
      ],
    },
  });
  await visitor.send("/subscriptions", {
    ...{ "type-0": "Pro", "was-0": "50", "total-0": "50" },
    ...{ "type-1": "Basic", "was-1": "5", "total-1": "6" },
  });
  const { subscriptions } = await account.ask<{ subscriptions: object[] }>("GET", "/subscriptions");
  expect(subscriptions).toMatchObject([
    { type: "Pro", total: 80 },
    { type: "Basic", total: 6 },
  ]);
  expect(headingOf(await visitor.visit("/subscriptions?news=saved"))).toBe("86 of 86 licences left");
  expect(textOf(await visitor.visit("/subscriptions/removal?type=basic"))).toContain("Remove this type");
  for (const _ of ["once", "and by a double click again"]) {
    expect((await visitor.send("/subscriptions/removal", { type: "Basic" })).status).toBe(303);
  }
  expect(await account.used()).toEqual({ Pro: 0 });
});

test.each([
  [{ type: "", total: "5" }, "The name must not be blank."],
  [{ type: "a/b", total: "5" }, "The name must not contain a slash."],
  [{ type: "..", total: "5" }, "The name must not be . or .."],
  [{ type: "Max", total: "-1" }, "Write a whole number from 0 to 1,000,000."],
  [{ type: "Max", total: "1000001" }, "Write a whole number from 0 to 1,000,000."],
  [{ type: "PRO", total: "7" }, "“Pro” is there already. Change its total in the table."],
])("a licence type %j is refused where it was typed", async (fields, reason) => {
  const visitor = await signedIn(await makeAccount({ types: { Pro: 50 } }));
  const refused = await visitor.send("/subscriptions/types", fields);
  expect([refused.status, textOf(refused)]).toEqual([422, expect.stringContaining(reason)]);
  expect(refused.text).toMatch(/<title>Error: /);
  expect(refused.text).toMatch(new RegExp(`id="type"[^>]*value="${fields.type}"`));
});

test("locations are created, renamed, made the main one and removed, and what is wrong stands beside the field", async () => {
  const account = await makeAccount();
  const visitor = await signedIn(account);
  const oslo = { name: "Oslo", country: "NO", address: "Karl Johans gate 1\r\nOslo" };
  for (const _ of ["once", "and by a double click again"]) {
    expect((await visitor.send("/locations", oslo)).headers.get("Location")).toBe("/locations?news=added");
  }
  const wrong = await visitor.send("/locations", { name: "berlin", country: "FR", address: "x" });
  expect(textOf(wrong)).toContain("Another location is called “berlin”.");
  expect(textOf(await visitor.send("/locations", { name: "a/b", country: "" }))).toMatch(
    /slash[\s\S]*Choose a country/,
  );
  expect(textOf(await visitor.send("/locations", { ...oslo, name: "Main company address" }))).toContain("always means");
  const id = await locationId(visitor, "Oslo");
  expect(textOf(await visitor.visit(`/locations/${id}`))).toContain("Norway");
  await visitor.send(`/locations/${id}`, { ...oslo, name: "Oslo Office" });
  await visitor.send(`/locations/${id}/main`);
  expect(textOf(await visitor.visit("/locations"))).toMatch(/Oslo Office main Norway/);
  await visitor.send(`/locations/${id}`, { ...oslo, name: "Oslo HQ" });
  expect(await account.list("/locations")).toMatchObject([
    { name: "Oslo HQ", country: "NO", address: "Karl Johans gate 1\nOslo", main: true },
    { name: "Berlin", main: false },
    { name: "Headquarters", main: false },
  ]);
  const berlin = await locationId(visitor, "Berlin");
  for (const _ of ["once", "and by a double click again"]) {
    expect((await visitor.send(`/locations/${berlin}/removal`)).status).toBe(303);
  }
  expect(await account.list("/locations")).toHaveLength(2);
});

test("S4 a location and a number of another account do not exist", async () => {
  const [mine, other] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: phones(1) })];
  const visitor = await signedIn(mine);
  const id = await locationId(await signedIn(other), "Berlin");
  for (const path of [`/locations/${id}`, `/locations/${id}/removal`, `/numbers/${phones(1)[0]}/removal`]) {
    expect([path, (await visitor.visit(path)).status]).toEqual([path, 404]);
  }
  await visitor.send(`/locations/${id}/removal`);
  await visitor.send(`/numbers/${phones(1)[0]}/removal`);
  expect([await other.numbers(), await other.list("/locations")]).toMatchObject([{ length: 1 }, { length: 2 }]);
});

test("services are installed and removed, after a word on what that means", async () => {
  const account = await makeAccount({ services: ["connect"] });
  const visitor = await signedIn(account);
  expect(headingOf(await visitor.visit("/services"))).toBe("CONNECT is installed");
  await visitor.send("/services/meet/installation");
  await visitor.send("/services/meet/installation");
  const asked = await visitor.visit("/services/connect/removal");
  expect(textOf(asked)).toContain("Users who have CONNECT keep it. New users do not get it.");
  expect(await account.ask("GET", "")).toMatchObject({ services: ["connect", "meet"] });
  expect((await visitor.send("/services/connect/removal")).headers.get("Location")).toBe("/services?removed=connect");
  expect(textOf(await visitor.visit("/services?removed=connect"))).toContain("CONNECT is removed.");
  expect(await account.ask("GET", "")).toMatchObject({ services: ["meet"] });
  expect((await visitor.send("/services/fax/installation")).status).toBe(404);
});

test("S8 what is changed on the pages is in the audit, with who and what, and nothing is there twice", async () => {
  const account = await makeAccount({ services: ["connect"], numbers: phones(1) });
  const visitor = await signedIn(account);
  const form = new FormData();
  form.set("numbers", "+14155550150");
  await visitor.post("/numbers", form);
  await visitor.post("/numbers", form);
  await visitor.send(`/numbers/${phones(1)[0]}/removal`);
  await visitor.send("/services/meet/installation");
  await visitor.send("/services/meet/removal");
  await visitor.send("/services/meet/removal");
  await visitor.send("/subscriptions", { "type-0": "Pro", "was-0": "50", "total-0": "60" });
  await visitor.send(`/locations/${await locationId(visitor, "Berlin")}/main`);
  const kept = await auditOf(account);
  expect(kept.map(({ action, subject }) => [action, subject])).toEqual([
    ["numbers.park", null],
    ["numbers.remove", phones(1)[0]],
    ["services.install", "meet"],
    ["services.remove", "meet"],
    ["subscriptions.change", null],
    ["locations.save", "Berlin"],
  ]);
  expect(kept.slice(-2).map(({ detail }) => detail)).toEqual([{ Pro: 60 }, { main: true }]);
});
