import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { readDatabase } from "../support/checker/node.ts";
import { operate } from "../support/product/operate.ts";
import { startServer, type TestServer } from "../support/product/server.ts";

/** The operator's script moves an account of a Worker that serves, and is taken at its word by a second one (O6). */

type Where = {
  readonly database: string;
  readonly move: null | { readonly state: string; readonly why: string | null };
};
type Listed = { readonly items: readonly { readonly id: string; readonly first_name: string }[] };

const LOOK_MS = 100;
const open = new Set<TestServer>();

afterEach(async () => {
  for (const server of open) await server.stop();
  open.clear();
});

async function served(given: Parameters<typeof startServer>[0]): Promise<TestServer> {
  const server = await startServer({ databases: 2, ...given });
  open.add(server);
  return server;
}

const script = ({ port }: TestServer, ...args: string[]) =>
  operate("account.ts", ["move", "demo", ...args], { PORT: String(port) });

async function ask<Body>({ origin, token }: TestServer, method: string, path: string, json?: unknown): Promise<Body> {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const body = json === undefined ? {} : { body: JSON.stringify(json) };
  const answer = await fetch(`${origin}/api/v1/accounts/demo${path}`, { method, headers, ...body });
  expect(answer.ok).toBe(true);
  return JSON.parse((await answer.text()) || "null");
}

async function untilMoving(server: TestServer): Promise<Where> {
  for (;;) {
    const where = await ask<Where>(server, "GET", "/move");
    if (where.move?.state === "copying") return where;
    await sleep(LOOK_MS);
  }
}

test("O6 the operator's script moves an account and takes that back; a move goes on though the Worker is killed in its midst", async () => {
  const first = await served({ account: "demo" });
  const users = await ask<Listed>(first, "GET", "/users?limit=200");
  expect(users.items).toHaveLength(40);

  const begun = script(first, "--to", "DB_2");
  expect(await untilMoving(first)).toMatchObject({ database: "DB", move: { to: "DB_2", why: "places_kept" } });
  expect(await script(first, "--back")).toMatchObject({ code: 0, says: expect.stringMatching(/demo is in DB\.\n$/) });
  const refused = await begun;
  expect([refused.code, refused.says]).toEqual([1, expect.stringContaining("It is in DB, as before.")]);
  expect(await ask<Where>(first, "GET", "/move")).toEqual({ database: "DB", move: null });

  const again = script(first, "--to", "DB_2");
  await untilMoving(first);
  await first.kill();
  const { stateDir, port } = first;
  // One isolate is all there are: nobody believes for a minute where the account lies.
  const second = await served({ stateDir, port, vars: { MOVE_WAIT_SECONDS: "1" } });
  expect(await again).toMatchObject({ code: 0, says: expect.stringMatching(/demo is in DB_2\.\n$/) });
  expect(await ask<Where>(second, "GET", "/move")).toEqual({ database: "DB_2", move: null });
  expect(await ask<Listed>(second, "GET", "/users?limit=200")).toEqual(users);
  const path = `/users/${users.items[0]?.id}`;
  await ask(second, "PATCH", path, { first_name: "Moved" });
  expect(await ask(second, "GET", path)).toMatchObject({ first_name: "Moved" });
  expect(await script(second, "--to", "DB_2")).toMatchObject({ code: 0 });
  expect(await script(second, "--to", "DB_9")).toMatchObject({ code: 1, says: expect.stringContaining("400") });

  await second.stop();
  expect(readDatabase(stateDir, "SELECT id FROM accounts")).toEqual([{ id: "demo" }]);
  const left = "SELECT (SELECT count(*) FROM users) AS users, (SELECT count(*) FROM moving_accounts) AS moving";
  const each = readDatabase<{ users: number }>(stateDir, left);
  expect(each.toSorted((one, other) => one.users - other.users)).toEqual([
    { users: 0, moving: 0 },
    { users: 40, moving: 0 },
  ]);
});
