import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { FEW_ROWS } from "../../src/domain/limits.ts";
import { manyAtOnce } from "../support/product/many-at-once.ts";
import { startServer, type TestServer } from "../support/product/server.ts";

const servers: TestServer[] = [];

afterAll(() => Promise.all(servers.map((server) => server.stop())));

test.each([1, 3])(
  "I1 I5 O6 eight accounts in %i databases import at the same time, and others a few rows meanwhile: each ends with all its users",
  async (databases) => {
    const server = await startServer({ databases });
    servers.push(server);
    const logs = () => readFileSync(server.log, "utf8");
    const done = await manyAtOnce(server, { accounts: 8, rows: FEW_ROWS + 10, logs });
    expect(done.violations).toEqual([]);
    expect(done.beside[0]?.meanwhile).toBe("files");
  },
  240_000,
);
