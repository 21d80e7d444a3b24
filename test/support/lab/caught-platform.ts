import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  evictDurableObject,
  getQueueResult,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import worker from "../../../src/index.ts";
import { databasesOf } from "../../../src/store/places/databases.ts";
import { deadQueueOf } from "../site/queues.ts";
import { layDown } from "./platform.ts";
import { passTime } from "./shifted-clock.ts";

/** A message that was sent and not delivered yet; after five failed tries the queue gives it up. */
export type Caught = { readonly queue: string; readonly body: unknown; readonly attempts: number };

const MOST_ATTEMPTS = 6;
/** An alarm is kept at a time that never comes by itself in a test. */
const NEVER_MS = 3_600_000_000;
const CRON_MS = 300_000;

let delivered = 0;

/**
 * An account's queues and alarm in the hands of a test: what is sent lies in the bag until the test delivers it, once or
 * often, or drops it; the alarm rings when the test says so.
 */
export class CaughtPlatform {
  readonly account: string;
  bag: Caught[] = [];
  /** Everything that was ever sent, in order. */
  readonly sent: Caught[] = [];
  /** When the account's object wants to be woken; null when it does not. */
  alarmAt: number | null = null;
  /** What comes before each batch that D1 is asked: a pause lets others get between reading and writing. */
  dawdle: (() => Promise<void>) | null = null;
  /** While they are closed the queues take nothing. */
  isClosed = false;
  /** What stands in place of the real bindings. Put others in their place as a whole. */
  bindings: Partial<Env> = {};
  #last: { real: Env; bindings: Partial<Env>; caught: Env } | null = null;

  constructor(account: string) {
    this.account = account;
    layDown(account, { env: (real) => this.#env(real), state: (real) => this.#state(real) });
  }

  /**
   * Hands batches to their consumers, all at once; what a consumer wants to have again goes back into the bag. Tells how
   * many these are: none, where nothing has failed.
   */
  async deliver(batches: readonly (readonly Caught[])[]): Promise<number> {
    const again = await Promise.all(batches.map((batch) => this.#consume(batch)));
    const retried = new Set(again.flat());
    for (const message of retried) {
      const attempts = message.attempts + 1;
      const queue = attempts > MOST_ATTEMPTS ? deadQueueOf(message.queue) : message.queue;
      this.bag.push({ ...message, queue, attempts: attempts > MOST_ATTEMPTS ? 1 : attempts });
    }
    return retried.size;
  }

  /** Everything comes, once and in order, and what it brings about as well, until the bag is empty. */
  async flow(): Promise<void> {
    while (this.bag.length > 0) await this.deliver(this.bag.splice(0).map((message) => [message]));
  }

  /** The time comes for which the object has set its alarm. */
  async ring(): Promise<boolean> {
    if (this.alarmAt === null) return false;
    passTime(this.alarmAt - Date.now() + 1);
    this.alarmAt = null;
    return runDurableObjectAlarm(this.#object());
  }

  /** The platform has given the alarm up. */
  async loseAlarm(): Promise<void> {
    this.alarmAt = null;
    await runInDurableObject(this.#object(), (_, state) => state.storage.deleteAlarm());
  }

  /** Five minutes pass, unless told otherwise, and the platform calls. */
  async cron(after = CRON_MS): Promise<void> {
    passTime(after);
    const controller = createScheduledController({ cron: "*/5 * * * *", scheduledTime: new Date() });
    await worker.scheduled(controller, this.#env(env));
  }

  /** The object's memory is gone, if it was up; its storage stays. */
  async evict(): Promise<void> {
    try {
      await evictDurableObject(this.#object());
    } catch (error) {
      if (!/not currently running/.test(String(error))) throw error;
    }
  }

  #object() {
    return env.COORDINATORS.getByName(this.account);
  }

  async #consume(batch: readonly Caught[]): Promise<readonly Caught[]> {
    const byId = new Map(batch.map((message) => [`caught-${delivered++}`, message]));
    const messages = [...byId].map(([id, { body, attempts }]) => ({ id, timestamp: new Date(), attempts, body }));
    const made = createMessageBatch(batch[0]?.queue ?? "", messages);
    const context = createExecutionContext();
    await worker.queue(made, this.#env(env));
    const { retryMessages, retryBatch, explicitAcks, ackAll } = await getQueueResult(made, context);
    const wanted = new Set(retryMessages.map(({ msgId }) => msgId));
    if (retryBatch.retry && !ackAll) for (const id of byId.keys()) if (!explicitAcks.includes(id)) wanted.add(id);
    return [...byId].flatMap(([id, message]) => (wanted.has(id) ? [message] : []));
  }

  #env(real: Env): Env {
    if (this.#last?.real !== real || this.#last.bindings !== this.bindings) {
      const queues = {
        ROWS: this.#queue("muster-rows"),
        ROWS_SMALL: this.#queue("muster-rows-small"),
        MAILS: this.#queue("muster-mails"),
        MAILS_FIRST: this.#queue("muster-mails-first"),
        MAILS_SMALL: this.#queue("muster-mails-small"),
        WEBHOOKS: this.#queue("muster-webhooks"),
      };
      const further = databasesOf(real).map(({ name, d1 }) => [name, this.#database(d1)] as const);
      const databases = {
        ...Object.fromEntries(further),
        DB: this.#database(this.bindings.DB ?? real.DB),
        DIRECTORY: this.#database(real.DIRECTORY),
      };
      const caught = { ...real, ...this.bindings, ...queues, ...databases } as unknown as Env;
      this.#last = { real, bindings: this.bindings, caught };
    }
    return this.#last.caught;
  }

  #database(real: D1Database): D1Database {
    return over(real, {
      batch: async (statements: D1PreparedStatement[]) => {
        await this.dawdle?.();
        return real.batch(statements);
      },
    });
  }

  #queue(queue: string) {
    const put = (body: unknown) => {
      if (this.isClosed) throw new Error("the queue takes nothing");
      const message = { queue, body: structuredClone(body), attempts: 1 };
      this.bag.push(message);
      this.sent.push(message);
    };
    return {
      send: async (body: unknown) => put(body),
      sendBatch: async (messages: Iterable<MessageSendRequest>) => {
        for (const { body } of messages) put(body);
      },
    };
  }

  #state(real: DurableObjectState): DurableObjectState {
    const storage = over(real.storage, {
      setAlarm: async (time: number | Date) => {
        this.alarmAt = Number(time);
        await real.storage.setAlarm(Date.now() + NEVER_MS);
      },
      deleteAlarm: async () => {
        this.alarmAt = null;
        await real.storage.deleteAlarm();
      },
      getAlarm: async () => this.alarmAt,
    });
    return over(real, { storage });
  }
}

/** A thing as it is, but for some of its members. */
function over<Thing extends object>(thing: Thing, members: Readonly<Record<string, unknown>>): Thing {
  return new Proxy(thing, {
    get(target, name) {
      if (typeof name === "string" && name in members) return members[name];
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}
