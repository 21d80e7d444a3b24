import { afterAll, beforeAll, expect, test } from "vitest";
import { runImport } from "../support/product/examples.ts";
import { startServer, type TestServer } from "../support/product/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ account: "demo" });
});

afterAll(() => server.stop());

// The others need more than Node: npm run examples.
test("the example for Node imports a file though the line is cut, and tells of a file with errors", async () => {
  expect(await runImport(server, { program: process.execPath, file: "import.mjs" })).toEqual([]);
});
