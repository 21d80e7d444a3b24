import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, muster, Refused } from "../../client/index.js";
import { startServer, type TestServer } from "../support/product/server.ts";

/** The typed client (client) against the Worker as it is served. */

let server: TestServer;
let client: Client;
const path = { account: "acme" };
const head = "Display Name,Email Address,Subscription License Type,Primary Phone Number\n";

beforeAll(async () => {
  server = await startServer();
  client = muster(server);
  await client.call("PUT /accounts/{account}", {
    path,
    body: { name: "Acme", main_location: { name: "Head office", country: "US", address: "1 Main Street" } },
  });
  await client.call("PUT /accounts/{account}/subscriptions", {
    path,
    body: { subscriptions: [{ type: "Pro", total: 200 }] },
  });
});

afterAll(() => server.stop());

test("api.md from a file to its result, with types: posted, waited for, read row by row", async () => {
  // Nobody has parked the numbers of the last twenty.
  const phone = (n: number) => (n < 100 ? "" : `+14155550${n}`);
  const rows = Array.from({ length: 120 }, (_, n) => `Person ${n},person${n}@x.example,Pro,${phone(n)}`);
  const given = {
    path,
    query: { filename: "people.csv", wait: 25 },
    body: `${head}${rows.join("\n")}\n`,
    key: "people",
  };
  const { status, body } = await client.call("POST /accounts/{account}/imports", given);
  expect(status).toBe(202);
  expect([body.state, body.counts.created, body.counts.failed]).toEqual(["completed", 100, 20]);
  const again = await client.call("POST /accounts/{account}/imports", given);
  expect([again.body.id, again.headers.get("Idempotency-Replayed")]).toEqual([body.id, "true"]);
  const failed: string[] = [];
  const wanted = { path: { ...path, id: body.id }, query: { outcome: ["failed"] as const, limit: 7 } };
  for await (const row of client.pages("GET /accounts/{account}/imports/{id}/rows", wanted))
    failed.push(String(row.code));
  expect(failed).toEqual(Array.from({ length: 20 }, () => "number_not_parked"));
  const csv = await client.call("GET /accounts/{account}/imports/{id}/not-created.csv", { path: wanted.path });
  expect(csv.status === 200 && csv.body.split("\n").length).toBe(22);
});

test("api.md what is refused is thrown with its code", async () => {
  const refused = await client
    .call("GET /accounts/{account}/users/{id}", { path: { ...path, id: "usr_none" } })
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refused);
  expect(refused).toMatchObject({
    status: 404,
    code: "not_found",
    retryAfter: null,
    problem: { type: "/problems/not_found" },
  });
});

test("api.md a line that breaks, and a 503, are tried again where that does no harm", async () => {
  let asked = 0;
  const shaky: typeof fetch = async (input, init) => {
    asked += 1;
    if (asked === 1) throw new TypeError("the line broke");
    if (asked === 2) return new Response("", { status: 503, headers: { "Retry-After": "0" } });
    return fetch(input, init);
  };
  const { call } = muster({ ...server, fetch: shaky });
  expect((await call("GET /accounts")).body?.items.map(({ id }) => id)).toEqual(["acme"]);
  expect(asked).toBe(3);
  asked = 0;
  const body = { email: "ann@x.example", display_name: "Ann", license_type: "Pro" };
  await expect(call("POST /accounts/{account}/users", { path, body })).rejects.toThrow("the line broke");
  expect(asked).toBe(1);
});

test("S7 what describes the API is answered by the Worker, though it lies there as files", async () => {
  for (const [address, type] of [
    ["/api", "text/html; charset=utf-8"],
    ["/api/v1/openapi.json", "application/json"],
  ] as const) {
    const answer = await fetch(`${server.origin}${address}`);
    expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, type]);
    expect(answer.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    await answer.body?.cancel();
    const again = await fetch(`${server.origin}${address}`, {
      headers: { "If-None-Match": answer.headers.get("ETag") ?? "" },
    });
    expect(again.status).toBe(304);
    const posted = await fetch(`${server.origin}${address}`, { method: "POST", redirect: "manual" });
    expect([address, posted.status]).toEqual([address, address === "/api" ? 404 : 405]);
  }
});

// Held by the compiler alone: what a call does not take cannot be given, and what it needs cannot be left out.
export const neverCalled = (): void => {
  // @ts-expect-error There is no such call.
  client.call("GET /nothing");
  // @ts-expect-error The account is not named.
  client.call("GET /accounts/{account}/users", {});
  // @ts-expect-error There is no such state.
  client.call("GET /accounts/{account}/imports", { path, query: { state: "lost" } });
  // @ts-expect-error A token has no colour.
  client.call("POST /accounts/{account}/tokens", { path, body: { name: "x", colour: "red" } });
};
