import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Webhook } from "standardwebhooks";
import { afterEach, expect, test, vi } from "vitest";
import { sendDueDeliveries } from "../../../src/background/webhooks/consumer.ts";
import { WebhookDesk } from "../../../src/background/webhooks/desk.ts";
import { unlinked } from "../../../src/domain/mail/typed.ts";
import { eventsOf } from "../../support/events/follow.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { CaughtPlatform } from "../../support/lab/caught-platform.ts";
import { LabAccount } from "../../support/lab/lab-account.ts";
import { setRight } from "../../support/lab/shifted-clock.ts";
import { meanwhile } from "../../support/site/background.ts";
import { call, pause } from "../../support/site/http.ts";
import { hearLog } from "../../support/site/log-lines.ts";
import { type Account, mailTo, makeAccount, phones } from "../../support/site/site.ts";
import { enrol } from "../../support/site/visitor.ts";
import { Receiver } from "../../support/webhooks/receiver.ts";

type Made = { readonly id: string; readonly url: string; readonly secret: string; readonly disabled_at: string | null };
type Delivery = {
  readonly id: string;
  readonly event: string;
  readonly type: string;
  readonly state: string;
  readonly attempts: number;
  readonly last_status: number | null;
  readonly last_error: string | null;
  readonly next_at: string | null;
};

afterEach(() => {
  setRight();
  vi.restoreAllMocks();
});

const url = "https://hooks.example.com/muster";

const hook = (account: Account, events: readonly string[]): Promise<Made> =>
  account.ask<Made>("POST", "/webhooks", { json: { url, events } });

const deliveries = (account: Account, { id }: Made): Promise<Delivery[]> =>
  account.list<Delivery>(`/webhooks/${id}/deliveries`);

/** Looks again and again until no delivery waits for now; one that is due later is made due at once. */
async function settle(account: Account, made: Made, until: readonly string[]): Promise<readonly Delivery[]> {
  for (const end = Date.now() + 60_000; ; await pause(20)) {
    const all = await deliveries(account, made);
    if (all.length > 0 && all.every(({ state }) => until.includes(state))) return all;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(all)}`);
    await hasten(account);
  }
}

/** The time comes for which the next try is set. */
async function hasten(account: Account): Promise<void> {
  const soon = env.DB.prepare(
    "UPDATE webhook_deliveries SET due_at = ?2 WHERE account = ?1 AND state = 'pending' AND lease IS NULL AND due_at > ?2",
  );
  const { meta } = await soon.bind(account.id, new Date().toISOString()).run();
  if (meta.changes > 0) await env.COORDINATORS.getByName(account.id).watch();
}

test("W3 an event is sent as it happens, in a form that Standard Webhooks accepts, and as the events have it", async () => {
  const receiver = new Receiver();
  const account = await makeAccount();
  const made = await hook(account, ["import.completed", "users.created"]);
  expect(made.secret).toMatch(/^whsec_/);
  const id = await account.start(csvOf(people(3)));
  await account.waitFor(id);
  const all = await settle(account, made, ["delivered"]);
  expect(all.map(({ type, attempts, last_status }) => [type, attempts, last_status])).toEqual([
    ["import.completed", 1, 204],
    ["users.created", 1, 204],
  ]);
  const { events } = await eventsOf(account, { types: "import.completed,users.created" });
  const verifier = new Webhook(made.secret);
  const told = receiver.received.map(({ headers, body }) => ({
    id: headers["webhook-id"],
    ...(verifier.verify(body, headers) as object),
  }));
  const sent = events.map(({ account: _, ...event }) => event);
  expect(told).toHaveLength(2);
  for (const event of sent) {
    const found = told.find((one) => one.id === event.id);
    // Links begin where the deployment says that it is.
    const bare = (text: unknown) =>
      JSON.parse(JSON.stringify(text).replaceAll(/https?:\/\/[^/"]*\/(?=api|imports)/g, "/"));
    expect(bare(found)).toEqual(bare(event));
  }
  expect(receiver.received.every(({ redirect }) => redirect === "manual")).toBe(true);
});

test("W3 what a consumer was to send when it was killed is sent half a minute later, though its message is lost", async () => {
  const receiver = new Receiver();
  const { id } = await makeAccount({ numbers: [] });
  const [account, platform] = [new LabAccount(id), new CaughtPlatform(id)];
  await hook(account, ["numbers.changed"]);
  await account.ask("POST", "/numbers", { json: { numbers: phones(1) } });
  await vi.waitFor(() => expect(platform.bag).toMatchObject([{ queue: "muster-webhooks" }]));
  platform.bag = [];
  const began = Date.now();
  const killed = meanwhile(() => Promise.reject(new Error("killed")));
  await expect(sendDueDeliveries(id, killed)).rejects.toThrow("killed");
  for (let looks = 0; receiver.received.length === 0; looks += 1) {
    expect(looks, "looks of the watchdog").toBeLessThan(9);
    await platform.ring();
    await platform.flow();
  }
  // By the clock that the test moves.
  expect(Date.now() - began).toBeLessThan(40_000);
  expect(receiver.types).toEqual(["numbers.changed"]);
});

test("W3 only the types that were asked for are sent, and nothing that happened before", async () => {
  const receiver = new Receiver();
  const account = await makeAccount({ numbers: phones(1) });
  const made = await hook(account, ["numbers.changed"]);
  const json = { display_name: "Ann", email: "ann@people.example", license_type: "Pro", primary_phone: phones(1)[0] };
  await account.ask("POST", "/users", { json });
  await settle(account, made, ["delivered"]);
  expect(receiver.types).toEqual(["numbers.changed"]);
});

const troubles: readonly (readonly [string, () => Response | Promise<Response>, number | null, string])[] = [
  ["answers 500", () => new Response("no", { status: 500 }), 500, "E_STATUS"],
  [
    "redirects",
    () => new Response(null, { status: 307, headers: { Location: "https://else.example/" } }),
    307,
    "E_REDIRECT",
  ],
  ["closes the line", () => Promise.reject(new TypeError("Network connection lost.")), null, "E_CONNECTION"],
  ["hangs", () => Promise.reject(new DOMException("The operation timed out", "TimeoutError")), null, "E_TIMEOUT"],
];

test.each(troubles)(
  "W3 a receiver that %s gets the event again, and the log says why",
  async (_, answer, status, error) => {
    const receiver = new Receiver();
    receiver.answer = answer;
    const account = await makeAccount({ numbers: [] });
    const made = await hook(account, ["numbers.changed"]);
    await account.ask("POST", "/numbers", { json: { numbers: phones(1) } });
    await vi.waitFor(async () => expect((await deliveries(account, made))[0]?.attempts).toBe(1), { timeout: 10_000 });
    const [failed] = await deliveries(account, made);
    expect(failed).toMatchObject({ state: "pending", last_status: status, last_error: error });
    const wait = Date.parse(String(failed?.next_at)) - Date.now();
    expect([wait > 2_000, wait <= 5_000]).toEqual([true, true]);
    receiver.answer = () => new Response("ok");
    const [delivered] = await settle(account, made, ["delivered"]);
    expect(delivered).toMatchObject({ attempts: 2, last_status: 200, last_error: null, next_at: null });
    const tries = await env.DB.prepare("SELECT tries FROM webhook_deliveries WHERE account = ?1")
      .bind(account.id)
      .first<string>("tries");
    expect(JSON.parse(String(tries))).toMatchObject([
      { status, error },
      { status: 200, error: null },
    ]);
    expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([failed?.event, failed?.event]);
  },
);

test("W3 what fails nine times has failed, and is sent again by hand", async () => {
  const receiver = new Receiver();
  receiver.answer = () => new Response(null, { status: 500 });
  const account = await makeAccount({ numbers: [] });
  const made = await hook(account, ["numbers.changed"]);
  await account.ask("POST", "/numbers", { json: { numbers: phones(1) } });
  const [failed] = await settle(account, made, ["failed"]);
  expect(failed).toMatchObject({ attempts: 9, last_error: "E_STATUS", next_at: null });
  expect(receiver.received).toHaveLength(9);
  receiver.answer = () => new Response();
  await account.ask("POST", `/webhooks/${made.id}/deliveries/${failed?.id}/retry`);
  const [again] = await settle(account, made, ["delivered"]);
  expect(again).toMatchObject({ attempts: 10, last_status: 200 });
});

test("W3 after a rotation both secrets sign for a day, and the new one alone after it", async () => {
  const receiver = new Receiver();
  const account = await makeAccount({ numbers: [] });
  const made = await hook(account, ["numbers.changed"]);
  const { secret } = await account.ask<{ secret: string }>("POST", `/webhooks/${made.id}/rotation`);
  expect(secret).not.toBe(made.secret);
  const park = async (number: string) => {
    await account.ask("POST", "/numbers", { json: { numbers: [number] } });
    await settle(account, made, ["delivered"]);
    const { body, headers } = receiver.received.at(-1) ?? { body: "", headers: {} };
    return [made.secret, secret].map((one) => {
      try {
        return new Webhook(one).verify(body, headers) !== null;
      } catch (error) {
        return String(error).includes("No matching signature") ? false : String(error);
      }
    });
  };
  expect(await park(String(phones(2)[0]))).toEqual([true, true]);
  const kept = env.DB.prepare("SELECT previous_until FROM webhooks WHERE id = ?1").bind(made.id);
  const left = Date.parse(String(await kept.first<string>("previous_until"))) - Date.now();
  expect(Math.round(left / 3_600_000)).toBe(24);
  await env.DB.prepare("UPDATE webhooks SET previous_until = '2026-01-01T00:00:00.000Z' WHERE id = ?1")
    .bind(made.id)
    .run();
  expect(await park(String(phones(2)[1]))).toEqual([false, true]);
});

test("W3 where nothing arrives for three days a webhook is switched off and the owners are told; what is sent again switches it on", async () => {
  const receiver = new Receiver();
  receiver.answer = () => new Response(null, { status: 500 });
  const account = await makeAccount({ numbers: [] });
  await enrol(account, { email: "owner@people.example", password: "correct horse battery" });
  const made = await hook(account, ["numbers.changed"]);
  await account.ask("POST", "/numbers", { json: { numbers: phones(1) } });
  await vi.waitFor(async () => expect((await deliveries(account, made))[0]?.attempts).toBe(1), { timeout: 10_000 });
  expect((await account.ask<Made>("GET", `/webhooks/${made.id}`)).disabled_at).toBeNull();
  const ago = new Date(Date.now() - 3 * 86_400_000 - 1_000).toISOString();
  await env.DB.prepare("UPDATE webhooks SET failing_at = ?2 WHERE id = ?1").bind(made.id, ago).run();
  const [failed] = await settle(account, made, ["failed"]);
  expect(failed).toMatchObject({ attempts: 2, last_error: "E_DISABLED" });
  expect((await account.ask<Made>("GET", `/webhooks/${made.id}`)).disabled_at).not.toBeNull();
  expect((await mailTo("owner@people.example", "webhook_disabled")).text).toContain(unlinked(url));
  await account.ask("POST", "/numbers", { json: { numbers: [phones(2)[1]] } });
  expect(await deliveries(account, made)).toHaveLength(1);
  receiver.answer = () => new Response();
  await account.ask("POST", `/webhooks/${made.id}/deliveries/${failed?.id}/retry`);
  await settle(account, made, ["delivered"]);
  expect(await account.ask<Made>("GET", `/webhooks/${made.id}`)).toMatchObject({ disabled_at: null, failing_at: null });
  await account.ask("POST", "/numbers", { json: { numbers: [phones(3)[2]] } });
  expect(await settle(account, made, ["delivered"])).toHaveLength(2);
});

test("W3 the eleventh webhook is refused, and so is one of no known type", async () => {
  const account = await makeAccount({ numbers: [] });
  const all = await Promise.all(
    Array.from({ length: 12 }, () => account.call("POST", "/webhooks", { json: { url, events: ["users.created"] } })),
  );
  expect(all.map(({ status }) => status).toSorted()).toEqual([...Array(10).fill(201), 409, 409]);
  expect(all.find(({ status }) => status === 409)?.body.code).toBe("too_many_webhooks");
  for (const json of [{ url, events: ["users.made"] }, { url, events: [] }, { url }, { events: ["users.created"] }]) {
    expect((await account.call("POST", "/webhooks", { json })).status).toBe(422);
  }
});

test("W4 an address inside a network is refused", async () => {
  const account = await makeAccount({ numbers: [] });
  for (const wrong of [
    "http://hooks.example.com",
    "https://10.0.0.7/",
    "https://db.internal/",
    "https://a:b@x.example/",
  ]) {
    const { status, body } = await account.call("POST", "/webhooks", {
      json: { url: wrong, events: ["users.created"] },
    });
    expect([wrong, status, body.code]).toEqual([wrong, 422, "webhook_url_not_allowed"]);
  }
});

test("W3 no token of an account sees or makes webhooks, and none is seen from another account", async () => {
  const [account, other] = [await makeAccount(), await makeAccount()];
  const made = await hook(account, ["users.created"]);
  const token = await account.token();
  expect((await account.call("GET", "/webhooks", { token })).body.code).toBe("not_for_tokens");
  const paths = [`/webhooks/${made.id}`, `/webhooks/${made.id}/deliveries`];
  for (const path of paths) expect((await other.call("GET", path)).status).toBe(404);
  expect((await other.call("DELETE", `/webhooks/${made.id}`)).status).toBe(404);
  expect((await other.call("POST", `/webhooks/${made.id}/rotation`)).status).toBe(404);
  expect((await call("GET", "/api/v1/accounts/nobody-at-all/webhooks")).status).toBe(404);
  const { items } = await account.ask<{ items: Made[] }>("GET", "/webhooks");
  expect(JSON.stringify(items)).not.toContain(made.secret);
  await account.ask("DELETE", `/webhooks/${made.id}`);
  expect((await account.call("GET", `/webhooks/${made.id}`)).status).toBe(404);
});

test("M8 the secret of a webhook lies sealed, and stands in no table and no log", async () => {
  const logged = hearLog();
  new Receiver();
  const account = await makeAccount({ numbers: [] });
  const made = await hook(account, ["numbers.changed"]);
  await account.ask("POST", "/numbers", { json: { numbers: phones(1) } });
  await settle(account, made, ["delivered"]);
  const rows = await env.DB.prepare("SELECT * FROM webhooks").all();
  const bare = made.secret.replace("whsec_", "");
  for (const text of [JSON.stringify(rows.results), JSON.stringify(logged.lines)]) expect(text).not.toContain(bare);
});

test("W3 a message that comes twice, while the receiver thinks, sends nothing twice", async () => {
  const receiver = new Receiver();
  const { promise: thought, resolve: answer } = Promise.withResolvers<void>();
  receiver.answer = async () => {
    await thought;
    return new Response();
  };
  const account = await makeAccount({ numbers: [] });
  const made = await hook(account, ["numbers.changed"]);
  await account.ask("POST", "/numbers", { json: { numbers: phones(1) } });
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), { timeout: 10_000 });
  await Promise.all([1, 2].map(() => sendDueDeliveries(account.id, env)));
  answer();
  const [delivery] = await settle(account, made, ["delivered"]);
  expect([delivery?.attempts, receiver.received.length]).toEqual([1, 1]);
});

test("W3 what is recorded while the object asks what is due is looked at next, and not forgotten", async () => {
  const account = await makeAccount({ numbers: [] });
  const looks = await runInDurableObject(env.COORDINATORS.getByName(account.id), async (_, { storage }) => {
    let between = () => {};
    const prepare = (sql: string) => {
      between();
      return env.DB.prepare(sql);
    };
    const asked = { prepare, batch: (statements: D1PreparedStatement[]) => env.DB.batch(statements) };
    const given = { account: account.id, arm: async () => {}, isHeld: () => false };
    const desk = new WebhookDesk(storage, { ...env, DB: asked as D1Database }, given);
    desk.note();
    between = () => desk.note();
    await desk.sendDue();
    const first = desk.nextLook;
    between = () => {};
    await desk.sendDue();
    return [first, desk.nextLook];
  });
  expect(looks).toEqual([expect.any(Number), null]);
});
