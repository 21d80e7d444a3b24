import { expect, test } from "vitest";
import { type Health, statusOf } from "../../../src/domain/operation/health.ts";
import { writeMetrics } from "../../../src/domain/operation/metrics.ts";

const well: Omit<Health, "status"> = {
  imports: { invalid: 0, ready: 1, running: 2, stopping: 0, stopped: 0, completed: 9, undoing: 0, undone: 0 },
  stuck: 0,
  oldest_message_seconds: 899,
  mail_pause: null,
  databases: [{ name: "accounts", bytes: 7_999_999_999, limit: 10_000_000_000 }],
  schema: "0001_a 0002_b",
  version: "v1",
  configuration: [{ name: "MAIL_FROM", ok: true }],
};

test("O3 somebody should look when anything stands still, waits, grows full or is unsafe, and only then", () => {
  expect(statusOf(well)).toBe("ok");
  const ill: readonly Partial<Health>[] = [
    { stuck: 1 },
    { oldest_message_seconds: 900 },
    { mail_pause: { reason: "slow", until: "2026-01-01T00:00:00.000Z" } },
    { databases: [...well.databases, { name: "directory", bytes: 8_000_000_000, limit: 10_000_000_000 }] },
    { configuration: [{ name: "MAIL_FROM", ok: false }] },
  ];
  for (const change of ill) expect([change, statusOf({ ...well, ...change })]).toEqual([change, "attention"]);
});

test("O3 what labels hold is written so that no line breaks", () => {
  const text = writeMetrics({
    health: { status: "ok", ...well },
    mails: [{ state: "failed", reason: 'E_"\\\n', mails: 3 }],
    deliveries: { pending: 0, dueSeconds: 0 },
    hour: { imports: 1, rows: 20, seconds: 0.5, failed_sign_ins: 0 },
    activeSeconds: 0,
    tally: {},
  });
  expect(text).toContain('muster_mails{state="failed",reason="E_\\"\\\\\\n"} 3\n');
  expect(text).toContain("# TYPE muster_healthy gauge\n# HELP muster_healthy ");
  expect(text).toContain('muster_imports{state="running"} 2\n');
  expect(text.endsWith("\n# EOF\n")).toBe(true);
});
