import { CALL_TIMEOUT_MS } from "../../domain/limits.ts";
import { within } from "../../platform/within.ts";
import { MailDesk } from "../mail/desk.ts";
import { MoveDesk, type UnderWay } from "../moves/desk.ts";
import { WebhookDesk } from "../webhooks/desk.ts";
import { accountOf } from "./account-of.ts";
import { BeginDesk, isUncertain } from "./begin-desk.ts";
import { RunDesk, WATCH_IMPORT_MS } from "./run-desk.ts";

/**
 * When the object and its isolate came up (milliseconds): what was under way before may have died with its predecessor. What of a
 * move is under way since.
 */
export type Up = { readonly since: number; readonly isolateSince: number; readonly moving: UnderWay };

/** The desks of an account's object, each of which looks after one kind of work, and the alarm that they share. */
export class Desks {
  readonly account: string;
  readonly #state: DurableObjectState;
  readonly #env: Env;
  readonly #up: Up;

  constructor(state: DurableObjectState, env: Env, up: Up) {
    this.account = accountOf(state);
    this.#state = state;
    this.#env = env;
    this.#up = up;
  }

  /** Whether an import has the place, or may have it. */
  get isBusy(): boolean {
    return this.runs.run !== null || this.isUncertain;
  }

  /** Whether it is unknown what came of a start or an undo. */
  get isUncertain(): boolean {
    return isUncertain(this.#kv);
  }

  /** Throws what is answered by "try again soon" while the account is moved: nothing may begin then (O6). */
  get begins(): BeginDesk {
    this.moves.refuseWhileMoving();
    return new BeginDesk(this.#kv, this.#env, { account: this.account, runs: this.runs, arm: this.#arm });
  }

  get runs(): RunDesk {
    return new RunDesk(this.#kv, this.#env, this.account);
  }

  get mails(): MailDesk {
    return new MailDesk(this.#kv, this.#env, { account: this.account, ...this.#up });
  }

  get moves(): MoveDesk {
    return new MoveDesk(this.#kv, this.#env, { account: this.account, underWay: this.#up.moving });
  }

  get webhooks(): WebhookDesk {
    const isHeld = () => this.moves.isHeld;
    return new WebhookDesk(this.#state.storage, this.#env, { account: this.account, arm: this.#arm, isHeld });
  }

  /** The account has moved, or stays: messages that came meanwhile were let go of, and what is due is sent for anew (O6). */
  resume(): void {
    this.mails.forgetSent();
    this.webhooks.forgetSent();
  }

  /** Sets the alarm; never later than an import or a move needs that has begun meanwhile, however this was called for. */
  async rearm(wish: number | null): Promise<void> {
    const { storage } = this.#state;
    const most = this.isBusy ? WATCH_IMPORT_MS : Number.POSITIVE_INFINITY;
    const { isHeld, nextStep } = this.moves;
    // While the account is moved nothing is sent: what is due would have the alarm ring again and again.
    const due = isHeld ? null : this.webhooks.nextLook;
    const at = Math.min(due ?? Number.POSITIVE_INFINITY, nextStep ?? Number.POSITIVE_INFINITY);
    const wait = Math.max(0, Math.min(wish ?? Number.POSITIVE_INFINITY, most, at - Date.now()));
    const armed = Number.isFinite(wait) ? storage.setAlarm(Date.now() + wait) : storage.deleteAlarm();
    await within(CALL_TIMEOUT_MS, "the alarm", armed);
  }

  readonly #arm = (wish: number) => this.rearm(wish);

  get #kv(): SyncKvStorage {
    return this.#state.storage.kv;
  }
}
