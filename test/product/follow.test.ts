import { afterAll, beforeAll, expect, test } from "vitest";
import { random } from "../../scripts/samples/random.ts";
import { followEvents } from "../support/product/follow-events.ts";
import { startServer, type TestServer } from "../support/product/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.stop());

test("W1 W2 a program that follows the events and is killed again and again has the account's users, while imports run, stop and are undone", async () => {
  const followed = await followEvents(server, { imports: 3, kills: 6, rows: 110, draw: random(1) });
  expect(followed.wrong).toEqual([]);
  expect(followed.kills).toBeGreaterThanOrEqual(6);
  expect(followed.users).toBeGreaterThan(100);
});
