import { CALL_TIMEOUT_MS } from "../../domain/limits.ts";
import { log } from "../../log.ts";
import { within } from "../../platform/within.ts";
import type { AccountDatabase } from "../../store/database.ts";
import { openAccount } from "../../store/places/open.ts";
import { countDueDeliveries } from "../../store/webhooks/leases.ts";
import { toSend } from "../messages.ts";

/** So long is a message waited for before another one is sent, and so long it is looked again at least and at most (milliseconds). */
const PATIENCE_MS = 30_000;
const LEAST_WAIT_MS = 1_000;
const MOST_WAIT_MS = 900_000;

/** Notes for the coordinator that what was just written is told to webhooks. */
export function noteHeard(kv: SyncKvStorage, { heard }: AccountDatabase): void {
  if (heard) noteDue(kv);
}

/** Notes that deliveries are to be looked at now. Never the time that was noted last: whoever asks D1 meanwhile sees that there is more. */
function noteDue(kv: SyncKvStorage): void {
  const now = Date.now();
  kv.put("deliveriesAt", kv.get<number>("deliveriesAt") === now ? now - 1 : now);
}

type Given = {
  readonly account: string;
  /** Sets the object's alarm, so many milliseconds from now at the latest. */
  readonly arm: (milliseconds: number) => Promise<void>;
  /** Whether nothing is to be sent, because the account is moved (O6). */
  readonly isHeld: () => boolean;
};

/** The coordinator's webhooks: when events of the account are due to be sent to them. It asks nothing where there are none. */
export class WebhookDesk {
  readonly #storage: DurableObjectStorage;
  readonly #env: Env;
  readonly #given: Given;

  constructor(storage: DurableObjectStorage, env: Env, given: Given) {
    this.#storage = storage;
    this.#env = env;
    this.#given = given;
  }

  /** When deliveries are to be looked at (milliseconds); null where none waits. */
  get nextLook(): number | null {
    return this.#kv.get<number>("deliveriesAt") ?? null;
  }

  /** Notes that there are deliveries to send, or that there may be. */
  note(): void {
    noteDue(this.#kv);
  }

  /** Hears that there are deliveries to send. */
  async recorded(): Promise<void> {
    this.note();
    await this.deliver();
  }

  /** Hears that a message was answered: the next one need not wait for it. */
  async answered(): Promise<void> {
    this.#kv.delete("deliveriesSentAt");
    await this.recorded();
  }

  /** Messages that were sent are not waited for any more: whoever fetched them could do nothing. */
  forgetSent(): void {
    this.#kv.delete("deliveriesSentAt");
    this.note();
  }

  /** Sends what is due, and has the object woken when more is. All is recorded already: a failure here only delays it. */
  async deliver(): Promise<void> {
    if (this.nextLook === null || this.#given.isHeld()) return;
    try {
      await this.sendDue();
      const { nextLook } = this;
      const alarm = await this.#storage.getAlarm();
      if (nextLook !== null && (alarm === null || alarm > nextLook)) await this.#given.arm(nextLook - Date.now());
    } catch (error) {
      log("deliveries_not_woken", { account: this.#given.account }, error);
    }
  }

  /** Sends a message for the deliveries that are due, if it is time to look, and notes when to look again. */
  async sendDue(): Promise<void> {
    const at = this.nextLook;
    const now = Date.now();
    if (at === null || at > now) return;
    const db = await openAccount(this.#env, this.#given.account);
    const { due, next } = await countDueDeliveries(db, this.#given.account, iso(now));
    if (next === null) return this.#lookAgain(at, null);
    const sentAt = this.#kv.get<number>("deliveriesSentAt") ?? null;
    const isUnderWay = sentAt !== null && now - sentAt < PATIENCE_MS;
    if (due > 0 && !isUnderWay) {
      await within(
        CALL_TIMEOUT_MS,
        "the webhooks queue",
        this.#env.WEBHOOKS.send(toSend({ account: this.#given.account })),
      );
      this.#kv.put("deliveriesSentAt", now);
    }
    const wait = due > 0 ? PATIENCE_MS : Math.min(MOST_WAIT_MS, Math.max(LEAST_WAIT_MS, Date.parse(next) - now));
    this.#lookAgain(at, now + wait);
  }

  /** Notes when to look after that look, unless more was noted since: that is looked at first. */
  #lookAgain(last: number, next: number | null): void {
    if (this.nextLook !== last) return;
    if (next === null) this.#kv.delete("deliveriesAt");
    else this.#kv.put("deliveriesAt", next);
  }

  get #kv(): SyncKvStorage {
    return this.#storage.kv;
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
