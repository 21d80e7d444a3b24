import { afterAll, beforeAll, expect, test } from "vitest";
import { csvOf, people } from "../support/files/csv.ts";
import { startServer, type TestServer } from "../support/product/server.ts";

const USERS = 400;
let server: TestServer;

beforeAll(async () => {
  server = await startServer({ from: "sources" });
});

afterAll(() => server.stop());

type Sent = { readonly id: string; readonly at: string };

async function ask<Body>(method: string, path: string, body?: unknown): Promise<Body> {
  const isFile = typeof body === "string";
  const headers = {
    Authorization: `Bearer ${server.token}`,
    ...(body === undefined ? {} : { "Content-Type": isFile ? "text/csv" : "application/json" }),
  };
  const given = body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) };
  const answer = await fetch(`${server.origin}${path}`, { method, headers, ...given });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Body;
}

test("M10 a new password for one user leaves while the mails of a whole import are still going out", async () => {
  const account = "/api/v1/accounts/queue";
  const main_location = { name: "Head Office", country: "US", address: "1 Main Street" };
  await ask("PUT", account, { name: "Queue", main_location });
  await ask("PUT", `${account}/subscriptions`, { subscriptions: [{ type: "Pro", total: 1_000 }] });
  // Of somebody else than those whose first mails may just be going: a new password waits for these (M1).
  await ask(
    "POST",
    `${account}/imports?passwords=none&wait=25`,
    csvOf(people(1, () => ({ email: "waiting@acme.example" }))),
  );
  const { items } = await ask<{ items: { id: string }[] }>("GET", `${account}/users?limit=1`);
  // Held, and let go together: however busy the machine is, hardly any has gone when the reset is asked for.
  const held = await ask<{ id: string }>("POST", `${account}/imports?passwords=users&mails=hold`, csvOf(people(USERS)));
  const state = async () => (await ask<{ state: string }>("GET", `${account}/imports/${held.id}`)).state;
  await expect.poll(state).toBe("completed");
  await ask("POST", `${account}/imports/${held.id}/mails/release`);
  const reset = await ask<{ id: string }>("POST", `${account}/users/${items[0]?.id}/password-reset`, {
    send_to: "user",
  });
  const sent = async () =>
    (await ask<{ items: Sent[] }>("GET", `/dev/outbox?limit=${3 * USERS}`)).items.toReversed().map(({ id }) => id);
  await expect.poll(async () => (await sent()).length).toBe(2 * USERS + 2);
  const order = await sent();
  const behind = order.length - 1 - order.indexOf(reset.id);
  expect(order).toContain(reset.id);
  expect(behind).toBeGreaterThan(USERS);
});
