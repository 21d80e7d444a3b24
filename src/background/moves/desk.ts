import type { Move } from "../../domain/operation/moving.ts";
import { IS_MOVING } from "../../domain/operation/moving.ts";
import { log } from "../../log.ts";
import { DirectoryDatabase } from "../../store/database.ts";
import { findWhereabouts } from "../../store/moves/moves.ts";
import { openNamed } from "../../store/places/open.ts";
import type { CopyNotes, Moving } from "./moving.ts";
import { giveUp, stepMove } from "./steps.ts";
import { clearStrays } from "./strays.ts";

/** After a step that failed the next one is tried so soon (milliseconds). */
const AGAIN_MS = 5_000;
/** A move whose steps fail for so long is given up, so that the account can be written again (milliseconds). */
const MOST_FAILING_MS = 600_000;

/** The step that an object does at this moment: an object that comes up anew has none, for its predecessor's may never end. */
export type UnderWay = { step: Promise<number | null> | null };

/** What an account's object remembers of its move; the truth stands in the databases. */
type Kept = {
  readonly last: Move | null;
  readonly notes: CopyNotes;
  readonly failingSince: number | null;
  /** How often it was asked to go on: a move that begins while the last step of another one is done is not forgotten with that. */
  readonly asked?: number;
  /** When the next step is to be done (milliseconds). */
  readonly at?: number;
};

const NOTHING: Kept = { last: null, notes: { move: "", at: 0, after: null, copied: 0 }, failingSince: null };

/** Has an object that has forgotten all ask at once whether its account is being moved: it would do so only when the cron comes by. */
export function askForMove(kv: SyncKvStorage): void {
  const kept: Kept = { ...NOTHING, asked: 1, at: Date.now() };
  kv.put("move", kept);
}

/** The coordinator's move of its account to another database (O6). */
export class MoveDesk {
  readonly #kv: SyncKvStorage;
  readonly #env: Env;
  readonly #account: string;
  readonly #underWay: UnderWay;

  constructor(
    kv: SyncKvStorage,
    env: Env,
    { account, underWay }: { readonly account: string; readonly underWay: UnderWay },
  ) {
    this.#kv = kv;
    this.#env = env;
    this.#account = account;
    this.#underWay = underWay;
  }

  /** Hears that the account is to be moved. */
  note(): void {
    const kept = this.#kept ?? NOTHING;
    this.#keep({ ...kept, asked: (kept.asked ?? 0) + 1, at: Date.now() });
  }

  /** When the next step is to be done (milliseconds), whatever else the object is woken for; null where none is. */
  get nextStep(): number | null {
    return this.#kept?.at ?? null;
  }

  /** Whether the account's mails and imports wait until it has moved. */
  get isHeld(): boolean {
    const kept = this.#kept;
    return kept !== null && (kept.last?.state ?? "copying") === "copying";
  }

  /** Throws what is answered by "try again soon" while nothing may begin. */
  refuseWhileMoving(): void {
    if (this.isHeld) throw new Error(IS_MOVING);
  }

  /**
   * Does the next step of the move; gives the milliseconds until the one after it, null where there is none. One is done at a time:
   * whoever looks meanwhile waits for what comes of it.
   */
  step(): Promise<number | null> {
    this.#underWay.step ??= this.#step().finally(() => {
      this.#underWay.step = null;
    });
    return this.#underWay.step;
  }

  async #step(): Promise<number | null> {
    const kept = this.#kept;
    if (!kept) return null;
    try {
      const wait = await this.#goOn(kept);
      if (this.#kept?.asked !== kept.asked) return this.#in(0);
      if (wait !== null) return this.#in(wait);
      this.#kv.delete("move");
      return null;
    } catch (error) {
      return this.#failed(error);
    }
  }

  async #goOn({ failingSince }: Kept): Promise<number | null> {
    const directory = new DirectoryDatabase(this.#env.DIRECTORY);
    const found = await findWhereabouts(directory, this.#account);
    const move = found?.move ?? null;
    if (!move) return clearStrays(this.#env, this.#account, found?.database ?? null);
    this.#change({ last: move });
    const wait = await stepMove(this.#moving(directory, move));
    if (failingSince !== null) this.#change({ failingSince: null });
    return wait;
  }

  #moving(directory: DirectoryDatabase, move: Move): Moving {
    return {
      env: this.#env,
      directory,
      move,
      source: openNamed(this.#env, move.source),
      target: openNamed(this.#env, move.target),
      recall: () => (this.#kept ?? NOTHING).notes,
      keep: (notes) => this.#change({ notes }),
    };
  }

  async #failed(error: unknown): Promise<number> {
    log("account_move_failed", { account: this.#account }, error);
    const { last, failingSince } = this.#kept ?? NOTHING;
    const since = failingSince ?? Date.now();
    this.#change({ failingSince: since });
    if (last && Date.now() - since > MOST_FAILING_MS) {
      const directory = new DirectoryDatabase(this.#env.DIRECTORY);
      await giveUp({ directory, move: last }, "fails").catch((again: unknown) => {
        log("account_move_failed", { account: this.#account }, again);
      });
    }
    return this.#in(AGAIN_MS);
  }

  /** Notes that the next step is to be done in so many milliseconds. */
  #in(wait: number): number {
    this.#change({ at: Date.now() + wait });
    return wait;
  }

  get #kept(): Kept | null {
    return this.#kv.get<Kept>("move") ?? null;
  }

  #keep(kept: Kept): void {
    this.#kv.put("move", kept);
  }

  #change(changed: Partial<Kept>): void {
    if (this.#kept) this.#keep({ ...this.#kept, ...changed });
  }
}
