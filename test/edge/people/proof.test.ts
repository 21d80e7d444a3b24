import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { PageDemand } from "../../../src/domain/access/demands.ts";
import { pageDemands } from "../../../src/domain/access/pages.ts";
import { cookiesOf, givePassword, newcomer } from "../../support/site/authenticator.ts";
import { fill, nothings } from "../../support/site/every-route.ts";
import { call, ORIGIN } from "../../support/site/http.ts";
import { askedIn, SecurityKey } from "../../support/site/passkey.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { storedState } from "../../support/site/stored-state.ts";
import { enrol, headingOf, textOf, Visitor } from "../../support/site/visitor.ts";

const password = "correct horse battery";
const table: readonly (readonly [string, PageDemand])[] = Object.entries(pageDemands);
const guarded = table.filter(([, { proof }]) => proof === "always").map(([route]) => route);

let account: Account;
let made = 0;

beforeAll(async () => {
  account = await makeAccount({ numbers: [] });
});

async function signIn(email: string): Promise<Visitor> {
  const body = new URLSearchParams({ email, password });
  const answer = await call("POST", "/sign-in", { token: null, body, headers: { Origin: ORIGIN } });
  return new Visitor(answer.headers.get("Set-Cookie")?.split(";")[0] ?? "");
}

/** An owner who signed in by their password so many minutes ago, and whose session is in use. */
async function signedInAgo(minutes: number): Promise<{ readonly visitor: Visitor; readonly email: string }> {
  made += 1;
  const email = `proof-${made}@${account.id}.example`;
  await enrol(account, { email, password });
  const visitor = await signIn(email);
  await provedAgo(email, minutes);
  return { visitor, email };
}

async function provedAgo(email: string, minutes: number): Promise<void> {
  const at = new Date(Date.now() - minutes * 60_000).toISOString();
  await env.DIRECTORY.prepare("UPDATE sessions SET proved_at = ?2 WHERE email_key = ?1").bind(email, at).run();
}

const tokensOf = () => account.list<{ name: string }>("/tokens");

test("S1 who gave their password longer than ten minutes ago is led to give their password, and no form of theirs is taken", async () => {
  const { visitor } = await signedInAgo(11);
  expect(guarded.length).toBeGreaterThan(3);
  const before = await storedState();
  for (const route of guarded) {
    const { method, path } = fill(route, nothings);
    const told = method === "GET" ? await visitor.visit(path) : await visitor.send(path, { email: "x@y.example" });
    if (method === "GET")
      expect([route, told.status, told.headers.get("Location")]).toEqual([
        route,
        303,
        `/proof?next=${encodeURIComponent(path)}`,
      ]);
    else
      expect([route, told.status, headingOf(told)]).toEqual([
        route,
        403,
        "Give your password first, and nothing is lost",
      ]);
  }
  expect((await storedState()) === before).toBe(true);
});

test("S1 what took a proof opens once the password was given, and the audit has it", async () => {
  const { visitor, email } = await signedInAgo(11);
  const token = { name: "proved", scope: "read", days: "90", key: "proved-form" };
  expect((await visitor.send("/settings/tokens", token)).status).toBe(403);
  expect(headingOf(await visitor.visit("/proof?next=/settings/tokens/new"))).toBe("Is it still you?");
  const proved = await visitor.send("/proof", { password, next: "/settings/tokens/new" });
  expect([proved.status, proved.headers.get("Location")]).toEqual([303, "/settings/tokens/new"]);
  expect((await visitor.visit("/settings/tokens/new")).status).toBe(200);
  expect((await visitor.send("/settings/tokens", token)).status).toBe(200);
  expect((await tokensOf()).map(({ name }) => name)).toContain("proved");
  const kept = await account.list<{ action: string; who: string }>("/activity");
  expect(kept.filter(({ action, who }) => action === "session.prove" && who === email)).toHaveLength(1);
});

test("S1 a proof gives the session another secret, and the one before opens nothing", async () => {
  const { email } = await signedInAgo(11);
  const cookie = cookiesOf(await givePassword(email, "192.0.2.99"));
  const sessions = async () =>
    (await env.DIRECTORY.prepare("SELECT created_at FROM sessions WHERE email_key = ?1 ORDER BY 1").bind(email).all())
      .results;
  const before = await sessions();
  const here = new Visitor(cookie);
  expect((await here.send("/proof", { password })).status).toBe(303);
  expect((await here.visit("/settings")).status).toBe(200);
  expect((await new Visitor(cookie).visit("/settings")).headers.get("Location")).toContain("/sign-in");
  // It is the same session: none comes, none goes, and it lasts no longer.
  expect(await sessions()).toEqual(before);
});

test("S1 a form that waits in another tab is told of there, and only when there is proof", async () => {
  const { visitor } = await signedInAgo(11);
  expect(headingOf(await visitor.visit("/proof?done=1"))).toBe("Is it still you?");
  const proved = await visitor.send("/proof", { password, next: "/proof" });
  expect(proved.headers.get("Location")).toBe("/proof?done=1");
  expect(headingOf(await visitor.visit("/proof?done=1"))).toBe("Thank you, it is you");
});

test.each(["https://evil.example/", "//evil.example/", "/\\evil.example/", "/a\nb"])(
  "S1 the way back from a proof is a page of ours, and not %j",
  async (next) => {
    const { visitor } = await signedInAgo(11);
    const proved = await visitor.send("/proof", { password, next });
    expect(proved.headers.get("Location")).toBe("/");
  },
);

test("S6 guesses at a proof count like those at the door, and prove nothing", async () => {
  const { visitor, email } = await signedInAgo(11);
  for (let tries = 0; tries < 10; tries += 1) {
    expect((await visitor.send("/proof", { password: `${tries} wrong guesses` })).status).toBe(422);
  }
  const over = await visitor.send("/proof", { password });
  expect([over.status, Number(over.headers.get("Retry-After"))]).toEqual([429, expect.any(Number)]);
  expect((await visitor.visit("/settings/tokens/new")).status).toBe(303);
  const failed = await account.list<{ action: string; who: string }>("/activity?action=session.fail");
  expect(failed.filter(({ who }) => who === email)).toHaveLength(10);
});

test("S1 choosing an account again is no proof", async () => {
  const other = await makeAccount({ numbers: [] });
  const { email } = await signedInAgo(0);
  await enrol(other, { email, password });
  const body = new URLSearchParams({ email, password });
  const came = await call("POST", "/sign-in", { token: null, body, headers: { Origin: ORIGIN } });
  const cookie = came.headers.get("Set-Cookie")?.split(";")[0] ?? "";
  await provedAgo(email, 11);
  const chosen = await new Visitor(cookie).send("/accounts", { account: other.id });
  const visitor = new Visitor(chosen.headers.get("Set-Cookie")?.split(";")[0] ?? "");
  expect((await visitor.visit("/settings/tokens")).status).toBe(200);
  expect((await visitor.visit("/settings/tokens/new")).headers.get("Location")).toContain("/proof");
});

test("S1 a passkey proves as well: of its person, asked for in this session, and once", async () => {
  const { visitor, email } = await newcomer(account);
  const key = new SecurityKey();
  const { challenge } = askedIn(await visitor.visit("/settings/security/passkeys/new"));
  expect((await visitor.visit("/proof")).text).not.toContain("data-passkey");
  await visitor.send("/settings/security/passkeys", { passkey: key.make({ challenge }) });
  await provedAgo(email, 11);
  const asked = askedIn(await visitor.visit("/proof?next=/settings/tokens/new"));
  expect(asked.known).toEqual([key.credential]);
  const prove = (passkey: string) => visitor.send("/proof", { passkey, next: "/settings/tokens/new" });
  const stranger = new SecurityKey().use({ challenge: asked.challenge });
  // What is signed to sign in, or to be added, is no proof.
  const others = [key.use({ challenge }), key.use({ challenge: "AAAA" }), stranger, "{}"];
  for (const passkey of others) {
    const refused = await prove(passkey);
    expect([refused.status, textOf(refused)]).toEqual([422, expect.stringContaining("not one of yours for Muster")]);
  }
  expect((await visitor.visit("/settings/tokens/new")).status).toBe(303);
  const signed = key.use({ challenge: asked.challenge });
  expect((await prove(signed)).headers.get("Location")).toBe("/settings/tokens/new");
  expect((await visitor.visit("/settings/tokens/new")).status).toBe(200);
  // With the secret of the session the challenge is another one.
  expect((await prove(signed)).status).toBe(422);
  const kept = await account.list<{ action: string; who: string }>(`/activity?who=${encodeURIComponent(email)}`);
  const counts = ["session.prove", "factor.fail"].map((name) => kept.filter(({ action }) => action === name).length);
  expect(counts).toEqual([1, 5]);
  expect(kept.find(({ action }) => action === "session.prove")).toMatchObject({ detail: { by: "passkey" } });
});
