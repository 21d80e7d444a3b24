import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { mailboxOf } from "../../../src/domain/cells/email.ts";
import { call, ORIGIN } from "../../support/site/http.ts";
import { type Account, mailTo, makeAccount, outbox } from "../../support/site/site.ts";
import { enrol, textOf, Visitor } from "../../support/site/visitor.ts";

const password = "correct horse battery";
let made = 0;

function someone(): string {
  made += 1;
  return `guest-${made}@invitations.example`;
}

const form = (path: string, fields: Readonly<Record<string, string>>) =>
  call("POST", path, { token: null, body: new URLSearchParams(fields), headers: { Origin: ORIGIN } });

type SignedIn = { readonly visitor: Visitor; readonly status: number; readonly to: string | null };

async function signIn(email: string, secret = password): Promise<SignedIn> {
  const { status, headers } = await form("/sign-in", { email, password: secret });
  const visitor = new Visitor(headers.get("Set-Cookie")?.split(";")[0] ?? "");
  return { visitor, status, to: headers.get("Location") };
}

/** Invites somebody, and gives the path of the link that they are mailed. */
async function invited(account: Account, email: string, to = email): Promise<string> {
  await account.ask("POST", "/administrators", { json: { email } });
  return /\/reset\/\S+$/m.exec((await mailTo(to, "invitation")).text)?.[0] ?? "";
}

type Listed = { readonly email: string; readonly role: string; readonly state: string };
const stateOf = async (account: Account, email: string) =>
  (await account.list<Listed>("/administrators")).find((one) => one.email === email)?.state;
const hashOf = (email: string) =>
  env.DIRECTORY.prepare("SELECT password_hash FROM people WHERE email_key = ?1").bind(email).first("password_hash");

test("S1 somebody new is no administrator before they have chosen a password by the link, and is one then", async () => {
  const [account, email] = [await makeAccount({ numbers: [] }), someone()];
  const link = await invited(account, email);
  expect(await stateOf(account, email)).toBe("invited");
  expect(textOf(await call("GET", link, { token: null }))).toContain("Choose a password");
  expect((await form(link, { password })).status).toBe(303);
  expect(await stateOf(account, email)).toBe("active");
  const { status, to, visitor } = await signIn(email);
  expect([status, to]).toEqual([303, "/"]);
  expect((await visitor.visit("/users")).status).toBe(200);
  expect((await call("GET", link, { token: null })).status).toBe(404);
});

test("S1 an invitation never changes a password that exists: who is known signs in with it, and accepts", async () => {
  const [own, account, email] = [
    await makeAccount({ numbers: [] }),
    await makeAccount({ name: "Wonderland" }),
    someone(),
  ];
  await enrol(own, { email, password });
  const { visitor: before } = await signIn(email);
  const hash = await hashOf(email);
  const link = await invited(account, email);
  const shown = textOf(await call("GET", link, { token: null }));
  expect(shown).toMatch(/You are invited Wonderland asks .* Sign in with the password that you have/);
  expect((await form(link, { password: "a password of an intruder" })).headers.get("Location")).toBe(link);
  expect(await hashOf(email)).toBe(hash);
  expect((await before.visit("/users")).status).toBe(200);
  expect((await signIn(email, "a password of an intruder")).status).toBe(401);

  const { visitor, to } = await signIn(email);
  expect(to).toBe("/accounts");
  expect(textOf(await visitor.visit("/accounts"))).toContain("Accept the invitation of Wonderland");
  expect(await stateOf(account, email)).toBe("invited");
  expect((await visitor.send("/accounts", { account: account.id })).status).toBe(303);
  expect(await stateOf(account, email)).toBe("active");
  expect((await call("GET", link, { token: null })).status).toBe(404);
  const { items } = await account.ask<{ items: { action: string; who: string }[] }>("GET", "/activity?limit=2");
  expect(items.map(({ action, who }) => `${action} ${who}`).toSorted()).toEqual([
    `administrators.accept ${email}`,
    `session.open ${email}`,
  ]);
  expect(textOf(await (await signIn(email)).visitor.visit("/accounts"))).not.toContain("Accept");
});

test("S1 an invitation goes to the address as its person spells it, and what only folds to it is another mailbox", async () => {
  const [own, account, other] = [await makeAccount(), await makeAccount(), await makeAccount()];
  const spelled = "Mike@Invitations.example";
  await enrol(own, { email: spelled, password });
  // The sign of Kelvin, which folds to a k.
  await account.ask("POST", "/administrators", { json: { email: "mi\u212Ae@invitations.example" } });
  expect((await account.settleMails()).map(({ to }) => to)).toEqual([spelled]);
  expect(await outbox("mi\u212Ae@invitations.example")).toEqual([]);
  // Nobody knows this one: the one who has the plain mailbox gets it, whoever is invited first.
  await other.ask("POST", "/administrators", { json: { email: "\u212Aate@invitations.example" } });
  await own.ask("POST", "/administrators", { json: { email: "Kate@invitations.example" } });
  const to = [...(await other.settleMails()), ...(await own.settleMails())].map((mail) => mail.to);
  expect(to).toEqual(["kate@invitations.example", "kate@invitations.example"]);
  expect(["Ann@x.example", "\u00DCne@x.example", "\u212Aate@X.example"].map(mailboxOf)).toEqual([
    "Ann@x.example",
    "\u00FCne@x.example",
    "kate@x.example",
  ]);
});

test("S1 known and unknown addresses are answered alike, and whoever administers the account already gets no mail", async () => {
  const [own, account] = [await makeAccount(), await makeAccount()];
  const [known, unknown, there] = [someone(), someone(), someone()];
  await enrol(own, { email: known, password });
  await enrol(account, { email: there, password });
  const answers = [];
  for (const email of [known, unknown, there]) {
    const { status, text } = await account.call("POST", "/administrators", { json: { email, role: "viewer" } });
    answers.push(`${status} ${text.replace(email, "X")}`);
  }
  expect(new Set(answers)).toEqual(new Set(['201 {"email":"X","role":"viewer"}']));
  expect((await account.settleMails()).map(({ to }) => to).toSorted()).toEqual([known, unknown].toSorted());
  const listed = await account.list<Listed>("/administrators");
  expect(listed.find(({ email }) => email === there)).toMatchObject({ role: "owner", state: "active" });
});

test("S1 an invitation can be accepted for 7 days", async () => {
  const [own, account, email] = [await makeAccount(), await makeAccount(), someone()];
  await enrol(own, { email, password });
  const link = await invited(account, email);
  const until = env.DIRECTORY.prepare("SELECT invited_until FROM administrators WHERE email_key = ?1 AND account = ?2");
  const days =
    (Date.parse((await until.bind(email, account.id).first<string>("invited_until")) ?? "") - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(6.99);
  expect(days).toBeLessThan(7.01);
  const past = new Date(Date.now() - 1_000).toISOString();
  await env.DIRECTORY.prepare("UPDATE administrators SET invited_until = ?2 WHERE email_key = ?1 AND joined_at IS NULL")
    .bind(email, past)
    .run();
  await env.DIRECTORY.prepare("UPDATE links SET expires_at = ?2 WHERE email_key = ?1").bind(email, past).run();
  const { visitor, to } = await signIn(email);
  expect([to, (await call("GET", link, { token: null })).status]).toEqual(["/", 404]);
  expect((await visitor.send("/accounts", { account: account.id })).status).toBe(404);
  expect(await stateOf(account, email)).toBe("invited");
  // Whom the version before invited may accept for as long.
  const older =
    "UPDATE administrators SET invited_until = NULL, created_at = ?2 WHERE email_key = ?1 AND joined_at IS NULL";
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  await env.DIRECTORY.prepare(older).bind(email, ago(7.1)).run();
  expect((await signIn(email)).to).toBe("/");
  await env.DIRECTORY.prepare(older).bind(email, ago(6.9)).run();
  expect((await signIn(email)).to).toBe("/accounts");
});

test("S1 an invitation that is taken back can be accepted no more, and does not count as an owner", async () => {
  const [account, email, known] = [await makeAccount(), someone(), someone()];
  await enrol(account, { email: known, password });
  const link = await invited(account, email);
  const path = (one: string) => `/administrators/${encodeURIComponent(one)}`;
  expect(await account.call("DELETE", path(known))).toMatchObject({
    status: 409,
    body: { code: "last_administrator" },
  });
  expect((await account.call("DELETE", path(email))).status).toBe(204);
  expect((await call("GET", link, { token: null })).status).toBe(404);
  expect((await form(link, { password })).status).toBe(404);
  expect(await hashOf(email)).toBeNull();
  expect(await stateOf(account, email)).toBeUndefined();
});

test("S1 whoever administers nothing any more can sign in to accept, and forgets no password in vain", async () => {
  const [own, account, email] = [await makeAccount(), await makeAccount(), someone()];
  for (const one of [email, someone()]) await enrol(own, { email: one, password });
  await own.ask("DELETE", `/administrators/${email}`);
  expect((await signIn(email)).status).toBe(401);
  await invited(account, email);
  await form("/forgot-password", { email });
  expect((await mailTo(email, "admin_reset")).text).toContain("/reset/");
  const { visitor, to } = await signIn(email);
  expect(to).toBe("/accounts");
  await visitor.send("/accounts", { account: account.id });
  expect(await stateOf(account, email)).toBe("active");
});

test("S1 whom the operator gives a password is an administrator at once, unless they were known; then they are invited", async () => {
  const [own, account, known, fresh] = [await makeAccount(), await makeAccount(), someone(), someone()];
  await enrol(own, { email: known, password });
  for (const email of [known, fresh])
    await account.ask("POST", "/administrators", { json: { email, password: "another good password" } });
  expect([await stateOf(account, known), await stateOf(account, fresh)]).toEqual(["invited", "active"]);
  expect((await account.settleMails()).map(({ kind, to }) => `${kind} ${to}`)).toEqual([`invitation ${known}`]);
  expect((await signIn(known)).to).toBe("/accounts");
  expect((await signIn(known, "another good password")).status).toBe(401);
  expect((await signIn(fresh, "another good password")).to).toBe("/");
});
