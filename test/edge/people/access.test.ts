import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { openLink, setPassword } from "../../../src/acts/people/links.ts";
import { chooseAccount, type OpenSession } from "../../../src/acts/people/sessions.ts";
import { signIn } from "../../../src/acts/people/sign-in.ts";
import { AccountDatabase, DirectoryDatabase } from "../../../src/store/database.ts";
import { call } from "../../support/site/http.ts";
import { Account, makeAccount, outbox } from "../../support/site/site.ts";
import { storedRecords } from "../../support/site/tables.ts";
import { enrol, signedIn, textOf, Visitor } from "../../support/site/visitor.ts";

type Administrator = Readonly<Record<"email" | "role" | "state", string>>;
type Token = Readonly<Record<"id" | "name" | "scope" | "token", string>> &
  Readonly<Record<"expires_at" | "last_used_at", string | null>>;

const door = () => ({
  env,
  db: new AccountDatabase(env.DB),
  directory: new DirectoryDatabase(env.DIRECTORY),
  now: new Date().toISOString(),
  address: "192.0.2.1",
});
const password = "correct horse battery";
let made = 0;

/** An address that nobody has. */
function someone(): string {
  made += 1;
  return `person${made}@x.example`;
}

async function everythingStored(): Promise<string> {
  const kept = [...(await storedRecords())].filter(([table]) => table !== "dev_outbox");
  expect(kept.map(([table]) => table)).toEqual(expect.arrayContaining(["people", "mails"]));
  return JSON.stringify(kept);
}

function signedInNow(): Pick<OpenSession, "created_at" | "proved_at" | "by_access" | "signed_in_by"> {
  const now = new Date().toISOString();
  return { created_at: now, proved_at: now, by_access: false, signed_in_by: "password" };
}

test("S1 the operator makes an administrator with a password, who can sign in; it is stored nowhere", async () => {
  const acme = await makeAccount({ numbers: [] });
  const email = someone();
  const { status, text } = await acme.call("POST", "/administrators", { json: { email, password } });
  expect(status).toBe(201);
  expect(JSON.parse(text)).toEqual({ email, role: "owner" });
  expect(await acme.list<Administrator>("/administrators")).toEqual([{ email, role: "owner", state: "active" }]);
  expect(await signIn(door(), { email: email.toUpperCase(), password })).toMatchObject({
    ok: true,
    value: { account: acme.id },
  });
  expect(await signIn(door(), { email, password: `${password}!` })).toMatchObject({
    ok: false,
    failure: { code: "unauthorized" },
  });
  expect(await everythingStored()).not.toContain(password);
  expect(await outbox(email)).toEqual([]);
});

test.each([
  ["short", "x".repeat(11)],
  ["long", "x".repeat(129)],
])("S1 a password that is too %s is refused, and nobody is made", async (_, chosen) => {
  const acme = await makeAccount({ numbers: [] });
  const answer = await acme.call("POST", "/administrators", { json: { email: someone(), password: chosen } });
  expect(answer).toMatchObject({ status: 422, body: { code: "invalid_option" } });
  expect(answer.text).not.toContain(chosen);
  expect(await acme.list("/administrators")).toEqual([]);
});

test.each(["", "nobody", "a@b", "Dana <dana@x.example>", 7, null])(
  "V4 %j is no address of an administrator",
  async (email) => {
    const acme = await makeAccount({ numbers: [] });
    const answer = await acme.call("POST", "/administrators", { json: { email } });
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid_option" } });
  },
);

test("S1 who is known from another account is invited to this one until they come into it, in the API as on the page", async () => {
  const [other, acme] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const [known, email] = [someone(), someone()];
  await other.ask("POST", "/administrators", { json: { email: known, password } });
  await acme.ask("POST", "/administrators", { json: { email: known.toUpperCase() } });
  await acme.ask("POST", "/administrators", { json: { email, password } });
  const visitor = await signedIn(acme);
  const seen = async () => {
    const page = textOf(await visitor.visit("/settings"));
    const listed = await acme.list<Administrator>("/administrators");
    return listed.flatMap((one) => {
      const [, ...told] = page.split(one.email.replace("@", "@ "));
      return one.email.startsWith("visitor")
        ? []
        : [[one.email, one.state === "invited", told.join().split(" Remove")[0]?.includes("has not accepted yet")]];
    });
  };
  expect(await seen()).toEqual([
    [known.toUpperCase(), true, true],
    [email, false, false],
  ]);
  const opened = await signIn(door(), { email: known, password });
  const secret = opened.ok ? opened.value.secret : "";
  expect(await chooseAccount(door(), { secret, ...signedInNow(), email_key: known }, acme.id)).toMatchObject({
    ok: true,
  });
  expect(await seen()).toEqual([
    [known.toUpperCase(), false, false],
    [email, false, false],
  ]);
});

test("S1 without a password an invitation is mailed, whose link sets one, once", async () => {
  const acme = await makeAccount({ numbers: [], name: "Acme Clinics" });
  const email = someone();
  expect((await acme.call("POST", "/administrators", { json: { email } })).status).toBe(201);
  expect(await acme.list<Administrator>("/administrators")).toMatchObject([{ email, state: "invited" }]);
  expect(await acme.settleMails()).toMatchObject([{ kind: "invitation", to: email, state: "sent", user: null }]);
  const [mail] = await outbox(email);
  expect(mail?.subject).toContain("Acme Clinics");
  const token = /\/reset\/(\S+)$/m.exec(mail?.text ?? "")?.[1] ?? "";
  expect(await everythingStored()).not.toContain(token.split(".")[1]);

  expect(await openLink(door(), token)).toMatchObject({ ok: true, value: { email } });
  expect(await openLink(door(), `${token.slice(0, -1)}_`)).toMatchObject({ ok: false });
  expect(await setPassword(door(), token, "too short")).toMatchObject({ ok: false });
  const both = await Promise.all([setPassword(door(), token, password), setPassword(door(), token, `${password}2`)]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await openLink(door(), token)).toMatchObject({ ok: false });
  const signed = await Promise.all([password, `${password}2`].map((one) => signIn(door(), { email, password: one })));
  expect(signed.map(({ ok }) => ok)).toEqual(both.map(({ ok }) => ok));
  expect(await acme.list<Administrator>("/administrators")).toMatchObject([{ email, state: "active" }]);
});

test("S1 a link is worth nothing when it has expired", async () => {
  const acme = await makeAccount({ numbers: [] });
  const email = someone();
  await acme.ask("POST", "/administrators", { json: { email } });
  await acme.settleMails();
  const token = /\/reset\/(\S+)$/m.exec((await outbox(email))[0]?.text ?? "")?.[1] ?? "";
  const inDays = (days: number) => ({ ...door(), now: new Date(Date.now() + days * 86_400_000).toISOString() });
  expect(await openLink(inDays(6.9), token)).toMatchObject({ ok: true });
  expect(await openLink(inDays(7.1), token)).toMatchObject({ ok: false });
  expect(await setPassword(inDays(7.1), token, password)).toMatchObject({ ok: false });
});

test("S1 whoever has a password keeps it, whatever a second account says", async () => {
  const [acme, other] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const email = someone();
  await acme.ask("POST", "/administrators", { json: { email, password } });
  await other.ask("POST", "/administrators", { json: { email, password: "another password of theirs" } });
  expect(await signIn(door(), { email, password })).toMatchObject({ ok: true, value: { account: null } });
  expect(await signIn(door(), { email, password: "another password of theirs" })).toMatchObject({ ok: false });
});

test("S1 an invitation answers the same whether the address is known or not", async () => {
  const [acme, other] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const [known, unknown] = [someone(), someone()];
  await enrol(acme, { email: known, password });
  const answers = [];
  for (const email of [known, unknown]) {
    const { status, text } = await other.call("POST", "/administrators", { json: { email } });
    answers.push([status, text.replace(email, "…")]);
  }
  expect(answers[0]).toEqual(answers[1]);
});

test("the last administrator stays, whoever else is removed", async () => {
  const acme = await makeAccount({ numbers: [] });
  const [dana, eve] = [someone(), someone()];
  for (const email of [dana, eve]) await enrol(acme, { email, password });
  expect((await acme.call("DELETE", `/administrators/${encodeURIComponent(dana.toUpperCase())}`)).status).toBe(204);
  expect((await acme.call("DELETE", `/administrators/${dana}`)).status).toBe(404);
  const last = await acme.call("DELETE", `/administrators/${eve}`);
  expect(last).toMatchObject({ status: 409, body: { code: "last_administrator" } });
  expect(await acme.list<Administrator>("/administrators")).toMatchObject([{ email: eve }]);
});

test("two that are removed at once do not leave an account without an administrator", async () => {
  const acme = await makeAccount({ numbers: [] });
  const both = [someone(), someone()];
  for (const email of both) await enrol(acme, { email, password });
  const removed = await Promise.all(both.map((email) => acme.call("DELETE", `/administrators/${email}`)));
  expect(removed.map(({ status }) => status).toSorted()).toEqual([204, 409]);
});

test("S1 who is removed is signed out at once, of this account alone", async () => {
  const [acme, other] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const [dana, eve] = [someone(), someone()];
  for (const email of [dana, eve]) await enrol(acme, { email, password });
  await signIn(door(), { email: dana, password });
  await other.ask("POST", "/administrators", { json: { email: dana } });
  const sessions = () =>
    env.DIRECTORY.prepare("SELECT count(*) FROM sessions WHERE email_key = ?1").bind(dana).first("count(*)");
  expect(await sessions()).toBe(1);
  await acme.ask("DELETE", `/administrators/${dana}`);
  expect(await sessions()).toBe(0);
  expect(await other.list<Administrator>("/administrators")).toMatchObject([{ email: dana }]);
});

test("S2 a token is shown once and works at once; only its hash is kept", async () => {
  const acme = await makeAccount({ numbers: [] });
  const { status, body, headers } = await acme.call<Token>("POST", "/tokens", { json: { name: "ci" } });
  expect([status, headers.get("Cache-Control")]).toEqual([201, "no-store"]);
  expect(body).toEqual({
    id: expect.stringMatching(/^tok_/),
    name: "ci",
    scope: "read",
    expires_at: expect.any(String),
    token: expect.stringMatching(/^mst_[\w-]{43}$/),
  });
  expect((await acme.call("GET", "", { token: body.token })).status).toBe(200);
  const listed = await acme.call("GET", "/tokens");
  expect(listed.text).not.toContain("mst_");
  expect(listed.body).toMatchObject({ items: [{ id: body.id, name: "ci", scope: "read" }] });
  const stored = await everythingStored();
  expect(stored).not.toContain(body.token);
  expect(stored).not.toContain(body.token.slice(4));
});

test("S2 a token shows when it was last used", async () => {
  const acme = await makeAccount({ numbers: [] });
  const token = await acme.token();
  const used = async () => (await acme.list<Token>("/tokens"))[0]?.last_used_at ?? null;
  expect(await used()).toBeNull();
  const before = Date.now();
  await acme.call("GET", "", { token });
  expect(Date.parse((await used()) ?? "")).toBeGreaterThanOrEqual(before);
});

test("S2 a revoked token is worth nothing from then on, and another account cannot revoke it", async () => {
  const [acme, other] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const { id, token } = (await acme.call<Token>("POST", "/tokens", { json: { name: "ci" } })).body;
  expect((await other.call("DELETE", `/tokens/${id}`)).status).toBe(404);
  expect((await acme.call("GET", "", { token })).status).toBe(200);
  expect((await acme.call("DELETE", `/tokens/${id}`)).status).toBe(204);
  expect((await acme.call("DELETE", `/tokens/${id}`)).status).toBe(404);
  const answer = await acme.call("GET", "", { token });
  expect(answer).toMatchObject({ status: 401, body: { code: "unauthorized" } });
  expect(answer.headers.get("WWW-Authenticate")).toBe('Bearer error="invalid_token"');
});

test("S2 a token expires when it was to", async () => {
  const acme = await makeAccount({ numbers: [] });
  const make = async (expires_at: string) =>
    (await acme.call<Token>("POST", "/tokens", { json: { name: "ci", expires_at } })).body;
  const soon = await make(new Date(Date.now() + 60_000).toISOString());
  expect((await acme.call("GET", "", { token: soon.token })).status).toBe(200);
  await env.DIRECTORY.prepare("UPDATE tokens SET expires_at = ?2 WHERE id = ?1")
    .bind(soon.id, new Date().toISOString())
    .run();
  const answer = await acme.call("GET", "", { token: soon.token });
  expect([answer.status, answer.headers.get("WWW-Authenticate")]).toEqual([401, 'Bearer error="invalid_token"']);
  const shown = await make("2099-06-01T00:00:00+05:30");
  expect(shown.expires_at).toBe("2099-05-31T18:30:00.000Z");
});

test.each([
  {},
  { name: "" },
  { name: " \n " },
  { name: "x".repeat(101) },
  { name: "ci", scope: "admin" },
  { name: "ci", expires_at: "tomorrow" },
  { name: "ci", expires_at: "2027-01-31" },
  { name: "ci", expires_at: "2027-01-31T00:00:00+05" },
  { name: "ci", expires_at: "9999-12-31T23:59:59-23:59" },
  { name: "ci", expires_at: 1_900_000_000 },
  { name: "ci", expires_at: "2025-01-31T00:00:00Z" },
  { name: "ci", expires_at: new Date().toISOString() },
])("S2 a token as %j is refused", async (json) => {
  const acme = new Account("tokens-refused");
  await makeAccount({ id: "tokens-refused", numbers: [] });
  expect(await acme.call("POST", "/tokens", { json })).toMatchObject({ status: 422, body: { code: "invalid_option" } });
  expect(await acme.list("/tokens")).toEqual([]);
});

test("S2 a token may only read and ends after 90 days unless told otherwise", async () => {
  const acme = await makeAccount({ numbers: [] });
  const { scope, expires_at } = (await acme.call<Token>("POST", "/tokens", { json: { name: "ci" } })).body;
  expect(scope).toBe("read");
  const days = (Date.parse(expires_at ?? "") - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(89.9);
  expect(days).toBeLessThan(90.1);
  expect(
    (await acme.call<Token>("POST", "/tokens", { json: { name: "ci", expires_at: null } })).body.expires_at,
  ).toEqual(expect.stringContaining((expires_at ?? "").slice(0, 10)));
});

test("S2 a token shows who made it, and when and from where it was last used", async () => {
  const acme = await makeAccount({ numbers: [] });
  const token = await acme.token();
  await acme.call("GET", "/users", { token, headers: { "CF-Connecting-IP": "203.0.113.5" } });
  expect(await acme.list("/tokens")).toMatchObject([
    { created_by: "operator", last_used_at: expect.any(String), last_used_from: "203.0.113.5" },
  ]);
});

test("S2 tokens end with the administrator who made them, on this account alone", async () => {
  const [acme, other] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const email = someone();
  const tokens: Record<string, string> = {};
  for (const account of [acme, other]) {
    await enrol(account, { email, password });
    await signedIn(account);
    const opened = await signIn(door(), { email, password });
    const secret = opened.ok ? opened.value.secret : "";
    const chosen = await chooseAccount(door(), { secret, ...signedInNow(), email_key: email }, account.id);
    const visitor = new Visitor(`muster=${chosen.ok ? chosen.value?.secret : ""}`);
    const page = await visitor.send("/settings/tokens", { name: "ci", scope: "read" });
    tokens[account.id] = /mst_[\w-]+/.exec(page.text)?.[0] ?? "";
  }
  const operators = await acme.token();
  expect(await acme.list("/tokens")).toMatchObject([{ created_by: email }, { created_by: "operator" }]);
  expect((await acme.call("DELETE", `/administrators/${email}`)).status).toBe(204);
  const works = async (account: Account, token: string) => (await account.call("GET", "/users", { token })).status;
  expect(await works(acme, tokens[acme.id] ?? "")).toBe(401);
  expect(await works(acme, operators)).toBe(200);
  expect(await works(other, tokens[other.id] ?? "")).toBe(200);
});

test("api.md tokens and administrators are lists with limit and cursor like all others", async () => {
  const acme = await makeAccount({ numbers: [] });
  for (const name of ["one", "two", "three"]) {
    await acme.ask("POST", "/tokens", { json: { name } });
    await enrol(acme, { email: `${name}@list.example`, password });
  }
  for (const path of ["/tokens", "/administrators"]) {
    type Page = { items: readonly { name?: string; email?: string }[]; next: string | null };
    const first = await acme.call<Page>("GET", `${path}?limit=2`);
    expect(first.body.items).toHaveLength(2);
    expect(first.headers.get("Link")).toContain('rel="next"');
    const second = await acme.ask<Page>("GET", `${path}?limit=2&cursor=${encodeURIComponent(first.body.next ?? "")}`);
    expect(second).toMatchObject({ items: [expect.anything()], next: null });
    const names = [...first.body.items, ...second.items].map(({ name, email }) => name ?? email);
    expect(new Set(names).size).toBe(3);
    expect((await acme.call("GET", `${path}?limit=0`)).status).toBe(400);
    expect((await acme.call("GET", `${path}?page=2`)).body.code).toBe("unknown_parameter");
  }
});

test("api.md nothing of an account that does not exist can be listed or made", async () => {
  const nobody = new Account("nobody");
  const asked: readonly [string, string, unknown?][] = [
    ["GET", ""],
    ["GET", "/administrators"],
    ["POST", "/administrators", { email: "a@x.example", password }],
    ["DELETE", "/administrators/a@x.example"],
    ["GET", "/tokens"],
    ["POST", "/tokens", { name: "ci" }],
    ["DELETE", "/tokens/tok_1"],
    ["GET", "/subscriptions"],
    ["PUT", "/subscriptions", { subscriptions: [] }],
    ["GET", "/numbers"],
    ["POST", "/numbers", { numbers: ["+14155550100"] }],
    ["DELETE", "/numbers/+14155550100"],
    ["GET", "/locations"],
    ["PUT", "/locations/HQ", { country: "US", address: "" }],
    ["DELETE", "/locations/HQ"],
    ["GET", "/users"],
    ["GET", "/users/usr_1"],
    ["GET", "/imports"],
    ["GET", "/imports/imp_1"],
    ["GET", "/import-template"],
    ["GET", "/mails"],
    ["GET", "/activity"],
  ];
  for (const [method, path, json] of asked) {
    const answer = await nobody.call(method, path, { json });
    expect([`${method} ${path}`, answer.status, answer.body?.code]).toEqual([`${method} ${path}`, 404, "not_found"]);
  }
  expect((await call<{ items: unknown[] }>("GET", "/api/v1/accounts")).text).not.toContain('"nobody"');
});
