import { env } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";
import worker from "../../../src/index.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { parseOpenMetrics } from "../../support/operation/openmetrics.ts";
import { call, OPERATOR, ORIGIN } from "../../support/site/http.ts";
import { makeAccount } from "../../support/site/site.ts";

afterEach(async () => {
  await env.DB.prepare("DELETE FROM mail_pause").run();
});

type Health = {
  readonly status: string;
  readonly imports: Readonly<Record<string, number>>;
  readonly stuck: number;
  readonly oldest_message_seconds: number;
  readonly mail_pause: { readonly reason: string; readonly until: string } | null;
  readonly databases: readonly { readonly name: string; readonly bytes: number; readonly limit: number }[];
  readonly schema: string;
  readonly version: string;
  readonly configuration: readonly { readonly name: string; readonly ok: boolean }[];
};

const health = async () => (await call<Health>("GET", "/api/v1/operator/health")).body;
const metrics = async () => (await call("GET", "/api/v1/metrics")).text;
/** The value of a line, which has these labels. */
const gauge = (text: string, line: string) =>
  Number(
    text
      .split("\n")
      .find((one) => one.startsWith(`${line} `))
      ?.slice(line.length + 1),
  );
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

test("O3 /healthz tells anybody whether the service answers, and nothing else", async () => {
  const well = await call("GET", "/healthz", { token: null });
  expect([well.status, well.body, well.headers.get("Cache-Control")]).toEqual([200, { status: "ok" }, "no-store"]);
  const deadDatabase = {
    prepare: () => ({ bind: () => ({ all: () => Promise.reject(new Error("D1_ERROR: no such database")) }) }),
  };
  const broken = { ...env, DB: deadDatabase } as unknown as Env;
  const ill = await worker.fetch(
    new Request(`${ORIGIN}/healthz`) as Request<unknown, IncomingRequestCfProperties>,
    broken,
    {
      waitUntil() {},
      passThroughOnException() {},
    } as unknown as ExecutionContext,
  );
  expect([ill.status, await ill.json(), ill.headers.get("Retry-After")]).toEqual([503, { status: "unavailable" }, "5"]);
});

test("O3 health names the schema, the size of each database and every setting that can be unsafe", async () => {
  const seen = await health();
  expect(seen.schema).toMatch(/^[0-9]{4}_[a-z_]+ [0-9]{4}_[a-z_]+$/);
  expect(seen.databases.map(({ name }) => name)).toEqual(["accounts", "directory"]);
  for (const { bytes, limit } of seen.databases) expect([bytes > 10_000, limit]).toEqual([true, 10_000_000_000]);
  expect(seen.configuration.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["MASTER_SECRET", "OPERATOR_TOKEN", "PUBLIC_ORIGIN", "MAIL_FROM"]),
  );
  // What a test runs with is for development alone.
  expect(seen.configuration.find(({ name }) => name === "ENVIRONMENT")).toEqual({ name: "ENVIRONMENT", ok: false });
  expect(seen.status).toBe("attention");
});

test("O3 health and metrics count imports by state, those that stand still, and the mail that waits for longest", async () => {
  const [before, text] = [await health(), await metrics()];
  const account = await makeAccount({ types: { Pro: 50, Basic: 1 }, numbers: [] });
  const draft = await account.draft(csvOf(people(3)));
  const id = await account.start(csvOf(people(4, (n) => ({ email: `other-${n}@acme.example` }))), { mails: "hold" });
  await account.waitFor(id);
  const after = await health();
  const more = (state: string) => (after.imports[state] ?? 0) - (before.imports[state] ?? 0);
  expect([more("ready"), more("completed"), more("running")]).toEqual([1, 1, 0]);
  const now = await metrics();
  expect(gauge(now, 'muster_imports{state="ready"}') - gauge(text, 'muster_imports{state="ready"}')).toBe(1);
  expect(gauge(now, "muster_last_hour_rows") - gauge(text, "muster_last_hour_rows")).toBe(4);
  expect(gauge(now, "muster_last_hour_imports") - gauge(text, "muster_last_hour_imports")).toBe(1);
  expect(gauge(now, "muster_last_hour_import_seconds")).toBeGreaterThan(gauge(text, "muster_last_hour_import_seconds"));

  expect(after.stuck).toBe(before.stuck);
  await env.DB.prepare("UPDATE imports SET state = 'running', started_at = ?2, finished_at = NULL WHERE id = ?1")
    .bind(draft, ago(11))
    .run();
  expect((await health()).stuck - before.stuck).toBe(1);
  await env.DB.prepare("UPDATE imports SET started_at = ?2 WHERE id = ?1").bind(draft, ago(9)).run();
  expect((await health()).stuck - before.stuck).toBe(0);
  await env.DB.prepare("DELETE FROM imports WHERE id = ?1").bind(draft).run();

  await env.DB.prepare(
    "UPDATE mails SET state = 'pending', due_at = ?2, last_error = 'E_TIMEOUT' WHERE account = ?1 AND kind = 'welcome'",
  )
    .bind(account.id, ago(30))
    .run();
  const late = await health();
  expect(late.oldest_message_seconds).toBeGreaterThanOrEqual(1_800);
  expect(gauge(await metrics(), 'muster_mails{state="pending",reason="E_TIMEOUT"}')).toBe(4);
});

test("O3 M11 health and metrics tell that mails pause, why and until when", async () => {
  const until = new Date(Date.now() + 60_000).toISOString();
  await env.DB.prepare("INSERT INTO mail_pause (id, reason, since, until) VALUES (1, 'quota', ?1, ?2)")
    .bind(ago(1), until)
    .run();
  expect((await health()).mail_pause).toEqual({ reason: "quota", until });
  expect(gauge(await metrics(), 'muster_mail_paused{reason="quota"}')).toBe(1);
  await env.DB.prepare("DELETE FROM mail_pause").run();
  expect((await health()).mail_pause).toBeNull();
  expect(gauge(await metrics(), 'muster_mail_paused{reason="quota"}')).toBe(0);
});

test("O3 metrics count sign-ins that failed", async () => {
  const before = gauge(await metrics(), "muster_last_hour_failed_sign_ins");
  const body = new URLSearchParams({ email: "nobody@health.example", password: "wrong password of nobody" });
  await call("POST", "/sign-in", { token: null, headers: { Origin: ORIGIN }, body });
  expect(gauge(await metrics(), "muster_last_hour_failed_sign_ins") - before).toBe(1);
});

test("O3 metrics are OpenMetrics, and the operator's alone like health", async () => {
  const scraped = await call("GET", "/api/v1/metrics");
  expect(scraped.headers.get("Content-Type")).toBe("application/openmetrics-text; version=1.0.0; charset=utf-8");
  const families = parseOpenMetrics(scraped.text);
  expect([...families.keys()].filter((name) => !/^muster(_[a-z0-9]+)*$/.test(name))).toEqual([]);
  expect(families.size).toBeGreaterThan(25);
  const account = await makeAccount();
  const { token } = await account.ask<{ token: string }>("POST", "/tokens", { json: { name: "ci", scope: "write" } });
  for (const path of ["/api/v1/metrics", "/api/v1/operator/health"]) {
    expect((await call("GET", path, { token })).status).toBe(403);
    expect((await call("GET", path, { token: null })).status).toBe(401);
    expect((await call("GET", `${path}?all=1`, { token: OPERATOR })).status).toBe(400);
  }
});
