import { env } from "cloudflare:workers";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import alerts from "../../../docs/operation/alerts.json";
import dashboard from "../../../docs/operation/dashboard.json";
import { sendDueDeliveries } from "../../../src/background/webhooks/consumer.ts";
import { counters, histograms } from "../../../src/domain/operation/meters.ts";
import worker from "../../../src/index.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { parseOpenMetrics } from "../../support/operation/openmetrics.ts";
import { risen, scrape } from "../../support/operation/scrape.ts";
import { addApp, cookiesOf, givePassword, newcomer, wrongCode } from "../../support/site/authenticator.ts";
import { deliver, freeze } from "../../support/site/background.ts";
import { call, OPERATOR, ORIGIN } from "../../support/site/http.ts";
import { makeAccount, phones } from "../../support/site/site.ts";
import { Receiver } from "../../support/webhooks/receiver.ts";

afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await call("POST", "/dev/mail-weather", { json: { answer: "accept" } });
  await env.DB.prepare("DELETE FROM mail_pause").run();
});

const small = () => makeAccount({ types: { Pro: 200, Basic: 1 }, numbers: [] });
/** Sets how often something was done in the last ten minutes. */
const used = (key: string, times: number) =>
  env.DIRECTORY.prepare("INSERT INTO rate_windows (key, ends_at, used) VALUES (?1, ?2, ?3)")
    .bind(key, new Date(Date.now() + 600_000).toISOString(), times)
    .run();

type Case = {
  readonly samples: readonly string[];
  readonly by: readonly (number | "more")[];
  readonly doing: () => Promise<unknown>;
};

/** Each counter and histogram, and what it is named for. */
const cases: Readonly<Record<string, Case>> = {
  muster_requests: {
    samples: [
      'muster_requests_total{route="GET /healthz",status="2xx"}',
      'muster_requests_total{route="GET /*",status="4xx"}',
    ],
    by: [1, 1],
    doing: async () => {
      await call("GET", "/healthz", { token: null });
      await call("GET", "/nothing/+14155550101", { token: null });
    },
  },
  muster_request_seconds: {
    samples: ['muster_request_seconds_count{door="pages"}', 'muster_request_seconds_bucket{door="pages",le="+Inf"}'],
    by: [1, 1],
    doing: async () => {
      await call("GET", "/sign-in", { token: null });
      // Refused ones and those that wait on purpose are left out.
      await call("GET", "/nothing", { token: null });
    },
  },
  muster_d1_calls: {
    samples: ['muster_d1_calls_total{route="GET /api/v1/accounts"}'],
    // The account's list, and that the operator has read it.
    by: [2],
    doing: () => call("GET", "/api/v1/accounts"),
  },
  muster_d1_seconds: {
    samples: ['muster_d1_seconds_total{route="GET /api/v1/accounts/:account/imports"}'],
    by: ["more"],
    doing: async () => {
      const account = await small();
      // A call of a few hundred microseconds may seem to take no time.
      for (let times = 0; times < 40; times += 1) await account.call("GET", "/imports");
    },
  },
  muster_d1_repeats: {
    samples: [
      'muster_d1_repeats_total{route="GET /healthz"}',
      'muster_log_lines_total{level="warn",event="d1_repeated"}',
    ],
    by: [1, 1],
    doing: () => worker.fetch(new Request(`${ORIGIN}/healthz`), { ...env, DB: failingOnce() }),
  },
  muster_dead_letters: {
    samples: ["rows", "mails", "webhooks"].map((queue) => `muster_dead_letters_total{queue="${queue}"}`),
    by: [1, 2, 1],
    doing: async () => {
      await deliver("muster-rows-dead", [{ account: "none", importId: "imp_none", epoch: 1, from: 2, to: 3 }]);
      await deliver("muster-staging-mails-dead", [{ account: "none", lane: "bulk" }, "what is this"]);
      await deliver("muster-webhooks-dead", [{ account: "none" }]);
    },
  },
  muster_rate_limit_hits: {
    samples: ["uploads", "passwords", "links"].map((limit) => `muster_rate_limit_hits_total{limit="${limit}"}`),
    by: [1, 1, 1],
    doing: async () => {
      const account = await small();
      await used(`uploads:${account.id}`, 60);
      expect((await account.upload("x", {})).status).toBe(429);
      await used("sign-in:192.0.2.77", 30);
      expect((await givePassword("a@metrics.example", "192.0.2.77")).status).toBe(429);
      const body = new URLSearchParams({ email: "a@metrics.example" });
      const headers = { Origin: ORIGIN, "CF-Connecting-IP": "192.0.2.77" };
      expect((await call("POST", "/forgot-password", { token: null, headers, body })).status).toBe(429);
    },
  },
  muster_failed_sign_ins: {
    samples: ['muster_failed_sign_ins_total{what="password"}', 'muster_failed_sign_ins_total{what="factor"}'],
    by: [1, 1],
    doing: async () => {
      const { email, visitor } = await newcomer(await small());
      const { app } = await addApp(visitor);
      await givePassword(email, "192.0.2.78", "not the password");
      const Cookie = cookiesOf(await givePassword(email, "192.0.2.78"));
      const body = new URLSearchParams({ code: wrongCode(app) });
      await call("POST", "/sign-in/factor", { token: null, headers: { Origin: ORIGIN, Cookie }, body });
    },
  },
  muster_mails_tried: {
    samples: ["accepted", "refused", "passing"].map(
      (outcome) => `muster_mails_tried_total{lane="first",outcome="${outcome}"}`,
    ),
    // What has met a passing error goes again, and is accepted then.
    by: ["more", 1, 1],
    doing: async () => {
      const account = await small();
      for (const answer of ["accept", "E_RECIPIENT_SUPPRESSED", "E_INTERNAL_SERVER_ERROR"]) {
        await call("POST", "/dev/mail-weather", { json: { answer, ...(answer === "accept" ? {} : { times: 1 }) } });
        const json = { email: `${answer.toLowerCase()}@metrics.example` };
        await account.call("POST", "/administrators", { json });
        const tried =
          "SELECT 1 FROM mails WHERE account = ?1 AND to_address = ?2 AND lease IS NULL AND (state <> 'pending' OR last_error IS NOT NULL)";
        const isTried = () => env.DB.prepare(tried).bind(account.id, json.email).first();
        await vi.waitFor(async () => expect(await isTried()).not.toBeNull(), { timeout: 20_000 });
      }
    },
  },
  muster_webhook_tries: {
    samples: ['muster_webhook_tries_total{outcome="delivered"}', 'muster_webhook_tries_total{outcome="failed"}'],
    by: [1, 1],
    doing: async () => {
      const receiver = new Receiver();
      for (const status of [200, 500]) {
        receiver.answer = async () => new Response(null, { status });
        const account = await small();
        await account.ask("POST", "/webhooks", {
          json: { url: "https://hooks.example.com/x", events: ["numbers.changed"] },
        });
        await account.ask("POST", "/numbers", { json: { numbers: phones(1) } });
        await sendDueDeliveries(account.id, env);
        const tried = "SELECT 1 FROM webhook_deliveries WHERE account = ?1 AND attempts = 1 AND lease IS NULL";
        await vi.waitFor(async () => expect(await env.DB.prepare(tried).bind(account.id).first()).not.toBeNull());
      }
    },
  },
  muster_log_lines: {
    samples: ['muster_log_lines_total{level="info",event="refused"}'],
    by: [1],
    doing: () => call("GET", "/api/v1/accounts/nobody"),
  },
  muster_chunk_seconds: {
    samples: ['muster_chunk_seconds_count{work="create"}', 'muster_chunk_seconds_count{work="undo"}'],
    by: [2, 2],
    doing: async () => {
      const account = await small();
      const file = csvOf(people(101, (n) => ({ email: `chunk-${n}@metrics.example` })));
      const id = await account.start(file, { passwords: "none", services: "meet" });
      await account.waitFor(id);
      await account.ask("POST", `/imports/${id}/undo`);
      await account.waitFor(id);
    },
  },
  muster_import_seconds: {
    samples: ["completed", "stopped", "undone"].map((end) => `muster_import_seconds_count{end="${end}"}`),
    by: [1, 1, 1],
    doing: async () => {
      const account = await small();
      const id = await account.start(csvOf(people(2)), { passwords: "none" });
      await account.waitFor(id);
      await account.ask("POST", `/imports/${id}/undo`);
      await account.waitFor(id);
      const draft = await account.draft(csvOf(people(2)));
      await freeze(account, draft);
      await account.ask("POST", `/imports/${draft}/stop`);
      await account.waitFor(draft);
    },
  },
};

/** D1, but that the first call meets a passing error. */
function failingOnce(): D1Database {
  let left = 1;
  return new Proxy(env.DB, {
    get(real, name) {
      if (name !== "prepare") return Reflect.get(real, name);
      return (sql: string) => {
        const statement = (now: D1PreparedStatement): D1PreparedStatement =>
          new Proxy(now, {
            get(target, method) {
              if (method === "bind") return (...values: unknown[]) => statement(target.bind(...values));
              const member = Reflect.get(target, method);
              if (method !== "all") return typeof member === "function" ? member.bind(target) : member;
              return async () => {
                left -= 1;
                if (left === 0) throw new Error("D1_ERROR: Network connection lost.");
                return target.all();
              };
            },
          });
        return statement(real.prepare(sql));
      };
    },
  });
}

test.each(Object.entries(cases))(
  "O3 %s moves by what it is named for, and by nothing else",
  async (_, { samples, by, doing }) => {
    const rises = await risen(samples, doing);
    expect(rises.map((rise, at) => (by[at] === "more" && rise > 0 ? "more" : rise))).toEqual(by);
  },
);

test("O3 each metric that an alert or the dashboard asks for is in a real scrape", async () => {
  const asked = JSON.stringify([alerts, dashboard]).matchAll(/\bmuster_[a-z0-9_]+/g);
  const names = new Set([...asked].map(([name]) => name));
  const there = new Set([...(await scrape()).keys()].map((sample) => sample.replace(/\{.*/, "")));
  expect(names.size).toBeGreaterThan(20);
  expect([...names].filter((name) => !there.has(name))).toEqual([]);
});

test("O3 every counter and histogram is seen to move", () => {
  expect(Object.keys(cases).toSorted()).toEqual([...Object.keys(counters), ...Object.keys(histograms)].toSorted());
});

test("O3 what is known beforehand is told before it first happens, so that the first time is a rise", async () => {
  const samples = await scrape();
  for (const name of [
    'muster_dead_letters_total{queue="rows"}',
    'muster_rate_limit_hits_total{limit="guesses"}',
    'muster_log_lines_total{level="error",event="queue_unknown"}',
  ])
    expect([name, samples.has(name)]).toEqual([name, true]);
});

test("O3 where the meters do not answer, requests are answered all the same, and a scrape tells what D1 knows", async () => {
  const never = {
    getByName: () => ({ add: () => new Promise(() => {}), read: () => Promise.reject(new Error("gone")) }),
  };
  const broken = { ...env, METERS: never as unknown as Env["METERS"] };
  const ask = async (path: string) => {
    const context = { waitUntil() {}, passThroughOnException() {} } as unknown as ExecutionContext;
    const request = new Request(`${ORIGIN}${path}`, { headers: { Authorization: `Bearer ${OPERATOR}` } });
    const answer = await worker.fetch(request, broken, context);
    return { status: answer.status, text: await answer.text() };
  };
  expect((await ask("/healthz")).status).toBe(200);
  const { status, text } = await ask("/api/v1/metrics");
  const families = parseOpenMetrics(text);
  expect([status, families.get("muster_meters_answer")?.samples[0]?.value, families.has("muster_requests")]).toEqual([
    200,
    0,
    false,
  ]);
  expect(families.has("muster_imports")).toBe(true);
});

test("O3 what an isolate tells twice, because the answer was lost, counts once", async () => {
  const before = (await scrape()).get('muster_dead_letters_total{queue="rows"}') ?? 0;
  const meters = env.METERS.getByName("meters");
  for (let times = 0; times < 2; times += 1)
    await meters.add("the same", { 'muster_dead_letters_total{queue="rows"}': 3 });
  expect((await scrape()).get('muster_dead_letters_total{queue="rows"}')).toBe(before + 3);
});
