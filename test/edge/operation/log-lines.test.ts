import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import worker from "../../../src/index.ts";
import { deliver, withoutTable } from "../../support/site/background.ts";
import { type Asking, call, OPERATOR, ORIGIN, type Refusal } from "../../support/site/http.ts";
import { hearLog, type LogLine } from "../../support/site/log-lines.ts";
import { makeAccount } from "../../support/site/site.ts";

let heard: ReturnType<typeof hearLog>;

beforeEach(() => {
  heard = hearLog({ isQuiet: true });
});
afterEach(() => heard.stop());

const lineOf = (event: string): LogLine | undefined => heard.events().findLast((line) => line.event === event);

/** Asks the Worker with some bindings changed. */
async function asked(path: string, changes: Partial<Env>, headers: Asking["headers"] = {}) {
  const request = new Request(`${ORIGIN}${path}`, { headers: { Authorization: `Bearer ${OPERATOR}`, ...headers } });
  const answer = await worker.fetch(request, { ...env, ...changes }, createExecutionContext());
  return { status: answer.status, body: (await answer.json()) as Refusal };
}

test("O3 a fault has the reference of its answer, its account, the version, its reason and where it was thrown", async () => {
  const { id } = await makeAccount();
  const VERSION = { id: "version-7", tag: "", timestamp: "" };
  const { status, body } = await withoutTable("locations", () =>
    asked(`/api/v1/accounts/${id}/locations`, { VERSION }),
  );
  expect(status).toBe(500);
  const line = lineOf("fault");
  expect(line).toMatchObject({
    level: "error",
    reference: body.reference,
    account: id,
    version: "version-7",
    who: "operator",
  });
  expect(line?.reason).toContain("no such table: locations");
  expect(line?.stack).toMatch(/^at .*\bsrc\/.*/m);
  expect(line?.stack).not.toContain("no such table");
});

test("O3 S10 a line of something that mends itself has no stack, and how a line is written tells its level", async () => {
  const warned = vi.spyOn(console, "warn");
  const { id } = await makeAccount();
  await withoutTable("mails", () => deliver("muster-mails", [{ account: id, lane: "bulk" }]));
  const line = lineOf("mails_failed");
  expect(line).toMatchObject({ level: "warn", account: id, attempt: 1 });
  expect(line).not.toHaveProperty("stack");
  expect(line).not.toHaveProperty("reference");
  expect(warned.mock.calls.flat().join()).toContain("mails_failed");
});

test("O3 what a call of an account's object logs has the account and the version too", async () => {
  const { id } = await makeAccount();
  await call("POST", `/api/v1/accounts/${id}/imports`, { body: "x", headers: { "Content-Type": "text/csv" } });
  const { version } = (await call<{ version: string }>("GET", "/api/v1/operator/health")).body;
  await withoutTable("mails", async () =>
    env.COORDINATORS.getByName(id)
      .watch()
      .catch(() => undefined),
  );
  await call("POST", `/api/v1/accounts/${id}/nothing`);
  expect(lineOf("refused")).toMatchObject({ level: "info", version });
});

test("O3 S10 each answer is logged where that was asked for, with its route and what it has cost, and no value of its address", async () => {
  const account = await makeAccount();
  const path = `/api/v1/accounts/${account.id}/users?q=Secret+Name`;
  await asked(path, {});
  expect(lineOf("answered")).toBeUndefined();
  await asked(path, { LOG_LEVEL: "debug" });
  const line = lineOf("answered");
  expect(line).toMatchObject({
    level: "debug",
    account: account.id,
    route: "GET /api/v1/accounts/:account/users",
    status: 200,
  });
  expect([Number(line?.d1_calls) > 0, Number(line?.seconds) >= 0, Number(line?.d1_ms) >= 0]).toEqual([
    true,
    true,
    true,
  ]);
  expect(JSON.stringify(line)).not.toContain("Secret");
  await asked(path, { LOG_LEVEL: "error" });
  await asked("/api/v1/accounts/nobody", { LOG_LEVEL: "error" });
  expect(heard.events().filter(({ event }) => event === "refused")).toEqual([]);
});
