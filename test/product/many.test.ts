import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { manyAtOnce } from "../support/product/many-at-once.ts";
import { startServer, type TestServer } from "../support/product/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.stop());

test("I1 I5 eight accounts import at the same time, and another in the middle of it: each ends with all its users", async () => {
  const logs = () => readFileSync(server.log, "utf8");
  const done = await manyAtOnce(server, { accounts: 8, rows: 40, logs });
  expect(done.violations).toEqual([]);
  expect(done.late.after).toBeGreaterThanOrEqual(160);
}, 120_000);
