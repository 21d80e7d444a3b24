import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { type Answer, call, type Refusal, type Shown } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

function expectProblem(answer: Answer<Refusal>, status: number, code: string): void {
  expect([answer.status, answer.body?.code]).toEqual([status, code]);
}

const numbersOf = async (account: Account) =>
  (await account.ask<{ items: readonly { e164: string }[] }>("GET", "/numbers")).items.map(({ e164 }) => e164);

test("api.md a parameter that stands there twice is refused: of two wishes none is lost in silence", async () => {
  const account = await makeAccount();
  const file = csvOf(people(1));
  for (const query of ["dry_run=true&dry_run=false", "dry_run=true&dry_run=true", "services=connect&services=share"]) {
    const body = { body: file, headers: { "Content-Type": "text/csv" } };
    expectProblem(await account.call("POST", `/imports?${query}`, body), 400, "malformed_request");
  }
  expectProblem(await account.call("GET", "/numbers?status=parked&status=assigned"), 400, "malformed_request");
  expect((await account.ask<{ items: unknown[] }>("GET", "/imports")).items).toEqual([]);
  expect(await account.users()).toEqual([]);
});

/** A form with the file of one person, and these fields. */
function formOf(...fields: readonly (readonly [string, string])[]): FormData {
  const form = new FormData();
  form.set("file", new File([csvOf(people(1))], "users.csv", { type: "text/csv" }));
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

test("api.md a field of a form that is given twice, or differs from the address, is refused", async () => {
  const account = await makeAccount();
  const twice = formOf(["dry_run", "true"], ["dry_run", "false"]);
  expectProblem(await account.call("POST", "/imports", { body: twice }), 400, "malformed_request");
  const field = () => formOf(["dry_run", "true"]);
  const against = await account.call("POST", "/imports?dry_run=false", { body: field() });
  expectProblem(against, 400, "malformed_request");
  expect(against.body.detail).toContain("“dry_run”");
  expect((await account.call("POST", "/imports?dry_run=true", { body: field() })).status).toBe(200);
  expect(await account.users()).toEqual([]);
});

test.each([
  ['{"numbers":["+14155550101"],"numbers":["+14155550102"]}', "numbers"],
  ['{"numbers":[],"num\\u0062ers":["+14155550102"]}', "numbers"],
])("api.md a member that stands there twice is refused, however it is written: %s", async (body, name) => {
  const account = await makeAccount({ numbers: [] });
  const answer = await account.call("POST", "/numbers", { body, headers: { "Content-Type": "application/json" } });
  expectProblem(answer, 400, "malformed_request");
  expect(answer.body.detail).toContain(`“${name}”`);
  expect(await numbersOf(account)).toEqual([]);
});

test("api.md the same name in two objects is no repetition, nor is one within a text", async () => {
  const account = await makeAccount();
  const subscriptions = [
    { type: 'a "type": {"type":', total: 1 },
    { type: "b", total: 2 },
  ];
  expect((await account.call("PUT", "/subscriptions", { json: { subscriptions } })).status).toBe(200);
});

test("api.md JSON that is not UTF-8 is refused, and nothing of it is kept", async () => {
  const account = await makeAccount();
  const latin1 = Uint8Array.from('{"country":"FR","address":"Rue Chlo\xe9"}', (letter) => letter.charCodeAt(0));
  const headers = { "Content-Type": "application/json" };
  const answer = await account.call("PUT", "/locations/Paris", { body: latin1, headers });
  expectProblem(answer, 400, "malformed_encoding");
  const places = await account.ask<{ items: readonly { name: string }[] }>("GET", "/locations");
  expect(places.items.map(({ name }) => name)).not.toContain("Paris");
});

test("api.md a misspelt option starts nothing", async () => {
  const account = await makeAccount();
  const id = await account.draft(csvOf(people(1)));
  const start = await account.call("POST", `/imports/${id}/start`, { json: { pasword: "users", dry_run: true } });
  expectProblem(start, 422, "unknown_field");
  expect(start.body.detail).toContain("“pasword”");
  expect((await account.ask<{ state: string }>("GET", `/imports/${id}`)).state).toBe("ready");
});

test("api.md a time on a day that no month has is none", async () => {
  const account = await makeAccount();
  for (const expires_at of ["2027-02-30T00:00:00Z", "2027-04-31T00:00:00Z", "2027-02-29T00:00:00+01:00"]) {
    const answer = await account.call("POST", "/tokens", { json: { name: "ci", expires_at } });
    expectProblem(answer, 422, "invalid_option");
    const upload = await account.upload(csvOf(people(1)), { mails_at: expires_at });
    expect([upload.status, upload.body.code]).toEqual([422, "invalid_option"]);
  }
});

test("RFC 9110 every path says to OPTIONS which methods it takes, without a token", async () => {
  const answer = await call("OPTIONS", "/api/v1/accounts/acme/imports", { token: null });
  expect([answer.status, answer.headers.get("Allow"), answer.text]).toEqual([204, "POST, GET, HEAD, OPTIONS", ""]);
  expect((await call("OPTIONS", "/api/v1/nowhere", { token: null })).status).toBe(404);
});

test("api.md where warnings keep a draft from starting, they are told", async () => {
  const account = await makeAccount({ numbers: [] });
  const answer = await account.upload(csvOf([{ primary_phone: "+14155559999" }]), { warnings: "reject" });
  expect([answer.status, answer.body.code]).toEqual([409, "warnings_present"]);
  expect(answer.body.warnings.filter((warning) => warning.will_fail)).not.toEqual([]);
});

test("api.md a start whose answer was lost is repeated with the same wish, while it runs and after; another wish is refused", async () => {
  const account = await makeAccount();
  const id = await account.draft(csvOf(people(1)), { passwords: "none" });
  const wish = { passwords: "users", services: "share,connect" };
  const start = (json: object) => account.call<Shown & Refusal>("POST", `/imports/${id}/start`, { json });
  expect((await start(wish)).status).toBe(202);
  const again = await start(wish);
  expect([again.status, again.body.id, again.body.options.passwords]).toEqual([200, id, "users"]);
  await account.waitFor(id);
  const after = await start({});
  expect([after.status, after.body.state]).toEqual([200, "completed"]);
  const other = await start({ passwords: "none" });
  expect([other.status, other.body.code]).toEqual([409, "import_not_ready"]);
  expect(await account.users()).toHaveLength(1);
});

test("api.md a list is no object, at no place of a body", async () => {
  const account = await makeAccount();
  const draft = await account.draft(csvOf(people(1)));
  const bodies = [
    ["PATCH", `/imports/${draft}/rows`, { rows: [{ row: 2, values: [] }] }],
    ["PATCH", `/imports/${draft}/reading`, { columns: [] }],
    ["PATCH", `/imports/${draft}/reading`, []],
    ["POST", `/imports/${draft}/start`, []],
    ["POST", "/users/bulk", { action: "change", users: [], change: [] }],
  ] as const;
  for (const [method, path, json] of bodies) {
    const answer = await account.call(method, path, { json });
    expect([path, answer.status, answer.body.code]).toEqual([path, 422, "invalid_option"]);
  }
  expect((await account.import(draft)).state).toBe("ready");
});
