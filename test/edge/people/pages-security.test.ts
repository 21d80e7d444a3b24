import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { call, ORIGIN } from "../../support/site/http.ts";
import { type Account, mailTo, makeAccount } from "../../support/site/site.ts";
import { enrol, textOf, Visitor } from "../../support/site/visitor.ts";

const password = "correct horse battery";
const better = "a better one, with words";
let made = 0;

async function administratorOf(accounts: readonly Account[]): Promise<string> {
  made += 1;
  const email = `own-${made}@security.example`;
  for (const account of accounts) await enrol(account, { email, password });
  return email;
}

async function signIn(email: string, secret = password): Promise<{ status: number; visitor: Visitor }> {
  const body = new URLSearchParams({ email, password: secret });
  const { status, headers } = await call("POST", "/sign-in", { token: null, body, headers: { Origin: ORIGIN } });
  return { status, visitor: new Visitor(headers.get("Set-Cookie")?.split(";")[0] ?? "") };
}

test("S1 an own password is changed: other sessions and links end, this session goes on, every account has it in its audit", async () => {
  const accounts = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const [account, second] = accounts;
  const email = await administratorOf(accounts);
  const { visitor: here } = await signIn(email);
  await here.send("/accounts", { account: account?.id ?? "" });
  const chosen = await signInTo(email, account);
  const elsewhere = await signInTo(email, account);
  await call("POST", "/forgot-password", {
    token: null,
    body: new URLSearchParams({ email }),
    headers: { Origin: ORIGIN },
  });
  const link = /\/reset\/\S+$/m.exec((await mailTo(email, "admin_reset")).text)?.[0] ?? "";
  const sent = [...((await account?.settleMails()) ?? []), ...((await second?.settleMails()) ?? [])];
  expect(sent).toMatchObject([{ kind: "admin_reset", to: email }]);
  expect((await call("GET", link, { token: null })).status).toBe(200);

  const changed = await chosen.send("/settings/security/password", { current: password, password: better });
  expect([changed.status, changed.headers.get("Location")]).toEqual([303, "/settings/security?news=password"]);
  expect(textOf(await chosen.visit("/settings/security?news=password"))).toContain("Your password is changed.");
  expect((await elsewhere.visit("/settings")).status).toBe(303);
  expect((await call("GET", link, { token: null })).status).toBe(404);
  expect((await signIn(email)).status).toBe(401);
  expect((await signIn(email, better)).status).toBe(303);
  for (const one of accounts) {
    const entries = await one.list<{ action: string; who: string; subject: string }>("/activity");
    expect(entries.filter(({ action }) => action === "password.change")).toMatchObject([
      { who: email, subject: email },
    ]);
  }
});

async function signInTo(email: string, account: Account | undefined): Promise<Visitor> {
  const { visitor } = await signIn(email);
  const { headers } = await visitor.send("/accounts", { account: account?.id ?? "" });
  return new Visitor(headers.get("Set-Cookie")?.split(";")[0] ?? "");
}

test.each([
  [
    "a wrong current password",
    "not the one at all",
    better,
    /id="current"[^>]*aria-invalid/,
    "not your current password",
  ],
  ["a new one of 11 characters", password, "a few words", /id="password"[^>]*aria-invalid/, "this one has 11"],
  [
    "a new one of 129 characters",
    password,
    "a few words, ".repeat(10).slice(0, 129),
    /id="password"[^>]*aria-invalid/,
    "this one has 129",
  ],
])("S1 %s is refused beside its field, and the password stays", async (_, current, wished, field, reason) => {
  const account = await makeAccount({ numbers: [] });
  const email = await administratorOf([account]);
  const { visitor } = await signIn(email);
  const page = await visitor.send("/settings/security/password", { current, password: wished });
  expect([page.status, textOf(page)]).toEqual([422, expect.stringContaining(reason)]);
  expect(page.text).toMatch(field);
  expect(page.text).not.toContain(wished);
  expect((await signIn(email)).status).toBe(303);
});

test("S6 guesses at the current password are counted like those at the door", async () => {
  const email = await administratorOf([await makeAccount({ numbers: [] })]);
  const { visitor } = await signIn(email);
  const guess = { current: "not the one at all", password: better };
  const tried = await Promise.all(Array.from({ length: 12 }, () => visitor.send("/settings/security/password", guess)));
  const statuses = tried.map(({ status }) => status);
  expect(statuses.filter((status) => status === 422)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  const refused = tried.find(({ status }) => status === 429);
  expect(refused?.headers.get("Retry-After")).toMatch(/^\d+$/);
  expect((await signIn(email)).status).toBe(429);
});

test("S6 the answer to whoever changes their own password is held back as well, right or wrong", async () => {
  const email = await administratorOf([await makeAccount({ numbers: [] })]);
  const { visitor } = await signIn(email);
  await env.DIRECTORY.prepare("UPDATE rate_windows SET used = 10 WHERE key = ?1").bind(`held:${email}`).run();
  const timed = async (current: string) => {
    const began = Date.now();
    const { status } = await visitor.send("/settings/security/password", { current, password: better });
    return [status, Date.now() - began >= 950];
  };
  expect(await timed("not the one at all")).toEqual([422, true]);
  expect(await timed(password)).toEqual([303, true]);
});

test("S1 own sessions are listed and ended, one or all others, and nobody else's", async () => {
  const account = await makeAccount({ numbers: [] });
  const [email, other] = [await administratorOf([account]), await administratorOf([account])];
  const [here, there, third] = [await signIn(email), await signIn(email), await signIn(email)];
  const stranger = await signIn(other);
  const page = await here.visitor.visit("/settings/security");
  const names = [...page.text.matchAll(/sessions\/([0-9a-f]{16})\/end/g)].map(([, name]) => name ?? "");
  expect(names).toHaveLength(2);
  expect(textOf(page).match(/this one/g)).toHaveLength(1);
  await stranger.visitor.send(`/settings/security/sessions/${names[0]}/end`);
  expect((await here.visitor.visit("/settings/security")).text).toContain(names[0]);
  await here.visitor.send(`/settings/security/sessions/${names[0]}/end`);
  const alive = async () =>
    Promise.all([there, third].map(async ({ visitor }) => (await visitor.visit("/settings")).status));
  expect((await alive()).toSorted()).toEqual([200, 303]);
  const ended = await here.visitor.send("/settings/security/sessions/end");
  expect(textOf(await here.visitor.visit(ended.headers.get("Location") ?? ""))).toContain("signed out everywhere else");
  expect(await alive()).toEqual([303, 303]);
  expect((await stranger.visitor.visit("/settings")).status).toBe(200);
  const actions = (await account.list<{ action: string }>("/activity")).map(({ action }) => action);
  expect(actions.filter((action) => action === "session.end")).toHaveLength(2);
});
