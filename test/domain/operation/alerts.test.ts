import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { counters, histograms } from "../../../src/domain/operation/meters.ts";
import { textOf } from "../../support/documents.ts";
import { changed, fires, type Rule, type Weather } from "../../support/operation/alerts.ts";
import { readQuery } from "../../support/operation/promql.ts";

const rules: readonly Rule[] = JSON.parse(readFileSync("docs/operation/alerts.json", "utf8")).groups[0].rules;

const bucket = (name: string, le: string, more = "") => `${name}_bucket{${more}le="${le}"}`;

/** All is well: people work, mails go, the cron runs. */
const well: Weather = {
  is: {
    'up{job="muster"}': 1,
    muster_meters_answer: 1,
    muster_imports_stuck: 0,
    muster_mail_due_seconds: 899,
    muster_delivery_due_seconds: 30,
    'muster_mail_paused{reason="quota"}': 0,
    'muster_mail_paused{reason="slow"}': 0,
    'muster_database_bytes{database="accounts"}': 7.9e9,
    'muster_database_limit_bytes{database="accounts"}': 1e10,
    'muster_setting_safe{setting="MAIL_FROM"}': 1,
    'muster_dead_letters_total{queue="rows"}': 3,
    'muster_log_lines_total{level="error",event="fault"}': 7,
  },
  rises: {
    'muster_requests_total{route="GET /",status="2xx"}': 100,
    'muster_requests_total{route="GET /",status="5xx"}': 0.5,
    [bucket("muster_request_seconds", "1.0", 'door="api",')]: 96,
    [bucket("muster_request_seconds", "+Inf", 'door="api",')]: 100,
    [bucket("muster_import_seconds", "5.0", 'end="completed",')]: 1,
    [bucket("muster_import_seconds", "+Inf", 'end="completed",')]: 1,
    [bucket("muster_chunk_seconds", "1.0", 'work="create",')]: 9.5,
    [bucket("muster_chunk_seconds", "30.0", 'work="create",')]: 10,
    [bucket("muster_chunk_seconds", "+Inf", 'work="create",')]: 10,
    'muster_mails_tried_total{lane="bulk",outcome="accepted"}': 50,
    'muster_mails_tried_total{lane="bulk",outcome="refused"}': 0.3,
    'muster_webhook_tries_total{outcome="failed"}': 3,
    'muster_d1_calls_total{route="cron"}': 2,
    'muster_d1_calls_total{route="GET /"}': 200,
    'muster_d1_seconds_total{route="GET /"}': 4,
    'muster_d1_repeats_total{route="GET /"}': 1,
    'muster_failed_sign_ins_total{what="password"}': 5,
    'muster_rate_limit_hits_total{limit="uploads"}': 6,
    'muster_log_lines_total{level="info",event="refused"}': 40,
  },
};

/** What each alert is there for. */
const ill: Readonly<Record<string, Weather>> = {
  MusterDown: { is: { 'up{job="muster"}': 0 } },
  MusterServerErrors: { rises: { 'muster_requests_total{route="GET /",status="5xx"}': 2 } },
  MusterSlow: {
    rises: {
      [bucket("muster_request_seconds", "1.0", 'door="api",')]: 80,
      [bucket("muster_request_seconds", "10.0", 'door="api",')]: 100,
    },
  },
  MusterImportStuck: { is: { muster_imports_stuck: 1 } },
  MusterImportSlow: {
    rises: {
      [bucket("muster_import_seconds", "5.0", 'end="completed",')]: 0,
      [bucket("muster_import_seconds", "300.0", 'end="completed",')]: 1,
    },
  },
  MusterChunkSlow: { rises: { [bucket("muster_chunk_seconds", "1.0", 'work="create",')]: 1 } },
  MusterDeadLetters: { rises: { 'muster_dead_letters_total{queue="rows"}': 0.1 } },
  MusterMailPaused: { is: { 'muster_mail_paused{reason="quota"}': 1 } },
  MusterMailLate: { is: { muster_mail_due_seconds: 901 } },
  MusterMailsRefused: { rises: { 'muster_mails_tried_total{lane="bulk",outcome="refused"}': 0.5 } },
  MusterWebhooksLate: { is: { muster_delivery_due_seconds: 901 } },
  MusterWebhooksFail: { rises: { 'muster_webhook_tries_total{outcome="failed"}': 4 } },
  MusterDatabaseFull: { is: { 'muster_database_bytes{database="accounts"}': 8.1e9 } },
  MusterDatabaseSlow: { rises: { 'muster_d1_seconds_total{route="GET /"}': 110 } },
  MusterDatabaseUnsteady: { rises: { 'muster_d1_repeats_total{route="GET /"}': 2 } },
  MusterFaults: { rises: { 'muster_log_lines_total{level="error",event="fault"}': 0.1 } },
  MusterCronStopped: {
    is: { 'muster_d1_calls_total{route="cron"}': 500 },
    rises: { 'muster_d1_calls_total{route="cron"}': 0 },
  },
  MusterGuessing: { rises: { 'muster_failed_sign_ins_total{what="password"}': 11 } },
  MusterRateLimited: { rises: { 'muster_rate_limit_hits_total{limit="uploads"}': 7 } },
  MusterSettingUnsafe: { is: { 'muster_setting_safe{setting="MAIL_FROM"}': 0 } },
  MusterMetersSilent: { is: { muster_meters_answer: 0 } },
};

test.each(rules.map((rule) => [rule.alert, rule] as const))(
  "O3 the alert %s fires on what it is there for, and is quiet without it",
  (alert, rule) => {
    const what = ill[alert];
    expect(what).toBeDefined();
    expect([fires(rule, well), fires(rule, changed(well, what ?? {}))]).toEqual([false, true]);
  },
);

test("O3 what one alert is there for wakes no other, but where the one leads to the other", () => {
  const woken = Object.entries(ill).map(([alert, what]) => [
    alert,
    rules.filter((rule) => fires(rule, changed(well, what))).map((rule) => rule.alert),
  ]);
  expect(woken).toEqual(Object.keys(ill).map((alert) => [alert, [alert]]));
});

test("O3 an alert waits for its time, so that a moment wakes nobody", () => {
  const [rule] = rules.filter(({ alert }) => alert === "MusterMailLate");
  const late: Rule = { alert: "", expr: rule?.expr ?? "", for: "1h" };
  const rising = { is: { muster_mail_due_seconds: 0 }, rises: { muster_mail_due_seconds: 10 } };
  expect([fires({ ...late, for: "5m" }, rising), fires(late, rising)]).toEqual([true, false]);
});

test("O3 docs/operations.md says of every alert what to do", () => {
  const operations = textOf("docs/operations.md");
  const told = [...operations.matchAll(/^\| `(Muster\w+)` \| [^|]+ \| [^|]+ \|$/gm)].map(([, alert]) => alert);
  expect(told.toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
});

test("O3 an expression that is not understood is no alert that is quiet", () => {
  for (const expr of [
    "muster_x offset 5m > 0",
    "sum(muster_x) > 0 and up",
    "rate(muster_x)",
    "muster_x{a~'b'}",
    "avg(muster_x) > 0",
  ])
    expect(() => readQuery(expr)([], 0), expr).toThrow();
});

test("O3 every label that an alert asks for is one that its counter or histogram has", () => {
  const wrong = rules.flatMap(({ alert, expr }) =>
    [...expr.matchAll(/(muster_\w+?)(?:_total|_bucket)\{(\w+)='([^']*)'\}/g)]
      .filter(([, name = "", label = "", value = ""]) => {
        const meter = { ...counters, ...histograms }[name as keyof typeof counters];
        const values = (meter?.labels as Record<string, readonly string[] | null> | undefined)?.[label];
        return values === undefined || (values !== null && !values.includes(value));
      })
      .map(([text]) => `${alert}: ${text}`),
  );
  expect(wrong).toEqual([]);
});
