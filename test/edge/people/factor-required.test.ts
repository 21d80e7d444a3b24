import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { PageDemand } from "../../../src/domain/access/demands.ts";
import { pageDemands } from "../../../src/domain/access/pages.ts";
import { isRole } from "../../../src/domain/access/roles.ts";
import worker from "../../../src/index.ts";
import { addApp, cookiesOf, givePassword, newcomer, offerIn } from "../../support/site/authenticator.ts";
import { fill, nothings } from "../../support/site/every-route.ts";
import { type Answer, call, ORIGIN } from "../../support/site/http.ts";
import { type Account, mailTo, makeAccount, outbox } from "../../support/site/site.ts";
import { storedState } from "../../support/site/stored-state.ts";
import { headingOf, textOf, Visitor } from "../../support/site/visitor.ts";

const table: readonly (readonly [string, PageDemand])[] = Object.entries(pageDemands).filter(([, { who }]) =>
  isRole(who),
);

let account: Account;

beforeAll(async () => {
  account = await makeAccount({ numbers: [] });
});

type Shown = { readonly require_factor: boolean };
const require = (of: Account, require_factor: boolean) => of.ask<Shown>("PUT", "", { json: { require_factor } });

/** What a page does with whoever asks for it, as far as a second factor goes. */
function told(answer: Answer<unknown>): string {
  const { status, headers } = answer;
  if (status === 303 && headers.get("Location")?.startsWith("/settings/security/factors/new")) return "led to a factor";
  if (status === 403 && headingOf(answer).startsWith("Add a second step")) return "kept until there is a factor";
  return [401, 403, 500].includes(status) ? String(status) : "let in";
}

test("S1 an account says whether it takes a second factor from everybody, and takes none unless told to", async () => {
  const { require_factor } = await account.ask<Shown>("GET", "");
  expect(require_factor).toBe(false);
  expect((await require(account, true)).require_factor).toBe(true);
  await account.ask("PUT", "", { json: { name: "Acme" } });
  expect((await account.ask<Shown>("GET", "")).require_factor).toBe(true);
  const listed = await call<{ items: Shown[] }>("GET", `/api/v1/accounts?limit=200`);
  expect(listed.body.items.some((one) => one.require_factor)).toBe(true);
  expect((await account.call("PUT", "", { json: { require_factor: "yes" } })).status).toBe(422);
  expect((await require(account, false)).require_factor).toBe(false);
  const made = await call<Shown>("PUT", "/api/v1/accounts/demands-one", {
    json: { name: "X", require_factor: true, main_location: { name: "HQ", country: "US", address: "" } },
  });
  expect(made.body.require_factor).toBe(true);
});

test("S1 who owes a second factor is led to make one from every page but those on the way to it, and no form is lost", async () => {
  const { visitor } = await newcomer(account);
  await require(account, true);
  const before = await storedState();
  const answers: Record<string, string> = {};
  for (const [route] of table) {
    const { method, path } = fill(route, nothings);
    answers[route] = told(await (method === "GET" ? visitor.visit(path) : visitor.send(path)));
  }
  const closed = (route: string) => (route.startsWith("GET ") ? "led to a factor" : "kept until there is a factor");
  expect(answers).toEqual(
    Object.fromEntries(table.map(([route, { owing }]) => [route, owing ? "let in" : closed(route)])),
  );
  expect((await storedState()) === before).toBe(true);
  expect(table.filter(([, { owing }]) => owing).map(([route]) => route)).toEqual([
    "GET /proof",
    "POST /proof",
    "GET /settings/security/factors/new",
    "POST /settings/security/factors",
    "GET /settings/security/passkeys/new",
    "POST /settings/security/passkeys",
  ]);
  await require(account, false);
});

test("S1 who has made themselves the factor that was demanded goes on to the page that they wanted", async () => {
  const { visitor, email } = await newcomer(account);
  await require(account, true);
  const led = (await visitor.visit("/users?q=ann")).headers.get("Location") ?? "";
  expect(led).toBe(`/settings/security/factors/new?next=${encodeURIComponent("/users?q=ann")}`);
  const page = await visitor.visit(led);
  expect(headingOf(page)).toBe("Add a second step to go on");
  const { app, sealed } = offerIn(page);
  const added = await visitor.send("/settings/security/factors", { sealed, code: app.code(), next: "/users?q=ann" });
  expect(added.text).toContain('href="/users?q=ann"');
  expect((await visitor.visit("/users?q=ann")).status).toBe(200);
  // Whoever is signed in elsewhere by the password alone is so no more; whoever has a factor is asked for nothing else.
  expect((await givePassword(email, "192.0.2.77")).headers.get("Location")).toBe("/sign-in/factor");
  await require(account, false);
});

test("S1 the demand holds in the account that makes it, and in no other of the person's", async () => {
  const other = await makeAccount({ numbers: [] });
  const { email } = await newcomer(account);
  await other.ask("POST", "/administrators", { json: { email } });
  await require(other, true);
  const at = async (id: string) => {
    const cookie = cookiesOf(await givePassword(email, "192.0.2.78"));
    const chosen = await new Visitor(cookie).send("/accounts", { account: id });
    return told(await new Visitor(cookiesOf(chosen)).visit("/users"));
  };
  expect([await at(account.id), await at(other.id)]).toEqual(["let in", "led to a factor"]);
});

test("S1 an owner switches the demand on and off, with a fresh proof", async () => {
  const { visitor, email } = await newcomer(account);
  await addApp(visitor);
  expect(textOf(await visitor.visit("/settings"))).toContain("A second step for everybody off");
  await visitor.send("/settings/factor", { require_factor: "true" });
  expect((await account.ask<Shown>("GET", "")).require_factor).toBe(true);
  expect(textOf(await visitor.visit("/settings?news=factor_on"))).toContain("A second step for everybody on");
  await visitor.send("/settings/factor", { require_factor: "false" });
  expect((await account.ask<Shown>("GET", "")).require_factor).toBe(false);
  await env.DIRECTORY.prepare("UPDATE sessions SET proved_at = NULL WHERE email_key = ?1").bind(email).run();
  expect((await visitor.send("/settings/factor", { require_factor: "true" })).status).toBe(403);
});

/** Opens a page of a deployment with other settings. */
async function visitWith(given: Partial<Env>, cookie: string): Promise<string | null> {
  const request = new Request(`${ORIGIN}/users`, { headers: { Cookie: cookie }, redirect: "manual" });
  const { headers } = await worker.fetch(request, { ...env, ...given }, createExecutionContext());
  return headers.get("Location");
}

test("S1 with REQUIRE_FACTOR the deployment takes one from everybody, whatever their account says", async () => {
  const { email } = await newcomer(account);
  const cookie = cookiesOf(await givePassword(email, "192.0.2.79"));
  expect(await visitWith({ REQUIRE_FACTOR: "true" }, cookie)).toContain("/settings/security/factors/new");
  for (const none of ["", "false"]) expect(await visitWith({ REQUIRE_FACTOR: none }, cookie)).toBe(null);
});

test("S1 whom Cloudflare Access has vouched for owes no factor", async () => {
  const { email } = await newcomer(account);
  const cookie = cookiesOf(await givePassword(email, "192.0.2.80"));
  await env.DIRECTORY.prepare("UPDATE sessions SET by_access = 1 WHERE email_key = ?1").bind(email).run();
  expect(await visitWith({ REQUIRE_FACTOR: "true" }, cookie)).toBe(null);
});

test("S1 the operator removes the factors of somebody who has lost them: sessions end, the person is told, and the audit has it", async () => {
  const { visitor, email } = await newcomer(account);
  await addApp(visitor);
  const path = (of: string) => `/api/v1/operator/people/${encodeURIComponent(of)}/factors`;
  expect((await call("DELETE", path("nobody@x.example"))).status).toBe(404);
  expect((await call("DELETE", path(email), { token: await account.token() })).status).toBe(403);
  expect((await givePassword(email, "192.0.2.81")).headers.get("Location")).toBe("/sign-in/factor");
  for (let times = 0; times < 2; times += 1) expect((await call("DELETE", path(email.toUpperCase()))).status).toBe(204);
  expect((await visitor.visit("/users")).headers.get("Location")).toContain("/sign-in");
  expect((await givePassword(email, "192.0.2.81")).headers.get("Location")).toBe("/");
  const codes = env.DIRECTORY.prepare("SELECT count(*) AS many FROM recovery_codes WHERE email_key = ?1").bind(email);
  expect(await codes.first("many")).toBe(0);
  const kept = await account.list<{ action: string; who: string; subject: string }>(
    "/activity?action=factor.remove_all",
  );
  expect(kept).toMatchObject([{ who: "operator", subject: email }]);
  await mailTo(email, "security_notice", 2);
  const subjects = (await outbox(email)).map(({ subject }) => subject);
  expect(subjects.filter((subject) => subject.startsWith("Your provider has removed"))).toHaveLength(1);
});
