import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import {
  type Authenticator,
  addApp,
  codesIn,
  cookiesOf,
  forgetSteps,
  givePassword,
  newcomer,
  offerIn,
  password,
  wrongCode,
} from "../../support/site/authenticator.ts";
import { type Answer, call, ORIGIN } from "../../support/site/http.ts";
import { type Account, mailTo, makeAccount, outbox } from "../../support/site/site.ts";
import { headingOf, textOf, Visitor } from "../../support/site/visitor.ts";

let account: Account;
let addresses = 0;

beforeAll(async () => {
  account = await makeAccount({ numbers: [], name: "Acme Clinics" });
});

/** Each person comes from an address of their own: wrong codes are counted by it as well (S6). */
function address(): string {
  addresses += 1;
  return `198.51.100.${addresses}`;
}

/** Somebody who has an app, and no code of it taken yet. */
async function withApp(): Promise<{
  readonly email: string;
  readonly app: Authenticator;
  readonly codes: readonly string[];
  readonly visitor: Visitor;
}> {
  const { email, visitor } = await newcomer(account);
  const added = await addApp(visitor);
  await forgetSteps(email);
  return { email, visitor, ...added };
}

/** Gives a code in a sign-in that owes it. */
function giveCode(owing: string, code: string, next = "/", from = address()): Promise<Answer<unknown>> {
  const body = new URLSearchParams({ code, next });
  const headers = { Origin: ORIGIN, Cookie: owing, "CF-Connecting-IP": from };
  return call("POST", "/sign-in/factor", { token: null, body, headers });
}

async function owing(email: string): Promise<string> {
  return cookiesOf(await givePassword(email, address()));
}

/** What a person was mailed, once all has gone. */
async function mailed(email: string) {
  await account.settleMails();
  return outbox(email);
}

const actionsOf = async (email: string) =>
  (await account.list<{ action: string; who: string }>("/activity"))
    .filter(({ who, action }) => who === email && action.startsWith("factor"))
    .map(({ action }) => action);

test("S1 an app is added by its picture or its secret, once a code shows that it works, and ten recovery codes are shown once", async () => {
  const { email, visitor } = await newcomer(account);
  const elsewhere = new Visitor(cookiesOf(await givePassword(email, address())));
  expect(textOf(await visitor.visit("/settings/security"))).toContain("Your password alone lets you in");
  const page = await visitor.visit("/settings/security/factors/new");
  const { app, sealed } = offerIn(page);
  expect(app.secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(page.text).toMatch(/<svg[^>]*role="img"[^>]*viewBox="0 0 \d+ \d+"/);
  expect(sealed).not.toContain(app.secret);

  const refused = await visitor.send("/settings/security/factors", { sealed, code: wrongCode(app) });
  expect([refused.status, offerIn(refused)]).toEqual([422, { app, sealed }]);
  expect(refused.text).toMatch(/id="code"[^>]*aria-invalid="true"/);
  expect((await givePassword(email, address())).headers.get("Location")).toBe("/");

  const added = await visitor.send("/settings/security/factors", { sealed, code: app.code() });
  expect([added.status, headingOf(added), added.headers.get("Cache-Control")]).toEqual([
    200,
    "Your recovery codes",
    "no-store",
  ]);
  expect(codesIn(added)).toHaveLength(10);
  expect(new Set(codesIn(added)).size).toBe(10);
  for (const code of codesIn(added)) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4} ){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  // The same form again, by a double click, adds nothing and shows nothing.
  const again = await visitor.send("/settings/security/factors", { sealed, code: app.code() });
  expect([again.status, again.headers.get("Location")]).toEqual([303, "/settings/security?news=factor"]);
  const shown = textOf(await visitor.visit("/settings/security?news=factor"));
  expect(shown).toContain("10 of 10 recovery codes are left");
  expect(shown).toContain("The authenticator app is added.");
  // Here the person stays signed in, and nowhere else.
  expect((await elsewhere.visit("/settings/security")).headers.get("Location")).toContain("/sign-in");
  expect(await actionsOf(email)).toEqual(["factor.add"]);
  const mail = await mailTo(email, "security_notice");
  expect(mail.subject).toBe("A second step was added to your sign-in to Muster");
  expect((await outbox(email)).length).toBe(1);
  const stored = JSON.stringify(await env.DIRECTORY.prepare("SELECT * FROM factors").all());
  expect(stored).not.toContain(app.secret);
});

test("S1 a secret that was offered to one person is taken from nobody else", async () => {
  const [one, other] = [await newcomer(account), await newcomer(account)];
  const { app, sealed } = offerIn(await one.visitor.visit("/settings/security/factors/new"));
  const refused = await other.visitor.send("/settings/security/factors", { sealed, code: app.code() });
  expect([refused.status, offerIn(refused).app.secret === app.secret]).toEqual([422, false]);
  const forged = await one.visitor.send("/settings/security/factors", { sealed: app.secret, code: app.code() });
  expect(forged.status).toBe(422);
});

test("S1 with an app the password opens nothing, and a code after it opens the page that was wanted", async () => {
  const { email, app } = await withApp();
  const body = new URLSearchParams({ email, password, next: "/numbers" });
  const came = await call("POST", "/sign-in", { token: null, body, headers: { Origin: ORIGIN } });
  expect([came.status, came.headers.get("Location")]).toEqual([303, "/sign-in/factor?next=%2Fnumbers"]);
  expect(came.headers.get("Set-Cookie")).toMatch(/^muster-factor=[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
  const cookie = cookiesOf(came);
  const secret = cookie.split("=")[1] ?? "";
  // Neither as it is nor as a session does it let anybody in.
  for (const tried of [cookie, `muster=${secret}`])
    for (const path of ["/numbers", "/accounts", "/settings/security"])
      expect((await new Visitor(tried).visit(path)).headers.get("Location")).toContain("/sign-in");
  expect(headingOf(await new Visitor(cookie).visit("/sign-in/factor?next=/numbers"))).toBe("One more step");
  const opened = await giveCode(cookie, app.code(), "/numbers");
  expect([opened.status, opened.headers.get("Location")]).toEqual([303, "/numbers"]);
  expect((await new Visitor(cookiesOf(opened)).visit("/numbers")).status).toBe(200);
  // What was owed is given: the same sign-in opens nothing more.
  expect((await giveCode(cookie, app.code(1))).headers.get("Location")).toBe("/sign-in");
  expect((await new Visitor("").visit("/sign-in/factor")).headers.get("Location")).toBe("/sign-in");
});

test("S1 who signs in again with a code in the same browser ends the session that it had, and no other", async () => {
  const { email, app, visitor: elsewhere } = await withApp();
  const here = cookiesOf(await giveCode(await owing(email), app.code()));
  await forgetSteps(email);
  const again = cookiesOf(await giveCode(`${here}; ${await owing(email)}`, app.code()));
  const browsers = [new Visitor(here), elsewhere, new Visitor(again)];
  const alive = await Promise.all(browsers.map((browser) => browser.visit("/numbers")));
  expect(alive.map(({ status }) => status)).toEqual([303, 200, 200]);
});

test("S1 a code is taken once, of two at once one, and none that is older than one that was taken", async () => {
  const { email, app } = await withApp();
  const both = await Promise.all([owing(email), owing(email)]);
  const code = app.code();
  const answers = await Promise.all(both.map((cookie) => giveCode(cookie, code)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 401]);
  const cookie = await owing(email);
  for (const used of [code, app.code(-1)]) {
    const refused = await giveCode(cookie, used);
    expect([refused.status, textOf(refused)]).toEqual([401, expect.stringContaining("or it was used already")]);
  }
  expect((await giveCode(cookie, app.code(1))).status).toBe(303);
});

test("S1 a recovery code signs in once, however it is typed, and its person is told", async () => {
  const { email, codes, visitor } = await withApp();
  const [first = "", second = ""] = codes;
  const opened = await giveCode(await owing(email), first);
  expect(opened.status).toBe(303);
  expect((await giveCode(await owing(email), first)).status).toBe(401);
  const typed = second.toLowerCase().replaceAll(" ", "-").replaceAll("0", "o").replaceAll("1", "l");
  expect((await giveCode(await owing(email), ` ${typed} `)).status).toBe(303);
  const told = (await mailed(email)).filter(
    ({ subject }) => subject === "A recovery code was used to sign in to Muster",
  );
  expect(told.map(({ text }) => /(\d) are left/.exec(text)?.[1]).toSorted()).toEqual(["8", "9"]);
  expect(textOf(await visitor.visit("/settings/security"))).toContain("8 of 10 recovery codes are left");
  expect((await actionsOf(email)).filter((action) => action === "factor.recover")).toHaveLength(2);
  const stored = JSON.stringify(await env.DIRECTORY.prepare("SELECT * FROM recovery_codes").all());
  for (const code of codes) expect(stored).not.toContain(code.replaceAll(" ", ""));
});

test("S8 the audit says by what somebody has signed in, and by what they showed again that it is them", async () => {
  const { email, app, codes } = await withApp();
  const opened = await giveCode(await owing(email), app.code());
  await giveCode(await owing(email), codes[0] ?? "");
  const visitor = new Visitor(cookiesOf(opened));
  const proofs = [{ password }, { code: codes[1] ?? "" }, { code: app.code(1) }];
  for (const proof of proofs) expect((await visitor.send("/proof", proof)).status).toBe(303);
  const kept = await account.list<{ action: string; detail: object }>(`/activity?who=${encodeURIComponent(email)}`);
  const told = (name: string) => kept.filter(({ action }) => action === name).map(({ detail }) => detail);
  // The last is what they signed in by before they had an app.
  expect(told("session.open")).toEqual([{ by: "recovery_code" }, { by: "app" }, { by: "password" }]);
  expect(told("session.prove")).toEqual([{ by: "app" }, { by: "recovery_code" }, { by: "password" }]);
  const page = textOf(await visitor.visit("/activity"));
  expect(page).toContain("signed in with their password and a recovery code");
  expect(page).toContain("showed again that it is them with a code of their app");
});

test("S1 new recovery codes end those before, take a proof, and their person is told", async () => {
  const { email, codes, visitor } = await withApp();
  expect(headingOf(await visitor.visit("/settings/security/recovery-codes"))).toBe("Make new recovery codes?");
  const made = codesIn(await visitor.send("/settings/security/recovery-codes"));
  expect([made.length, made.some((code) => codes.includes(code))]).toEqual([10, false]);
  expect((await giveCode(await owing(email), codes[0] ?? "")).status).toBe(401);
  expect((await giveCode(await owing(email), made[0] ?? "")).status).toBe(303);
  const subjects = (await mailed(email)).map(({ subject }) => subject);
  expect(subjects).toContain("New recovery codes for your sign-in to Muster");
  const { visitor: without } = await newcomer(account);
  expect((await without.send("/settings/security/recovery-codes")).status).toBe(404);
});

test("S1 an app is removed by its person alone, who proves themselves before; without the last one the password is enough", async () => {
  const [{ email, visitor, codes }, stranger] = [await withApp(), await newcomer(account)];
  const { app: second } = await addApp(visitor);
  const page = await visitor.visit("/settings/security");
  const ids = [...page.text.matchAll(/factors\/(fac_\w+)\/removal/g)].map(([, id]) => id);
  expect(ids).toHaveLength(2);
  await stranger.visitor.send(`/settings/security/factors/${ids[0]}/removal`);
  expect((await stranger.visitor.visit(`/settings/security/factors/${ids[0]}/removal`)).status).toBe(404);
  const old = new Date(Date.now() - 11 * 60_000).toISOString();
  await env.DIRECTORY.prepare("UPDATE sessions SET proved_at = ?2 WHERE email_key = ?1").bind(email, old).run();
  expect((await visitor.send(`/settings/security/factors/${ids[0]}/removal`)).status).toBe(403);
  expect((await visitor.send("/proof", { code: second.code(1) })).status).toBe(303);

  expect((await visitor.send(`/settings/security/factors/${ids[0]}/removal`)).status).toBe(303);
  expect((await visitor.send(`/settings/security/factors/${ids[0]}/removal`)).status).toBe(303);
  expect((await givePassword(email, address())).headers.get("Location")).toBe("/sign-in/factor");
  const elsewhere = await giveCode(await owing(email), codes[0] ?? "");
  const other = new Visitor(cookiesOf(elsewhere));
  expect([elsewhere.status, (await other.visit("/settings")).status]).toEqual([303, 200]);
  expect(textOf(await visitor.visit(`/settings/security/factors/${ids[1]}/removal`))).toContain("It is the only one");
  await visitor.send(`/settings/security/factors/${ids[1]}/removal`);
  expect((await visitor.visit("/settings")).status).toBe(200);
  expect((await other.visit("/settings")).headers.get("Location")).toContain("/sign-in");
  expect((await givePassword(email, address())).headers.get("Location")).toBe("/");
  const left = env.DIRECTORY.prepare("SELECT count(*) AS many FROM recovery_codes WHERE email_key = ?1").bind(email);
  expect(await left.first("many")).toBe(0);
  const subjects = (await mailed(email)).map(({ subject }) => subject);
  expect(subjects.filter((subject) => subject.includes("was removed from"))).toHaveLength(2);
  expect((await actionsOf(email)).filter((action) => action === "factor.remove")).toHaveLength(2);
});

test("S1 a new password by a link does away with no second step", async () => {
  const { email, app } = await withApp();
  const headers = { Origin: ORIGIN, "CF-Connecting-IP": address() };
  await call("POST", "/forgot-password", { token: null, body: new URLSearchParams({ email }), headers });
  const link = /\/reset\/\S+$/m.exec((await mailTo(email, "admin_reset")).text)?.[0] ?? "";
  const chosen = "another one, with more words";
  const set = await call("POST", link, { token: null, body: new URLSearchParams({ password: chosen }), headers });
  expect(set.headers.get("Location")).toBe("/sign-in?news=password");
  const came = await givePassword(email, address(), chosen);
  expect(came.headers.get("Location")).toBe("/sign-in/factor");
  expect((await giveCode(cookiesOf(came), app.code())).status).toBe(303);
});

test("S1 a new password by a link ends all sessions of its person, and what they have begun to sign in with", async () => {
  const { email, visitor } = await withApp();
  const cookie = await owing(email);
  const body = new URLSearchParams({ email });
  await call("POST", "/forgot-password", { token: null, body, headers: { Origin: ORIGIN } });
  const link = /\/reset\/\S+$/m.exec((await mailTo(email, "admin_reset")).text)?.[0] ?? "";
  const seen = async () => [
    (await visitor.visit("/numbers")).status,
    (await new Visitor(cookie).visit("/sign-in/factor")).status,
  ];
  expect(await seen()).toEqual([200, 200]);
  const wish = new URLSearchParams({ password: "a better one, with words" });
  expect((await call("POST", link, { token: null, body: wish, headers: { Origin: ORIGIN } })).status).toBe(303);
  expect(await seen()).toEqual([303, 303]);
});

test("S1 a code proves as well as the password, once, and a wrong one proves nothing", async () => {
  const { email, visitor, app } = await withApp();
  const forget = () =>
    env.DIRECTORY.prepare("UPDATE sessions SET proved_at = NULL WHERE email_key = ?1").bind(email).run();
  await forget();
  expect((await visitor.visit("/proof")).text).toContain('name="code"');
  const wrong = await visitor.send("/proof", { code: wrongCode(app) });
  expect([wrong.status, /id="code"[^>]*aria-invalid="true"/.test(wrong.text)]).toEqual([422, true]);
  expect((await visitor.visit("/settings/tokens/new")).status).toBe(303);
  const code = app.code();
  expect((await visitor.send("/proof", { code, next: "/settings/tokens/new" })).headers.get("Location")).toBe(
    "/settings/tokens/new",
  );
  expect((await visitor.visit("/settings/tokens/new")).status).toBe(200);
  await forget();
  expect((await visitor.send("/proof", { code })).status).toBe(422);
  expect((await visitor.send("/proof", { password })).status).toBe(303);
  expect((await (await newcomer(account)).visitor.visit("/proof")).text).not.toContain('name="code"');
});

test("S1 a sign-in that owes a code ends after ten minutes, and with the password that it began with", async () => {
  const { email, app, visitor } = await withApp();
  const cookie = await owing(email);
  const begin = env.DIRECTORY.prepare("UPDATE sign_ins SET created_at = ?2 WHERE email_key = ?1");
  await begin.bind(email, new Date(Date.now() - 9.9 * 60_000).toISOString()).run();
  expect((await new Visitor(cookie).visit("/sign-in/factor")).status).toBe(200);
  await begin.bind(email, new Date(Date.now() - 10 * 60_000 - 1).toISOString()).run();
  expect((await new Visitor(cookie).visit("/sign-in/factor")).headers.get("Location")).toBe("/sign-in");
  expect((await giveCode(cookie, app.code())).headers.get("Location")).toBe("/sign-in");
  const other = await owing(email);
  const change = { current: password, password: "a better one, with words" };
  expect((await visitor.send("/settings/security/password", change)).status).toBe(303);
  expect((await giveCode(other, app.code())).headers.get("Location")).toBe("/sign-in");
});
