import { afterAll, beforeAll, expect, test } from "vitest";
import { cellsOf, csvOf } from "../../support/files/csv.ts";
import { beginMirror, endMirror, isMirrored } from "../../support/mirrored.ts";
import { storedValues } from "../../support/site/background.ts";
import { type Answer, call, type Refusal, type ShownReport } from "../../support/site/http.ts";
import { type Account, fixture, makeAccount, makeDemo, outbox, phones, sample } from "../../support/site/site.ts";
import { signedIn } from "../../support/site/visitor.ts";

/** Every sentence about a problem comes out of the catalogue: read in a mirror, none of them stands the right way round. */
let account: Account;

beforeAll(async () => {
  account = await makeAccount({ types: { Pro: 2 }, numbers: phones(2), services: ["connect", "share"] });
  beginMirror();
});
afterAll(endMirror);

const strange = (told: readonly { readonly message: string }[]) => told.filter(({ message }) => !isMirrored(message));

function expectMirrored({ text, body }: Answer<Partial<Refusal>>): void {
  const { errors = [], warnings = [], notices = [] } = body;
  expect([text, isMirrored(body.title), isMirrored(body.detail)]).toEqual([text, true, true]);
  expect(strange([...errors, ...warnings, ...notices, ...(body.import?.notices ?? [])])).toEqual([]);
}

const user = { display_name: "Ann", email: "ann@acme.example", license_type: "Pro" };
const wrong = [
  ["GET", "/nothing", {}],
  ["DELETE", "/users", {}],
  ["GET", "/users", { token: "mst_unknown" }],
  ["GET", "/users", { token: null }],
  ["GET", "/users?limit=9999", {}],
  ["GET", "/users?sort=shoe_size", {}],
  ["GET", "/numbers?status=lost", {}],
  ["GET", "/imports?cursor=*", {}],
  ["POST", "/users", { body: "{", headers: { "Content-Type": "application/json" } }],
  ["POST", "/users", { json: { ...user, email: "x", extension: "1", nobody: undefined } }],
  ["POST", "/users", { json: { ...user, shoe_size: "44" } }],
  ["POST", "/users", { json: { ...user, email: 7, services: 7 } }],
  ["POST", "/users", { json: { ...user, primary_phone: "+14155559999" } }],
  ["POST", "/users", { json: { ...user, services: ["meet"] } }],
  ["POST", "/users", { json: { ...user, passwords: "recipient" } }],
  ["POST", "/users", { json: { ...user, passwords: "pigeon" } }],
  ["POST", "/users", { json: user, headers: { "Idempotency-Key": "ü" } }],
  ["POST", "/users/bulk", { json: { action: "delete", users: [], q: "ann" } }],
  ["POST", "/users/bulk", { json: { action: "change", users: [], change: {} } }],
  ["POST", "/users/bulk", { json: { action: "delete", users: Array.from({ length: 1001 }, (_, n) => `usr_${n}`) } }],
  ["POST", "/administrators", { json: { email: "nobody" } }],
  ["POST", "/administrators", { json: { email: "a@acme.example", password: "short" } }],
  ["POST", "/tokens", { json: { name: "" } }],
  ["POST", "/tokens", { json: { name: "ci", expires_at: "tomorrow" } }],
  ["PUT", "/subscriptions", { json: { subscriptions: [{ type: "Pro", total: "many" }] } }],
  ["PUT", "/subscriptions", { json: { subscriptions: ["Pro", "pro"].map((type) => ({ type, total: 1 })) } }],
  ["PUT", "/locations/Main%2Foffice", { json: { country: "US", address: "" } }],
  ["PUT", "/locations/East", { json: { country: "Utopia", address: "" } }],
  ["DELETE", "/locations/Head%20Office", {}],
  ["PUT", "", { json: { extension_length: 99 } }],
  ["POST", "/imports", { body: "x", headers: { "Content-Type": "image/png" } }],
  ["POST", "/imports", { body: "x", headers: { "Content-Type": "text/csv", "Content-Encoding": "br" } }],
  ["POST", "/imports?services=fax", { body: "x", headers: { "Content-Type": "text/csv" } }],
  ["POST", "/imports?services=", { body: "x", headers: { "Content-Type": "text/csv" } }],
] as const;

test.each(wrong)("%s %s is refused in words of the catalogue (%j)", async (method, path, asking) => {
  const answer = await account.call(method, path, asking);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expectMirrored(answer);
});

test("a file is refused, and its cells are found wrong, in words of the catalogue", async () => {
  for (const name of ["file-header-unknown.csv", "file-malformed.csv", "file-too-many-rows.csv", "file-no-rows.csv"])
    expectMirrored(await account.upload(sample(name)));
  expectMirrored(await account.upload(fixture("libreoffice-xlsx-called.csv")));
  const demo = await makeDemo();
  const answer = await demo.upload(sample("users-problems.csv"));
  expect([answer.body.errors.length > 30, answer.body.warnings.length > 10]).toEqual([true, true]);
  expectMirrored(answer);
  const path = `/imports/${answer.body.import.id}`;
  const report = await demo.ask<ShownReport>("GET", `${path}/problems`);
  expect(strange([...report.errors, ...report.warnings, ...report.notices, ...report.blockers])).toEqual([]);
  const [head = [], ...lines] = cellsOf((await demo.call("GET", `${path}/problems.csv`)).bytes);
  const at = head.indexOf("Problem");
  expect(lines.length).toBe(answer.body.errors.length + answer.body.warnings.length);
  expect(lines.filter((line) => !isMirrored(line[at]))).toEqual([]);
});

test("what stands in the way, and what is good to know, is said in words of the catalogue", async () => {
  const many = csvOf(Array.from({ length: 3 }, (_, n) => ({ ...user, email: `u${n}@acme.example` })));
  const draft = await account.draft(many, { services: "connect,share" });
  const { blockers, notices } = await account.ask<ShownReport>("GET", `/imports/${draft}/problems`);
  expect([blockers.length, notices.length]).toEqual([1, 1]);
  expect(strange([...blockers, ...notices])).toEqual([]);
  expectMirrored(await account.call("POST", `/imports/${draft}/start`));
  expectMirrored(await account.call("POST", `/imports/${draft}/stop`));
  expectMirrored(await account.call("POST", `/imports/${draft}/continuation`, { json: {} }));
  const rows = { rows: [{ row: 2, revision: 9, values: { email: "x@acme.example" } }] };
  expectMirrored(await account.call("PATCH", `/imports/${draft}/rows`, { json: rows }));
});

test("how each row ended is said in words of the catalogue: by the API, in the export, in the mail and on its page", async () => {
  const [one = "", two = ""] = phones(2);
  const rows = [one, one, "+14155559999"].map((primary_phone, n) => ({ primary_phone, email: `p${n}@acme.example` }));
  const boss = "boss@acme.example";
  const taken = [{ ...rows[0], primary_phone: two }, rows[2] ?? {}];
  const file = csvOf(taken.map((row) => ({ ...user, ...row })));
  const id = await account.start(file, { notify: "true", notify_email: boss, services: "connect" });
  expect((await account.waitFor(id)).counts).toMatchObject({ created: 1, failed: 1 });
  const ended = await account.rows(id);
  expect(ended.map(({ message }) => isMirrored(message))).toEqual([true, true]);
  const { bytes } = await account.call("GET", `/imports/${id}/not-created.csv?errors=1`);
  expect(cellsOf(bytes).map((line) => line.at(-1))).toEqual(["Import Error", expect.stringMatching(/^⟦.*⟧$/)]);
  await account.settleMails();
  const [mail] = await outbox(boss);
  expect(mail?.text).toMatch(/^- Row 3: ⟦[^⟦⟧]+⟧$/m);
  const page = await (await signedIn(account)).visit(`/imports/${id}?outcome=failed`);
  // Among the reasons the kind and what to do, at its row the kind as a tag and the reason.
  expect([...page.text.matchAll(/⟦[^⟦⟧]+⟧/g)]).toHaveLength(4);
  expect(page.text).not.toContain("is not among your numbers");
});

test("D1 keeps no sentence of all this: only codes, and what they say of each case", async () => {
  const kept = await storedValues();
  expect(kept.filter((value) => value.includes("number_not_parked")).length).toBeGreaterThan(0);
  expect(kept.filter((value) => value.includes("⟦"))).toEqual([]);
});

test("what is refused to a browser is refused in words of the catalogue", async () => {
  const { text } = await call("POST", "/imports", { token: null, headers: { "Sec-Fetch-Site": "cross-site" } });
  expect(isMirrored(text.trim())).toBe(true);
  const visitor = await signedIn(account);
  const page = await visitor.visit("/users/usr_nobody");
  expect(page.text).toMatch(/<h1>⟦[^⟦⟧]+⟧<\/h1>(?:<\/div>)*\s*<p>⟦[^⟦⟧]+⟧<\/p>/);
  expect((await visitor.visit("/problems/required")).text).toMatch(
    /<h1>⟦[^⟦⟧]+⟧<\/h1>(?:<\/div>)*<p[^>]*>⟦[^⟦⟧]+⟧<\/p>/,
  );
});
