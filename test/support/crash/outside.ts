import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import type { ShownEvent } from "../events/copy.ts";
import { RealReceiver } from "../webhooks/real-receiver.ts";
import { ask, call } from "./asking.ts";
import type { Machine } from "./machine.ts";

const ACCOUNT = "/api/v1/accounts/demo";
const PATIENCE_MS = 30_000;
const heard = ["import.started", "import.completed", "import.undone", "users.created", "users.removed"];

/**
 * What stands around a machine that is killed and goes on by itself: a mail system that takes none for a while and tells of
 * mails that come back (M11), and a receiver of events (W3).
 */
export class Outside {
  /** The mails that were said to have come back. */
  readonly bounced = new Set<string>();
  readonly #receiver = new RealReceiver();
  readonly #comesBack: boolean;
  #webhook: { readonly id: string; readonly secret: string; readonly after: string } | null = null;

  /** Whether mails come back: a version that does not know of that shows them as sent. */
  constructor(comesBack: boolean) {
    this.#comesBack = comesBack;
  }

  /** Has the events of the account sent to a receiver from now on. */
  async hear(machine: Machine): Promise<void> {
    const url = await this.#receiver.open();
    const { next: after } = await ask<{ next: string }>(machine, "GET", `${ACCOUNT}/events?limit=200`);
    const made = await ask<{ id: string; secret: string }>(machine, "POST", `${ACCOUNT}/webhooks`, {
      url,
      events: heard,
    });
    this.#webhook = { ...made, after };
  }

  /** Nothing is heard any more. */
  async close(): Promise<void> {
    if (this.#webhook !== null) await this.#receiver.close();
  }

  /** From now on the mail system takes all mails, or none. */
  async takeMails(machine: Machine, taken: boolean): Promise<void> {
    const answer = taken ? "accept" : "E_DAILY_LIMIT_EXCEEDED";
    await ask(machine, "POST", "/dev/mail-weather", { answer });
  }

  /**
   * Says of some mails that have gone that they came back, and says it again of those of before: what was said to a machine
   * that died is heard by nobody. A version that cannot hear it is told nothing.
   */
  async sendBack(machine: Machine): Promise<void> {
    if (!this.#comesBack) return;
    const sent = await ask<{ items: { id: string }[] }>(machine, "GET", `${ACCOUNT}/mails?state=sent&limit=2`);
    for (const id of new Set([...this.bounced, ...sent.items.map((mail) => mail.id)])) {
      const answer = await call(machine, "POST", "/dev/bounces", { mail: id, reason: "550 User unknown" });
      if (answer.status === 404) return;
      this.bounced.add(id);
    }
  }

  /** Tells whether nothing waits to be sent to the receiver. */
  async isTold(machine: Machine): Promise<boolean> {
    if (this.#webhook === null) return true;
    const path = `${ACCOUNT}/webhooks/${this.#webhook.id}/deliveries?limit=200`;
    const { items } = await ask<{ items: { state: string }[] }>(machine, "GET", path);
    return items.every(({ state }) => state === "delivered");
  }

  /** W3: everything that was committed has arrived, signed, and nothing else. */
  async flaws(machine: Machine): Promise<readonly string[]> {
    if (this.#webhook === null) return [];
    await this.#hearOut(machine);
    const { after, secret } = this.#webhook;
    const committed = await this.#committed(machine, after);
    const { arrived } = this.#receiver;
    const verifier = new Webhook(secret);
    for (const { body, headers } of arrived.slice(-1)) verifier.verify(body, headers);
    const told = new Set(arrived.map(({ id }) => id));
    return [
      ...[...committed].filter((id) => !told.has(id)).map((id) => `events arrive: ${id} was never told`),
      ...[...told].filter((id) => !committed.has(id)).map((id) => `events arrive: ${id} was told and never happened`),
      ...(committed.size === 0 ? ["events arrive: none was committed"] : []),
    ];
  }

  /** Waits a while for all that was committed to arrive; what has not then is a flaw. */
  async #hearOut(machine: Machine): Promise<void> {
    if (this.#webhook === null) return;
    const committed = await this.#committed(machine, this.#webhook.after);
    const isMissing = () => {
      const told = new Set(this.#receiver.arrived.map(({ id }) => id));
      return [...committed].some((id) => !told.has(id));
    };
    for (const until = Date.now() + PATIENCE_MS; isMissing() && Date.now() < until; ) await sleep(40);
  }

  async #committed(machine: Machine, after: string): Promise<Set<string>> {
    const committed = new Set<string>();
    for (let from = after; ; ) {
      const page = await ask<{ items: ShownEvent[]; next: string }>(machine, "GET", `${ACCOUNT}/events?after=${from}`);
      for (const { id, type } of page.items) if (heard.includes(type)) committed.add(id);
      from = page.next;
      if (page.items.length === 0) return committed;
    }
  }
}
