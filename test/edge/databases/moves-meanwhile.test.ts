import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { NOTES_VERSION } from "../../../src/background/run/notes.ts";
import { coordinatorOf, deliver } from "../../support/site/background.ts";
import { placeOf } from "../../support/site/databases.ts";
import { mortal, roleIn, SteppedMove } from "../../support/site/killed-moves.ts";
import { elsewhere, named, restOf, richAccount } from "../../support/site/moving.ts";
import { makeAccount } from "../../support/site/site.ts";

/** What happens to an account's object, or is said of its mails, while it is moved. */

test("O6 an object that is reset within a step goes on with the move when it comes up again, in the same isolate", async () => {
  const account = await makeAccount();
  const to = await elsewhere(account);
  await new SteppedMove(account.id).begin(to);
  let asked = () => {};
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const DIRECTORY = new Proxy(env.DIRECTORY, {
    get(d1, name) {
      if (name === "batch") return () => new Promise(asked);
      const member = Reflect.get(d1, name);
      return typeof member === "function" ? member.bind(d1) : member;
    },
  });
  const reset = runInDurableObject(coordinatorOf(account), async (coordinator, state) => {
    state.storage.kv.put("move", {
      last: null,
      notes: { move: "", at: 0, after: null, copied: 0 },
      failingSince: null,
    });
    Object.defineProperty(coordinator, "env", { value: { ...env, DIRECTORY } });
    void coordinator.alarm().catch(() => undefined);
    await isAsked;
    state.abort("reset");
  });
  await expect(reset).rejects.toThrow("reset");
  await account.ask("PUT", "/move", { json: { to } });
  await restOf(account);
  expect(await placeOf(account.id)).toBe(to);
});

test("O6 a move that begins while the last step of another one is done is not forgotten with that", async () => {
  const account = await makeAccount();
  const [from, to] = [(await placeOf(account.id)) ?? "", await elsewhere(account)];
  const begun: unknown[] = [];
  const back = async () => {
    begun.push((await account.call("PUT", "/move", { json: { to: from } })).status);
  };
  const DIRECTORY = new Proxy(env.DIRECTORY, {
    get(d1, name) {
      const member = Reflect.get(d1, name);
      if (name === "prepare")
        return (sql: string) => {
          const statement = d1.prepare(sql);
          return sql.startsWith("DELETE FROM moves") && begun.length === 0 ? followed(statement, back) : statement;
        };
      return typeof member === "function" ? member.bind(d1) : member;
    },
  });
  await runInDurableObject(coordinatorOf(account), (coordinator) => {
    Object.defineProperty(coordinator, "env", { value: { ...env, DIRECTORY } });
  });
  await account.ask("PUT", "/move", { json: { to } });
  await expect.poll(() => begun).toEqual([202]);
  await restOf(account);
  expect(await placeOf(account.id)).toBe(from);
});

/** A statement after which something else happens, before whoever asked for it hears of it. */
function followed(statement: D1PreparedStatement, then: () => Promise<void>): D1PreparedStatement {
  const after =
    <Value>(doing: () => Promise<Value>) =>
    async () => {
      const value = await doing();
      await then();
      return value;
    };
  const [bind, all, run] = [statement.bind, statement.all, statement.run].map((member) => member.bind(statement));
  return Object.assign(statement, {
    bind: (...values: unknown[]) => followed(bind?.(...values) as unknown as D1PreparedStatement, then),
    all: after(all as never),
    run: after(run as never),
  });
}

test("O6 M11 a mail that comes back while its account is copied is marked once it has moved, and the move is not given up", async () => {
  const { account } = await richAccount();
  const { id } = account;
  const [from, to] = [(await placeOf(id)) ?? "", await elsewhere(account)];
  const move = new SteppedMove(id);
  await move.begin(to);
  await move.run(env, async () => (await roleIn(id, named(from))) === "leaving");
  for (let n = 1; (await roleIn(id, named(to))) !== "arrived"; n += 1) {
    const process = mortal(n, "after");
    await move.run(process.env, process.isDead);
    expect(await placeOf(id)).toBe(from);
  }
  const sent = "SELECT id, message_id, bounced FROM mails WHERE account = ?1 AND state = 'sent' AND message_id IS NOT NULL ORDER BY id LIMIT 1"; // biome-ignore format: one statement
  const mailIn = (name: string) =>
    named(name).prepare(sent).bind(id).first<{ message_id: string; bounced: string | null }>();
  const messageId = (await mailIn(from))?.message_id;
  const event = { type: "cf.email.sending.message.bounced", payload: { messageId, bounce: { reason: "gone" } } };
  const said = await deliver("muster-bounces", [event]);
  expect([said.explicitAcks.length, said.retryMessages.length]).toEqual([0, 1]);
  expect([(await mailIn(from))?.bounced, (await mailIn(to))?.bounced]).toEqual([null, null]);
  await move.run();
  expect(await placeOf(id)).toBe(to);
  const again = await deliver("muster-bounces", [event], env, 5);
  expect(again.explicitAcks.length).toBe(1);
  expect((await mailIn(to))?.bounced).toContain("gone");
});

test("O6 O2 a move goes on at once when its object comes up with notes of a later version, and waits for no cron", async () => {
  const account = await makeAccount();
  const to = await elsewhere(account);
  await new SteppedMove(account.id).begin(to);
  await coordinatorOf(account).mailsRecorded();
  await runInDurableObject(coordinatorOf(account), (_, { storage: { kv } }) => kv.put("version", NOTES_VERSION + 1));
  await evictDurableObject(coordinatorOf(account));
  await coordinatorOf(account).active();
  await restOf(account);
  expect(await placeOf(account.id)).toBe(to);
});
