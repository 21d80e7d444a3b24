import { env } from "cloudflare:workers";
import worker from "../../../src/index.ts";
import { pause } from "../site/http.ts";
import { carriesRows, deadQueueOf } from "../site/queues.ts";
import type { FaultSwitch, Sent } from "./faults.ts";

/** As wrangler.toml says it. */
const MOST_ATTEMPTS = 6;
const LOOK_MS = 20;

/**
 * The queues of one account. The local ones deliver one batch after the other, so that a consumer that hangs would hold up
 * every account; in production there are many consumers. Each message comes alone, at once, with the account's bindings,
 * again when it asks for that, and at last as a dead letter.
 */
export class Deliveries {
  readonly #laid: FaultSwitch;
  readonly #held: Sent[] = [];
  /** So many chunks may still be delivered. */
  #chunks = Number.POSITIVE_INFINITY;

  constructor(laid: FaultSwitch) {
    this.#laid = laid;
  }

  /** Delivers what is sent until it is closed. */
  open(): void {
    opened.add(this);
    if (opened.size === 1) void lookAfterAll();
  }

  close(): void {
    opened.delete(this);
  }

  /** Delivers what was sent. */
  look(): void {
    for (const message of this.#laid.sent.splice(0)) {
      const isChunk = carriesRows(message.queue);
      if (isChunk && this.#chunks === 0) this.#held.push(message);
      else void this.#deliver(message);
      if (isChunk && this.#chunks > 0) this.#chunks -= 1;
    }
  }

  /** Delivers so many chunks more; further ones wait. */
  hold(chunks: number): void {
    this.#chunks = chunks;
  }

  /** How many chunks wait. */
  get held(): number {
    return this.#held.length;
  }

  /** Delivers everything again. */
  release(): void {
    this.#chunks = Number.POSITIVE_INFINITY;
    this.#laid.sent.push(...this.#held.splice(0));
  }

  async #deliver({ queue, body, attempts }: Sent): Promise<void> {
    let again: number | null = 0;
    const message: Message<unknown> = {
      id: crypto.randomUUID(),
      timestamp: new Date(),
      body,
      attempts,
      ack: () => {
        again = null;
      },
      retry: (options) => {
        again = options?.delaySeconds ?? 0;
      },
    };
    const batch = { queue, messages: [message], metadata, ackAll: message.ack, retryAll: message.retry };
    try {
      await worker.queue(batch, this.#laid.env(env));
      again ??= null;
    } catch (error) {
      console.log(`a consumer of ${queue} threw ${String(error)}`);
    }
    if (again === null) return;
    await pause(again * 1_000);
    this.#laid.sent.push(
      attempts < MOST_ATTEMPTS
        ? { queue, body, attempts: attempts + 1 }
        : { queue: deadQueueOf(queue), body, attempts: 1 },
    );
  }
}

/** One look at all queues, since there may be hundreds. */
const opened = new Set<Deliveries>();

async function lookAfterAll(): Promise<void> {
  while (opened.size > 0) {
    for (const deliveries of opened) deliveries.look();
    const since = Date.now();
    await pause(LOOK_MS);
    const took = Date.now() - since;
    if (took > STANDSTILL_MS) stoodStill += took;
  }
}

/** Whoever wakes up so late stood still meanwhile. */
const STANDSTILL_MS = 1_000;
let stoodStill = 0;

/** For how long in all everything here stood still (milliseconds), because the machine was busy or asleep. */
export function standstill(): number {
  return stoodStill;
}

const metadata: MessageBatchMetadata = { metrics: { backlogCount: 0, backlogBytes: 0 } };
