import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test } from "vitest";
import worker from "../../../src/index.ts";
import { safeConfiguration, unsafeChanges } from "../../support/safe-configuration.ts";
import { hearLog } from "../../support/site/log-lines.ts";
import { makeAccount } from "../../support/site/site.ts";

let heard: ReturnType<typeof hearLog>;

beforeEach(() => {
  heard = hearLog({ isQuiet: true });
});
afterEach(() => heard.stop());

const { PUBLIC_ORIGIN, OPERATOR_TOKEN } = safeConfiguration;

/** Asks the Worker as it is deployed, with some settings changed. */
function deployed(path: string, changes: Readonly<Record<string, unknown>> = {}, request: RequestInit = {}) {
  const url = path.startsWith("http") ? path : `${PUBLIC_ORIGIN}${path}`;
  const bindings: Env = { ...env, ...safeConfiguration, ...changes };
  return worker.fetch(new Request(url, { redirect: "manual", ...request }), bindings, createExecutionContext());
}

const paths = ["/sign-in", "/healthz", "/api/v1/accounts", "/nothing"];

test.each(unsafeChanges)(
  "S12 with %s as %j nothing is served, and the log says what to do",
  async (name, value, said) => {
    for (const path of paths) {
      const answer = await deployed(path, { [name]: value });
      const text = await answer.text();
      expect([path, answer.status]).toEqual([path, 503]);
      expect(text).not.toContain(name);
      if (value) expect(text).not.toContain(value);
      expect(answer.headers.get("Strict-Transport-Security")).toContain("max-age=63072000");
      const line = heard.events().at(-1);
      expect(line).toMatchObject({ event: "configuration_unsafe", to_do: expect.stringContaining(said) });
      expect(text).toContain(line?.reference);
    }
  },
);

test("S12 a safe configuration serves, and what is unsafe in development alone", async () => {
  const headers = { Authorization: `Bearer ${OPERATOR_TOKEN}` };
  expect((await deployed("/sign-in")).status).toBe(200);
  expect((await deployed("/api/v1/accounts", {}, { headers })).status).toBe(200);
  expect((await deployed("http://localhost/sign-in", { ...env, ENVIRONMENT: "development" })).status).toBe(200);
});

test("S12 outside development what comes over http is led to https, as what it was, and no cookie is set", async () => {
  for (const [method, path] of [
    ["GET", "/sign-in?next=/users"],
    ["POST", "/sign-in"],
    ["GET", "/api"],
    ["GET", "/api/v1/openapi.json"],
    ["POST", "/api/v1/accounts"],
    ["GET", "/healthz"],
  ] as const) {
    const answer = await deployed(`http://muster.provider.test${path}`, {}, { method });
    expect([answer.status, answer.headers.get("Location")]).toEqual([308, `${PUBLIC_ORIGIN}${path}`]);
    expect(answer.headers.get("Set-Cookie")).toBeNull();
  }
});

test("S12 outside development what brings a token over http is refused, and told of", async () => {
  for (const path of ["/api/v1/accounts", "/metrics"]) {
    const headers = { Authorization: `Bearer ${OPERATOR_TOKEN}` };
    const answer = await deployed(`http://muster.provider.test${path}`, {}, { headers });
    expect([path, answer.status, await answer.json()]).toMatchObject([path, 400, { code: "malformed_request" }]);
  }
  const told = heard.events().filter(({ event }) => event === "token_sent_readably");
  expect(told).toMatchObject([
    { method: "GET", level: "warn" },
    { method: "GET", level: "warn" },
  ]);
});

const isDropped = (cookie: string) => cookie.includes("Max-Age=0");

test("S12 S7 outside development every cookie is Secure, bound to the host, and seen by no script", async () => {
  const { id } = await makeAccount({ numbers: [] });
  const who = { email: "dana@cookies.example", password: "correct horse battery" };
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${OPERATOR_TOKEN}` };
  const wish = { method: "POST", headers, body: JSON.stringify(who) };
  expect((await deployed(`/api/v1/accounts/${id}/administrators`, {}, wish)).status).toBe(201);
  const send = (path: string, fields: Readonly<Record<string, string>>, Cookie = "") =>
    deployed(
      path,
      {},
      { method: "POST", headers: { Origin: PUBLIC_ORIGIN, Cookie }, body: new URLSearchParams(fields) },
    );
  const came = await send("/sign-in", who);
  const cookie =
    came.headers
      .getSetCookie()
      .find((one) => one.startsWith("__Host-muster="))
      ?.split(";")[0] ?? "";
  const shown = await deployed("/users", {}, { headers: { Cookie: cookie } });
  expect([came.status, shown.status]).toEqual([303, 200]);
  await env.DIRECTORY.prepare(
    "INSERT INTO factors (id, email_key, kind, secret, last_step, created_at) VALUES ('fac_x', ?1, 'app', '', 0, '')",
  )
    .bind(who.email)
    .run();
  const owing = await send("/sign-in", who);
  const set = [came, shown, owing].flatMap((answer) => answer.headers.getSetCookie()).filter((one) => !isDropped(one));
  expect(set.map((one) => one.split("=")[0])).toEqual(
    ["", "-browser", "-place", "-factor"].map((name) => `__Host-muster${name}`),
  );
  const attributes = (one: string) =>
    one
      .split("; ")
      .slice(1)
      .filter((part) => !part.startsWith("Max-Age="))
      .toSorted();
  for (const one of set)
    expect([one, attributes(one)]).toEqual([one, ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]]);
  const left = await send("/sign-out", {}, cookie);
  expect(left.headers.getSetCookie().join("\n")).toMatch(/^__Host-muster=; Max-Age=0; Path=\/; Secure$/m);
});
