import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { MAILS_PER_MESSAGE } from "../../src/domain/limits.ts";
import { type FaultMode, type FaultSwitch, faultModes, faults } from "../support/lab/faults.ts";
import { pause } from "../support/site/http.ts";

/** The fault switch itself: what it does to an operation of each kind, in each way. */

const modes: Readonly<Record<FaultMode, { readonly ends: "failed" | "no answer"; readonly isDone: boolean }>> = {
  before: { ends: "failed", isDone: false },
  after: { ends: "failed", isDone: true },
  hang: { ends: "no answer", isDone: false },
  hang_after: { ends: "no answer", isDone: true },
};

type Operation = {
  readonly name: string;
  readonly act: (laid: FaultSwitch, account: string) => Promise<unknown>;
  readonly isDone: (laid: FaultSwitch, account: string) => Promise<boolean>;
};

const insert = (db: D1Database, name: string) =>
  db.prepare("INSERT INTO sweeps (name, position) VALUES (?1, '')").bind(name);
const isInserted = async (_: FaultSwitch, name: string) =>
  (await env.DB.prepare("SELECT 1 FROM sweeps WHERE name = ?1").bind(name).first()) !== null;
const object = (account: string) => env.COORDINATORS.getByName(account);
const cost = { d1_queries: 1, d1_rows_read: 0, d1_rows_written: 0, queue_messages: 0 };
const mail = { from: "a@example.com", to: "b@example.com", subject: "s", text: "t", headers: { "X-Muster-Mail": "m" } };

const operations: readonly Operation[] = [
  {
    name: "D1 run INSERT sweeps",
    act: (laid, account) => insert(laid.env(env).DB, account).run(),
    isDone: isInserted,
  },
  {
    name: "D1 batch INSERT sweeps",
    act: (laid, account) => {
      const { DB } = laid.env(env);
      return DB.batch([insert(DB, account)]);
    },
    isDone: isInserted,
  },
  {
    name: "R2 put",
    act: (laid, account) => laid.env(env).UPLOADS.put(account, "x"),
    isDone: async (_, account) => (await env.UPLOADS.head(account)) !== null,
  },
  {
    name: "MAILS send",
    act: (laid, account) => laid.env(env).MAILS.send({ account }),
    isDone: async (laid) => laid.sent.length === 1,
  },
  {
    name: "MAIL send",
    act: (laid) => laid.env(env).MAIL.send(mail),
    isDone: async (laid) => laid.mailed.length === 1,
  },
  {
    name: "object mailsSent",
    act: (laid, account) => laid.env(env).COORDINATORS.getByName(account).mailsSent("imp_1", cost, MAILS_PER_MESSAGE),
    isDone: (_, account) =>
      runInDurableObject(object(account), (__, { storage }) => storage.kv.get("mailCosts") !== undefined),
  },
  {
    name: "alarm setAlarm",
    act: (laid, account) =>
      runInDurableObject(object(account), (_, state) => laid.state(state).storage.setAlarm(Date.now() + 3_600_000)),
    isDone: (_, account) =>
      runInDurableObject(object(account), async (__, { storage }) => (await storage.getAlarm()) !== null),
  },
];

const cases = operations.flatMap((operation) => faultModes.map((mode) => ({ ...operation, mode })));

test.for(cases)("the switch strikes $name in the way $mode, and the one before it not", async (given) => {
  const { name, mode, act, isDone } = given;
  const account = `switch-${cases.indexOf(given)}`;
  const laid = faults(account);
  laid.begin({ ordinal: 2, mode });
  await laid.env(env).UPLOADS.head("nothing");
  expect(laid.struck).toBeNull();
  const ends = await Promise.race([
    act(laid, account).then(
      () => "done",
      () => "failed",
    ),
    pause(150).then(() => "no answer"),
  ]);
  expect({ ends, isDone: await isDone(laid, account) }).toEqual(modes[mode]);
  expect([laid.struck, laid.trace, laid.count]).toEqual([name, ["R2 head", name], 2]);
  laid.begin(null);
});
