import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Operator, operator } from "../../scripts/lib/demo-client.mjs";
import { startServer, type TestServer } from "../support/product/server.ts";
import { RealReceiver } from "../support/webhooks/real-receiver.ts";

/** The whole product sends to a receiver that listens; the waits between tries are a second each. */
let server: TestServer;
let acme: Operator;

beforeAll(async () => {
  server = await startServer({ vars: { WEBHOOK_RETRY_SECONDS: "1,1,1,1,1,1,1,1" } });
  acme = operator(server.origin, server.token, "acme");
  await acme.put("", { name: "Acme", main_location: { name: "HQ", country: "US", address: "1 Main Street" } });
});

afterAll(() => server.stop());

type Delivery = { id: string; event: string; state: string; attempts: number; last_status: number | null };

async function arrived(webhook: string, many: number): Promise<readonly Delivery[]> {
  for (const until = Date.now() + 90_000; ; await sleep(100)) {
    const { items } = await acme.get(`/webhooks/${webhook}/deliveries`);
    if (items.length === many && items.every(({ state }: Delivery) => state === "delivered")) return items;
    if (Date.now() > until) throw new Error(`not all have arrived: ${JSON.stringify(items)}`);
  }
}

test("W3 W4 a receiver that answers 500, hangs, redirects, closes and is slow gets every event, in a form that standardwebhooks accepts", async () => {
  const receiver = new RealReceiver("500", "hang", "redirect", "close", "slow");
  const url = await receiver.open();
  const { id, secret } = await acme.post("/webhooks", { url, events: ["numbers.changed"] });
  const { next } = await acme.get("/events");
  for (const n of [0, 1, 2]) await acme.post("/numbers", { numbers: [`+1415555010${n}`] });
  const deliveries = await arrived(id, 3);
  await receiver.close();
  // Each try stands in the log, the slow one was waited for, and what redirected was not followed.
  expect(deliveries.map(({ attempts, last_status }) => [attempts, last_status])).toEqual(Array(3).fill([5, 200]));
  expect(new Set(receiver.arrived.map(({ path }) => path))).toEqual(new Set(["/hook"]));
  const { items: events } = await acme.get(`/events?after=${next}`);
  const verifier = new Webhook(secret);
  for (const event of events) {
    const sent = receiver.arrived.filter((one) => one.id === event.id);
    expect(sent.map(({ answered }) => answered)).toEqual(["500", "hang", "redirect", "close", "slow"]);
    const { type, timestamp, data } = event;
    for (const { body, headers } of sent) expect(verifier.verify(body, headers)).toEqual({ type, timestamp, data });
  }
});

test("W3 what waits for a webhook is sent after the process was killed", async () => {
  const receiver = new RealReceiver("500", "500");
  const url = await receiver.open();
  const { id } = await acme.post("/webhooks", { url, events: ["numbers.changed"] });
  await acme.post("/numbers", { numbers: ["+14155550109"] });
  while (receiver.arrived.length === 0) await sleep(20);
  await server.kill();
  server = await server.again();
  acme = operator(server.origin, server.token, "acme");
  expect((await arrived(id, 1)).length).toBe(1);
  await receiver.close();
});
