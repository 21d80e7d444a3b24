import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { sign } from "hono/jwt";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import worker from "../../../src/index.ts";
import { makeAccount } from "../../support/site/site.ts";
import { enrol, Visitor } from "../../support/site/visitor.ts";

const password = "correct horse battery";
const team = "https://team.cloudflareaccess.test";
const audience = "0123456789abcdef";

type Keys = { readonly own: JsonWebKey & { kid: string }; readonly shown: JsonWebKey & { kid: string } };
let ours: Keys;
let others: Keys;

/** A pair of keys as Access has them: it signs with one, and shows the other to everybody. */
async function makeKeys(kid: string): Promise<Keys> {
  const rsa = {
    name: "RSASSA-PKCS1-v1_5",
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: "SHA-256",
  };
  const pair = (await crypto.subtle.generateKey(rsa, true, ["sign", "verify"])) as CryptoKeyPair;
  const [own, shown] = await Promise.all(
    [pair.privateKey, pair.publicKey].map((one) => crypto.subtle.exportKey("jwk", one)),
  );
  return { own: { ...(own as JsonWebKey), kid }, shown: { ...(shown as JsonWebKey), kid } };
}

let asked: string[] = [];
let published: readonly unknown[] = [];

beforeAll(async () => {
  [ours, others] = [await makeKeys("ours"), await makeKeys("ours")];
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** The address at which the team shows its keys, and no other. */
function serveKeys(...keys: readonly unknown[]): void {
  asked = [];
  published = keys;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    asked.push(String(input));
    return Response.json({ keys: published, public_cert: {} });
  });
}

const soon = () => Math.floor(Date.now() / 1000) + 600;
const claims = (email: string) => ({ email, aud: [audience], iss: team, exp: soon(), iat: soon() - 900 });
const signed = (payload: Record<string, unknown>, keys = ours) => sign(payload, keys.own, "RS256");

let teams = 0;

type Given = {
  readonly token?: string;
  readonly path?: string;
  readonly vars?: Partial<Env>;
  readonly cookie?: string;
};

/** Asks for a page with what Access has written beside the request. */
async function visit({ token, path = "/users", vars = {}, cookie = "" }: Given): Promise<Response> {
  const headers = { Cookie: cookie, ...(token !== undefined && { "Cf-Access-Jwt-Assertion": token }) };
  const request = new Request(`http://localhost${path}`, { headers, redirect: "manual" });
  const given = { ...env, ACCESS_TEAM: team, ACCESS_AUDIENCE: audience, ...vars };
  return worker.fetch(request, given, createExecutionContext());
}

async function administrator(): Promise<string> {
  teams += 1;
  const email = `Access-${teams}@provider.example`;
  await enrol(await makeAccount({ numbers: [] }), { email, password });
  return email;
}

const isIn = (answer: Response) => [
  answer.status,
  answer.headers.getSetCookie().some((cookie) => cookie.startsWith("muster=")),
];
const isOut = [303, false];

test("S1 whom Cloudflare Access vouches for is in without signing in, and goes on with a session", async () => {
  serveKeys({ kid: "older", kty: "EC" }, ours.shown);
  const token = await signed(claims((await administrator()).toLowerCase()));
  const first = await visit({ token });
  expect(isIn(first)).toEqual([200, true]);
  expect(asked).toEqual([`${team}/cdn-cgi/access/certs`]);
  const cookie = first.headers.get("Set-Cookie")?.split(";")[0] ?? "";
  expect(isIn(await visit({ cookie }))).toEqual([200, false]);
  const door = await visit({ token, path: "/sign-in?next=/numbers" });
  expect([door.status, door.headers.get("Location")]).toEqual([303, "/numbers"]);
});

test("S8 the audit says that Access has vouched for somebody, in whichever of their accounts they go on", async () => {
  serveKeys(ours.shown);
  const [one, two] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const email = "of-two@provider.example";
  for (const account of [one, two]) await enrol(account, { email, password });
  const first = await visit({ token: await signed(claims(email)) });
  const visitor = new Visitor(first.headers.get("Set-Cookie")?.split(";")[0] ?? "");
  expect((await visitor.send("/accounts", { account: two.id })).status).toBe(303);
  const kept = await two.list<{ action: string; who: string; detail: object }>("/activity");
  expect(kept.find(({ action }) => action === "session.open")).toMatchObject({ who: email, detail: { by: "access" } });
});

test("S1 what Access says is no proof before tokens are made: the password is", async () => {
  serveKeys(ours.shown);
  const first = await visit({ token: await signed(claims((await administrator()).toLowerCase())) });
  const cookie = first.headers.get("Set-Cookie")?.split(";")[0] ?? "";
  const led = await visit({ cookie, path: "/settings/tokens/new" });
  expect([led.status, led.headers.get("Location")]).toEqual([303, "/proof?next=%2Fsettings%2Ftokens%2Fnew"]);
});

test("S1 where the operator has not named team and application, what stands in the header is nothing", async () => {
  serveKeys(ours.shown);
  const token = await signed(claims(await administrator()));
  expect(isIn(await visit({ token, vars: { ACCESS_TEAM: "", ACCESS_AUDIENCE: "" } }))).toEqual(isOut);
  expect(isIn(await visit({ token, vars: { ACCESS_AUDIENCE: "" } }))).toEqual(isOut);
  expect(asked).toEqual([]);
});

test("S1 whoever administers nothing any more opens nothing, though Access vouches for them", async () => {
  serveKeys(ours.shown);
  const email = (await administrator()).toLowerCase();
  const token = await signed(claims(email));
  await env.DIRECTORY.prepare("DELETE FROM administrators WHERE email_key = ?1").bind(email).run();
  expect(isIn(await visit({ token }))).toEqual(isOut);
});

const wrong: readonly (readonly [string, (email: string) => Promise<string>])[] = [
  ["of another application", (email) => signed({ ...claims(email), aud: ["another"] })],
  ["of no application", (email) => signed({ ...claims(email), aud: [] })],
  ["of another team", (email) => signed({ ...claims(email), iss: "https://evil.cloudflareaccess.test" })],
  ["that has ended", (email) => signed({ ...claims(email), exp: soon() - 601 })],
  ["without an end", (email) => signed({ ...claims(email), exp: undefined })],
  ["signed by somebody else under the same name", (email) => signed(claims(email), others)],
  ["signed with what everybody can read", async (email) => sign(claims(email), String(ours.shown.n), "HS256")],
  [
    "not signed at all",
    async (email) => {
      const [, body] = (await signed(claims(email))).split(".");
      return `${btoa('{"alg":"none","typ":"JWT","kid":"ours"}').replace(/=/g, "")}.${body}.`;
    },
  ],
  [
    "whose text was changed",
    async (email) => (await signed(claims(email))).replace(/\.(.)/, (_, one) => `.${one === "e" ? "f" : "e"}`),
  ],
  ["of a service", (email) => signed({ ...claims(email), email: undefined, common_name: email })],
  ["that is none", async () => "nonsense"],
];

test.each(wrong)("S1 a token of Access %s opens nothing", async (_, make) => {
  serveKeys(ours.shown);
  const email = await administrator();
  expect(isIn(await visit({ token: await make(email) }))).toEqual(isOut);
  const sessions = env.DIRECTORY.prepare("SELECT count(*) AS many FROM sessions WHERE email_key = ?1");
  expect(await sessions.bind(email.toLowerCase()).first("many")).toBe(0);
});

test("S1 Access opens nothing for whoever is no administrator, was only invited, or is only written alike", async () => {
  serveKeys(ours.shown);
  const account = await makeAccount({ numbers: [] });
  await enrol(account, { email: "mike@provider.example", password });
  await account.ask("POST", "/administrators", { json: { email: "invited@provider.example" } });
  for (const email of ["nobody@provider.example", "invited@provider.example", "mi\u212Ae@provider.example"])
    expect([email, isIn(await visit({ token: await signed(claims(email)) }))]).toEqual([email, isOut]);
  expect(isIn(await visit({ token: await signed(claims("mike@provider.example")) }))).toEqual([200, true]);
});

test("S1 what a page asks for by itself opens no session by Access, so that being away for long ends it", async () => {
  serveKeys(ours.shown);
  const token = await signed(claims(await administrator()));
  expect(isIn(await visit({ token, path: "/imports/imp_1/progress" }))).toEqual(isOut);
});

test("S1 who signs out is not signed in again at once by Access", async () => {
  serveKeys(ours.shown);
  const token = await signed(claims(await administrator()));
  const cookie = (await visit({ token })).headers.get("Set-Cookie")?.split(";")[0] ?? "";
  const headers = { Cookie: cookie, Origin: "http://localhost", "Cf-Access-Jwt-Assertion": token };
  const out = new Request("http://localhost/sign-out", { method: "POST", headers, redirect: "manual" });
  const given = { ...env, ACCESS_TEAM: team, ACCESS_AUDIENCE: audience };
  const left = await worker.fetch(out, given, createExecutionContext());
  const [path, kept] = [left.headers.get("Location") ?? "", left.headers.get("Set-Cookie")];
  expect([path, kept]).toEqual(["/sign-in?news=left", expect.stringContaining("Max-Age=0")]);
  const door = await visit({ token, path });
  expect(isIn(door)).toEqual([200, false]);
  expect(await door.text()).toContain("/cdn-cgi/access/logout");
  expect(isIn(await visit({ cookie }))).toEqual(isOut);
});
