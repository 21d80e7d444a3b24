import { afterAll, beforeAll, expect, test } from "vitest";
import { cutEverywhere } from "../support/product/cut-imports.ts";
import { startServer, type TestServer } from "../support/product/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.stop());

test("I5 wherever the line is cut, a client that repeats with its key ends with exactly one import", async () => {
  // All of it, in steps of 40 bytes: npm run cuts.
  const done = await cutEverywhere(server, { step: 320, cuts: 2 });
  expect(done.faults).toEqual([]);
  expect(done.cuts).toBeGreaterThan(10);
});
