import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { call } from "../../support/site/http.ts";
import { before } from "../../support/site/meanwhile.ts";
import { Account, makeAccount, phones } from "../../support/site/site.ts";
import { storedRecords } from "../../support/site/tables.ts";

const HQ = { name: "Headquarters", country: "US", address: "1 Main Street" };
const wish = { name: "Acme", main_location: HQ };

type Shown = { readonly id: string; readonly counts: Readonly<Record<string, number>> } & Readonly<
  Record<string, unknown>
>;

const put = (id: string, json: unknown) => new Account(id).call<Shown>("PUT", "", { json });
const refused = (id: string, json: unknown) => new Account(id).call("PUT", "", { json });

test("api.md a new account needs a name and a main location; the rest has its defaults", async () => {
  const { status, body } = await put("fresh", wish);
  expect(status).toBe(201);
  expect(body).toEqual({
    id: "fresh",
    name: "Acme",
    services: ["connect", "meet", "share"],
    silent_mode: false,
    extension_length: 4,
    reserved_extensions: [],
    retention_days: 30,
    time_zone: "UTC",
    require_factor: false,
    self_service: ["services", "subscriptions", "numbers", "locations"],
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    counts: { users: 0, numbers_parked: 0, numbers_assigned: 0, locations: 1 },
  });
  const { body: read } = await new Account("fresh").call<Shown>("GET", "");
  expect(read).toEqual(body);
  const places = await new Account("fresh").ask<{ items: unknown }>("GET", "/locations");
  expect(places.items).toEqual([{ ...HQ, main: true }]);
});

test.each([[{ name: "Acme" }], [{ main_location: HQ }], [{}]])(
  "api.md %j is too little for a new account",
  async (json) => {
    expect(await refused("too-little", json)).toMatchObject({ status: 422, body: { code: "invalid_option" } });
    expect((await call("GET", "/api/v1/accounts/too-little")).status).toBe(404);
  },
);

test("api.md a change leaves what is absent as it is", async () => {
  const given = {
    ...wish,
    services: ["meet"],
    silent_mode: true,
    extension_length: 5,
    reserved_extensions: ["1911"],
    retention_days: 7,
    time_zone: "Asia/Kathmandu",
    self_service: ["numbers"],
  };
  const { body: made } = await put("partial", given);
  const { status, body } = await put("partial", { name: "Acme Inc" });
  expect(status).toBe(200);
  expect(body).toEqual({ ...made, name: "Acme Inc" });
  expect((await put("partial", {})).body).toEqual(body);
  expect((await put("partial", { silent_mode: false, services: ["share", "connect"] })).body).toEqual({
    ...body,
    silent_mode: false,
    services: ["connect", "share"],
  });
});

const withExtension = "Display Name,Email Address,Subscription License Type,Extension\nAnn,ann@x.example,Pro,1234\n";
const sixDigits = (acme: Account) => acme.call("PUT", "", { json: { extension_length: 6 } });

test("A3 extension_length cannot be changed while an import runs, or begins to at that very moment", async () => {
  const acme = await makeAccount({ numbers: [] });
  const id = await acme.draft(withExtension);
  const set = (state: string) => env.DB.prepare("UPDATE imports SET state = ?2 WHERE id = ?1").bind(id, state).run();
  const answers = [
    await before(
      "INSERT INTO assertions",
      () => set("running"),
      () => sixDigits(acme),
    ),
    await sixDigits(acme),
  ];
  for (const { status, body } of answers) expect([status, body.code]).toEqual([409, "extension_length_in_use"]);
  expect((await acme.call("PUT", "", { json: { silent_mode: true } })).status).toBe(200);
  await set("ready");
  expect((await sixDigits(acme)).status).toBe(200);
});

test("A3 an import whose extensions have another length at the moment in which it begins is not started", async () => {
  const acme = await makeAccount({ numbers: [] });
  const id = await acme.draft(withExtension);
  const start = () => acme.call("POST", `/imports/${id}/start`);
  const late = await before("UPDATE imports SET state = ?8", () => sixDigits(acme), start);
  expect([late.status, late.body.code]).toEqual([409, "import_not_ready"]);
  const again = await start();
  expect([again.status, again.body.errors.map(({ code }) => code)]).toEqual([422, ["invalid_extension"]]);
});

test.each([
  [{ color: "red" }, "color"],
  [{ main_location: { ...wish.main_location, floor: 3 } }, "main_location.floor"],
])("api.md a member that nobody knows is refused by its name: %j", async (more, name) => {
  const { status, body } = await put("unknown-members", { ...wish, ...more });
  expect([status, body]).toMatchObject([422, { code: "unknown_field", detail: expect.stringContaining(`“${name}”`) }]);
  expect((await call("GET", "/api/v1/accounts/unknown-members")).status).toBe(404);
});

test("api.md main_location renames the main one in place, and only that one", async () => {
  const acme = await makeAccount();
  const renamed = { name: "New HQ", country: "CA", address: "2 Side Street" };
  await acme.ask("PUT", "", { json: { main_location: renamed } });
  const { items } = await acme.ask<{ items: readonly unknown[] }>("GET", "/locations");
  expect(items).toEqual([{ ...renamed, main: true }, expect.objectContaining({ name: "Berlin", main: false })]);
  const taken = { main_location: { ...renamed, name: "BERLIN" } };
  expect(await acme.call("PUT", "", { json: taken })).toMatchObject({ status: 422, body: { code: "invalid_option" } });
});

test("extension_length can be changed while nobody has an extension, and not afterwards", async () => {
  const acme = await makeAccount({ numbers: [] });
  expect((await acme.call("PUT", "", { json: { extension_length: 6 } })).status).toBe(200);
  await acme.waitFor(await acme.start("Display Name,Email Address,Subscription License Type\nAnn,ann@x.example,Pro\n"));
  const { status, body } = await acme.call("PUT", "", { json: { extension_length: 4, name: "Changed" } });
  expect([status, body.code]).toEqual([409, "extension_length_in_use"]);
  expect(await acme.ask<Shown>("GET", "")).toMatchObject({ extension_length: 6, name: "Acme", counts: { users: 1 } });
  expect((await acme.call("PUT", "", { json: { extension_length: 6 } })).status).toBe(200);
});

test.each([
  { name: "" },
  { name: "   " },
  { name: 7 },
  { name: null },
  { name: "x".repeat(201) },
  { name: "Acme\r\nBcc: somebody@x.example" },
  { services: ["telex"] },
  { services: "connect" },
  { silent_mode: "yes" },
  { extension_length: 2 },
  { extension_length: 7 },
  { extension_length: 4.5 },
  { extension_length: "4" },
  { reserved_extensions: ["12a"] },
  { reserved_extensions: [1911] },
  { retention_days: 0 },
  { self_service: ["everything"] },
  { main_location: { ...HQ, country: "USA" } },
  { main_location: { ...HQ, country: "ß" } },
  { main_location: { ...HQ, name: "a/b" } },
  { main_location: { ...HQ, name: "." } },
  { main_location: { ...HQ, name: "x".repeat(129) } },
  { main_location: { ...HQ, name: "\u0000" } },
  { main_location: { ...HQ, name: "a\nb" } },
  { main_location: { name: "HQ" } },
  { main_location: null },
])("api.md %j is refused and changes nothing", async (json) => {
  expect(await refused("refused", { ...wish, ...json })).toMatchObject({
    status: 422,
    body: { code: "invalid_option" },
  });
  expect((await call("GET", "/api/v1/accounts/refused")).status).toBe(404);
});

test.each(["[]", '"acme"', "null", "7"])("api.md %s is JSON and no account", async (body) => {
  expect(await new Account("refused").call("PUT", "", { body })).toMatchObject({ status: 422 });
});

test("names may have 128 characters of any kind, counted as characters", async () => {
  const { status } = await put("long-names", { ...wish, main_location: { ...HQ, name: "𝒳".repeat(128) } });
  expect(status).toBe(201);
});

test.each(["a", "Acme", "a_b", "a.b", "ä", "x".repeat(41), "a%20b", "..%2f"])(
  "api.md %s is no name of an account",
  async (id) => {
    expect(await refused(id, wish)).toMatchObject({ status: 404, body: { code: "not_found" } });
  },
);

test("api.md the shortest and the longest name of an account are taken", async () => {
  expect((await put("a1", wish)).status).toBe(201);
  expect((await put(`${"z".repeat(39)}-`, wish)).status).toBe(201);
});

test("two requests that create the same account at once make it once", async () => {
  const made = await Promise.all(
    ["One", "Two", "Three"].map((name) => put("at-once", { name, main_location: { ...HQ, name } })),
  );
  expect(made.map(({ status }) => status).toSorted()).toEqual([200, 200, 201]);
  const { counts } = await new Account("at-once").ask<Shown>("GET", "");
  expect(counts.locations).toBe(1);
});

test("changes that meet each other are all carried out", async () => {
  const acme = await makeAccount({ numbers: [] });
  const types = ["A", "B", "C", "D"];
  const saved = await Promise.all(
    types.map((name) => acme.call("PUT", `/locations/${name}`, { json: { country: "US", address: "" } })),
  );
  expect(saved.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect(await acme.ask<Shown>("GET", "")).toMatchObject({ counts: { locations: 6 } });
});

test("api.md accounts are listed by name, page by page, with what is next", async () => {
  for (const id of ["list-c", "list-a", "list-b"]) await put(id, wish);
  type Page = { items: readonly { id: string }[]; next: string | null };
  const seen: string[] = [];
  let path: string | null = "/api/v1/accounts?limit=2";
  while (path) {
    const answer: Awaited<ReturnType<typeof call<Page>>> = await call<Page>("GET", path);
    expect(answer.body.items.length).toBeLessThanOrEqual(2);
    seen.push(...answer.body.items.map(({ id }) => id));
    const link: string | undefined = /^<(.*)>; rel="next"$/.exec(answer.headers.get("Link") ?? "")?.[1];
    expect(link === undefined).toBe(answer.body.next === null);
    if (link) expect(new URL(link).searchParams.get("cursor")).toBe(answer.body.next);
    path = link ? link.slice("http://localhost".length) : null;
  }
  expect(seen).toEqual(seen.toSorted());
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(expect.arrayContaining(["list-a", "list-b", "list-c"]));
});

test("api.md removing an account removes everything that belongs to it, and nothing of another", async () => {
  const [gone, kept] = [await makeAccount({ id: "gone" }), await makeAccount({ id: "kept" })];
  const file = `Display Name,Email Address,Subscription License Type,Primary Phone Number\nAnn,ann@x.example,Pro,${phones(1)[0]}\n`;
  for (const account of [gone, kept]) {
    await account.token();
    await account.ask("POST", "/administrators", {
      json: { email: "dana@x.example", password: "long enough a password" },
    });
    await account.waitFor(await account.start(file));
  }
  expect((await gone.call("DELETE", "")).status).toBe(204);
  expect((await gone.call("DELETE", "")).status).toBe(404);
  expect((await gone.call("GET", "")).status).toBe(404);
  // The audit stays, for the operator (S8).
  expect((await tablesWith("gone")).toSorted()).toEqual(["directory_audit", "removed_accounts", "removed_places"]);
  expect(await tablesWith("kept")).toEqual(
    expect.arrayContaining([
      "accounts",
      "administrators",
      "imports",
      "locations",
      "numbers",
      "places",
      "tokens",
      "users",
    ]),
  );
  expect((await env.UPLOADS.list({ prefix: "gone/" })).objects).toEqual([]);
  expect((await env.UPLOADS.list({ prefix: "kept/" })).objects).toHaveLength(1);
});

/** The tables in which something is of the account; who has removed it stays in the audit (S8). */
async function tablesWith(account: string): Promise<readonly string[]> {
  const found = [...(await storedRecords())].filter(([table, records]) => {
    return table !== "audit" && records.some((record) => record.account === account || record.id === account);
  });
  return found.map(([table]) => table);
}

test("api.md an account with a running import cannot be removed", async () => {
  const acme = await makeAccount();
  const id = await acme.draft("Display Name,Email Address,Subscription License Type\nAnn,ann@x.example,Pro\n");
  await env.DB.prepare("UPDATE imports SET state = 'running' WHERE id = ?1").bind(id).run();
  expect(await acme.call("DELETE", "")).toMatchObject({
    status: 409,
    body: { code: "import_in_progress", running_import: id },
  });
  expect((await acme.call("GET", "")).status).toBe(200);
});
