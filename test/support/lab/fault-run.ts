import { createScheduledController, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import worker from "../../../src/index.ts";
import { databaseOf } from "../site/databases.ts";
import { pause } from "../site/http.ts";
import { type Account, makeAccount } from "../site/site.ts";
import { Deliveries, standstill } from "./deliveries.ts";
import { flawsOf } from "./fault-flaws.ts";
import type { Ending, Story } from "./fault-stories.ts";
import { type FaultPlan, faults } from "./faults.ts";
import { PatientClient } from "./patient-client.ts";

/** How a story went with one operation struck. */
export type FaultRun = {
  readonly account: string;
  readonly plan: FaultPlan | null;
  /** The operation that was struck; null when the run was over before its turn came. */
  readonly struck: string | null;
  readonly operations: number;
  /** Until no import was active, no mail and no event pending, and no move under way any more. */
  readonly seconds: number;
  /** For how many of them everything stood still. */
  readonly stoodStill: number;
  /** How often the client asked. */
  readonly asked: number;
  /** What is wrong; nothing must be. */
  readonly flaws: readonly string[];
};

const LOOK_MS = 1_000;
/** Each so many looks it is asked whether an alarm is set. Looks, no seconds: a busy machine does both later. */
const WATCH_LOOKS = 5;
/** Whoever had none so often on end has no watchdog, and can only be helped by the cron: one that hangs is set again sooner. */
const UNWATCHED = 5;
/** Ends what would wait for ever, and judges nothing: mails may have paused, and the machine be busy. */
const TOO_LONG_MS = 600_000;

let runs = 0;

/**
 * Plays a story with a fault in one operation, waits until everything has recovered and, if told so, until the watchdog
 * sleeps again, and tells what is wrong then.
 */
export async function runWith(story: Story, plan: FaultPlan | null, until: "over" | "asleep"): Promise<FaultRun> {
  runs += 1;
  const account = await makeAccount({ id: `faults-${runs}`, types: { Pro: 200, Basic: 10 } });
  const laid = faults(account.id);
  const stage = {
    account,
    client: new PatientClient(),
    laid,
    deliveries: new Deliveries(laid),
    begin: () => laid.begin(plan),
  };
  const [begun, still] = [Date.now(), standstill()];
  const told = (seconds: number, flaws: readonly string[]): FaultRun => {
    const { struck, count: operations } = laid;
    const stoodStill = (standstill() - still) / 1_000;
    return { account: account.id, plan, struck, operations, seconds, stoodStill, asked: stage.client.asked, flaws };
  };
  stage.deliveries.open();
  try {
    const ending = await story(stage);
    const { cron } = await untilOver(account, ending);
    const seconds = (Date.now() - begun) / 1_000;
    if (until === "asleep") await untilAsleep(account);
    const flaws = await flawsOf(account, ending, laid);
    return told(seconds, cron ? [...flaws, "nobody but the cron has helped"] : flaws);
  } catch (error) {
    return told((Date.now() - begun) / 1_000, [String(error), `done so far: ${laid.trace.join(" → ")}`]);
  } finally {
    stage.deliveries.close();
  }
}

/**
 * Waits until no import is active, no mail and no event pending, the account is not moved, and what comes back has come; tells
 * whether that took the cron.
 */
async function untilOver(account: Account, ending: Ending): Promise<{ cron: boolean }> {
  let cron = false;
  let unwatched = 0;
  const until = Date.now() + TOO_LONG_MS;
  for (let looks = 1; !(await isOver(account, ending)); looks += 1) {
    if (Date.now() > until) throw new Error("it has not ended");
    if (looks % WATCH_LOOKS === 0) unwatched = (await alarmOf(account)) === null ? unwatched + 1 : 0;
    if (unwatched === UNWATCHED) {
      await callCron(account);
      [cron, unwatched] = [true, 0];
    }
    await pause(LOOK_MS);
  }
  return { cron };
}

async function untilAsleep(account: Account): Promise<void> {
  for (const until = Date.now() + TOO_LONG_MS; (await alarmOf(account)) !== null; await pause(LOOK_MS))
    if (Date.now() > until) throw new Error("the watchdog does not go to sleep");
}

async function isOver(account: Account, { bounced = 0 }: Ending): Promise<boolean> {
  const d1 = await databaseOf(account.id);
  const left = await d1
    .prepare(
      `SELECT (SELECT count(*) FROM imports WHERE account = ?1 AND state IN ('running', 'stopping', 'undoing'))
          + (SELECT count(*) FROM mails WHERE account = ?1 AND state = 'pending')
          + (SELECT count(*) FROM webhook_deliveries WHERE account = ?1 AND state = 'pending') AS things,
        (SELECT count(*) FROM mails WHERE account = ?1 AND bounced IS NOT NULL) AS bounced`,
    )
    .bind(account.id)
    .first<{ things: number; bounced: number }>();
  return left?.things === 0 && left.bounced >= bounced && !(await isMoved(account));
}

/** Tells whether an account is on its way to another database, or something of it is left behind (O6). */
export async function isMoved({ id }: Account): Promise<boolean> {
  return (await env.DIRECTORY.prepare("SELECT 1 FROM moves WHERE account = ?1").bind(id).first()) !== null;
}

function alarmOf(account: Account): Promise<number | null> {
  return runInDurableObject(env.COORDINATORS.getByName(account.id), (_, state) => state.storage.getAlarm());
}

/** The cron as it comes every five minutes, for this account alone: others shall help themselves while they can. */
async function callCron(account: Account): Promise<void> {
  const COORDINATORS = new Proxy(env.COORDINATORS, {
    get: (real, name) => {
      if (name !== "getByName") return Reflect.get(real, name);
      return (id: string) =>
        id === account.id ? real.getByName(id) : { watch: async () => undefined, move: async () => undefined };
    },
  });
  await worker.scheduled(createScheduledController({ cron: "*/5 * * * *" }), { ...env, COORDINATORS });
}
