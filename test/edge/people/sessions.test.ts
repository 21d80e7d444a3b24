import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { addApp, cookiesOf, givePassword, newcomer } from "../../support/site/authenticator.ts";
import { call, ORIGIN } from "../../support/site/http.ts";
import { type Account, mailTo, makeAccount, outbox } from "../../support/site/site.ts";
import { enrol, textOf, Visitor } from "../../support/site/visitor.ts";

const password = "correct horse battery";
const firefox = "Mozilla/5.0 (Wayland; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";
let made = 0;

async function administratorOf(account: Account): Promise<string> {
  made += 1;
  const email = `session-${made}@security.example`;
  await enrol(account, { email, password });
  return email;
}

/** Signs in from an address, with a cookie of before where one is given; gives the new cookie. */
async function signIn(email: string, from: string, before = ""): Promise<string> {
  const body = new URLSearchParams({ email, password });
  const headers = { Origin: ORIGIN, "User-Agent": firefox, "CF-Connecting-IP": from, Cookie: before };
  const answer = await call("POST", "/sign-in", { token: null, body, headers });
  return answer.headers.get("Set-Cookie")?.split(";")[0] ?? "";
}

const sessionsOf = async (email: string) => {
  const found = env.DIRECTORY.prepare("SELECT * FROM sessions WHERE email_key = ?1 ORDER BY created_at").bind(email);
  return (await found.all<{ seen_at: string; browser: string; address: string }>()).results;
};

async function lastSeen(email: string, minutesAgo: number): Promise<void> {
  const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
  await env.DIRECTORY.prepare("UPDATE sessions SET seen_at = ?2 WHERE email_key = ?1").bind(email, at).run();
}

test("S1 a session ends after 30 minutes without use, and a poll is no use", async () => {
  const account = await makeAccount({ numbers: [] });
  const email = await administratorOf(account);
  const visitor = new Visitor(await signIn(email, "192.0.2.50"));
  await lastSeen(email, 29);
  const before = await sessionsOf(email);
  for (const poll of ["progress", "mails"]) await visitor.visit(`/imports/imp_1/${poll}`);
  expect(await sessionsOf(email)).toEqual(before);
  expect((await visitor.visit("/imports")).status).toBe(200);
  expect(await sessionsOf(email)).not.toEqual(before);
  await lastSeen(email, 31);
  expect((await visitor.visit("/imports")).headers.get("Location")).toContain("/sign-in");
});

test("S1 who signs in again in the same browser ends the session that it had, and no other", async () => {
  const account = await makeAccount({ numbers: [] });
  const email = await administratorOf(account);
  const [here, elsewhere] = [await signIn(email, "192.0.2.51"), await signIn(email, "192.0.2.52")];
  const again = await signIn(email, "192.0.2.51", here);
  const alive = await Promise.all([here, elsewhere, again].map((cookie) => new Visitor(cookie).visit("/imports")));
  expect(alive.map(({ status }) => status)).toEqual([303, 200, 200]);
});

test("S1 choosing an account again makes no session last longer than twelve hours", async () => {
  const accounts = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const email = await administratorOf(accounts[0] as Account);
  await enrol(accounts[1] as Account, { email, password });
  const signedIn = new Date(Date.now() - 11 * 3_600_000).toISOString();
  let cookie = await signIn(email, "192.0.2.54");
  await env.DIRECTORY.prepare("UPDATE sessions SET created_at = ?2 WHERE email_key = ?1").bind(email, signedIn).run();
  for (const account of accounts) {
    const chosen = await new Visitor(cookie).send("/accounts", { account: account.id });
    cookie = chosen.headers.get("Set-Cookie")?.split(";")[0] ?? "";
    expect(await sessionsOf(email)).toMatchObject([{ created_at: signedIn, account: account.id }]);
  }
  const over = new Date(Date.now() - 12 * 3_600_000 - 1_000).toISOString();
  await env.DIRECTORY.prepare("UPDATE sessions SET created_at = ?2 WHERE email_key = ?1").bind(email, over).run();
  expect((await new Visitor(cookie).visit("/accounts")).headers.get("Location")).toBe("/sign-in");
});

test("S1 the list of sessions shows browser, address and last use of each", async () => {
  const account = await makeAccount({ numbers: [] });
  const email = await administratorOf(account);
  const visitor = new Visitor(await signIn(email, "203.0.113.77"));
  expect(await sessionsOf(email)).toMatchObject([{ browser: "Firefox on Linux", address: "203.0.113.77" }]);
  const page = textOf(await visitor.visit("/settings/security"));
  expect(page).toContain("Firefox on Linux");
  expect(page).toContain("203.0.113.77");
  expect(page).toContain("30 minutes without use");
});

test("S8 a person is mailed when their password is changed, by themselves or by a link, but not when they choose their first", async () => {
  const account = await makeAccount({ numbers: [] });
  const email = await administratorOf(account);
  const visitor = new Visitor(await signIn(email, "192.0.2.53"));
  await visitor.send("/settings/security/password", { current: password, password: "a better one, with words" });
  const mail = await mailTo(email, "security_notice");
  expect(mail.subject).toBe("Your password for Muster was changed");
  expect(mail.text).not.toContain("better one");
  const body = new URLSearchParams({ email });
  await call("POST", "/forgot-password", { token: null, body, headers: { Origin: ORIGIN } });
  const link = /\/reset\/\S+$/m.exec((await mailTo(email, "admin_reset")).text)?.[0] ?? "";
  const set = new URLSearchParams({ password: "another one, with words" });
  expect((await call("POST", link, { token: null, body: set, headers: { Origin: ORIGIN } })).status).toBe(303);
  expect((await mailTo(email, "security_notice", 2)).subject).toBe("Your password for Muster was changed");

  const newcomer = "newcomer@security.example";
  await account.ask("POST", "/administrators", { json: { email: newcomer } });
  const invited = /\/reset\/\S+$/m.exec((await mailTo(newcomer, "invitation")).text)?.[0] ?? "";
  expect((await call("POST", invited, { token: null, body: set, headers: { Origin: ORIGIN } })).status).toBe(303);
  await account.settleMails();
  expect((await outbox(newcomer)).map(({ kind }) => kind)).toEqual(["invitation"]);
});

test("S8 a person is mailed, once, when a token is made with their sign-in; nobody is for one of the operator", async () => {
  const account = await makeAccount({ numbers: [] });
  const email = await administratorOf(account);
  const visitor = new Visitor(await signIn(email, "203.0.113.78"));
  await account.token();
  const key = "01JDTXQ8Z9V3N5R7W2K4M6P8S0";
  const headers = { Origin: ORIGIN, "CF-Connecting-IP": "203.0.113.78" };
  const form = { key, name: "night run", scope: "read" };
  for (let n = 0; n < 2; n += 1) await visitor.send("/settings/tokens", form, headers);
  await account.settleMails();
  const mails = await outbox(email);
  expect(mails.map(({ kind }) => kind)).toEqual(["security_notice"]);
  expect(mails[0]?.text).toMatch(/Token: night run[\s\S]*From: 203\.0\.113\.78/);
  expect(mails[0]?.text).not.toMatch(/mst_/);
});

test("S1 a new password of one's own that is the one before, common or one's name is refused with a sentence of its own", async () => {
  const account = await makeAccount({ numbers: [], name: "Acme Clinics" });
  const email = await administratorOf(account);
  const visitor = new Visitor(await signIn(email, "192.0.2.54"));
  const said = async (wished: string) =>
    textOf(await visitor.send("/settings/security/password", { current: password, password: wished }));
  expect(await said(password)).toContain("This is the password that you have now.");
  expect(await said("1qaz2wsx3edc")).toContain("Many people have this password");
  expect(await said("AcmeClinics2026")).toContain("the name of the account with digits and signs");
  expect(await said(email)).toContain("your e-mail address with digits and signs");
  const body = new URLSearchParams({ email });
  await call("POST", "/forgot-password", { token: null, body, headers: { Origin: ORIGIN } });
  const link = /\/reset\/\S+$/m.exec((await mailTo(email, "admin_reset")).text)?.[0] ?? "";
  const set = (wished: string) =>
    call("POST", link, { token: null, body: new URLSearchParams({ password: wished }), headers: { Origin: ORIGIN } });
  const same = await set(password);
  expect([same.status, textOf(same)]).toEqual([
    422,
    expect.stringContaining("This is the password that you have now."),
  ]);
  expect(textOf(await set("1qaz2wsx3edc"))).toContain("Many people have this password");
  expect((await set("another one, with words")).status).toBe(303);
});

test("S1 the operator signs somebody out everywhere: sessions and what owes a code end, and each account has it in its activity", async () => {
  const account = await makeAccount({ numbers: [] });
  const [{ visitor, email }, other] = [await newcomer(account), await newcomer(account)];
  await addApp(visitor);
  const owing = new Visitor(cookiesOf(await givePassword(email, "192.0.2.91")));
  expect((await owing.visit("/sign-in/factor")).status).toBe(200);
  const path = (of: string) => `/api/v1/operator/people/${encodeURIComponent(of)}/sessions`;
  expect((await call("DELETE", path("nobody@x.example"))).status).toBe(404);
  expect((await call("DELETE", path(email), { token: await account.token() })).status).toBe(403);
  expect((await visitor.visit("/users")).status).toBe(200);
  for (let times = 0; times < 2; times += 1) expect((await call("DELETE", path(email.toUpperCase()))).status).toBe(204);
  expect((await visitor.visit("/users")).headers.get("Location")).toContain("/sign-in");
  expect((await owing.visit("/sign-in/factor")).headers.get("Location")).toBe("/sign-in");
  expect((await other.visitor.visit("/users")).status).toBe(200);
  // Their second factor stays.
  expect((await givePassword(email, "192.0.2.91")).headers.get("Location")).toBe("/sign-in/factor");
  const kept = await account.list<{ who: string; subject: string }>("/activity?action=session.end_all");
  expect(kept).toMatchObject([{ who: "operator", subject: email }]);
});
