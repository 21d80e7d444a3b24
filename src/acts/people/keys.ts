import { addResealings, type Resealing } from "../../domain/keys/resealing.ts";
import { done, type Result } from "../../domain/problems/result.ts";
import { findEndOfLinks } from "../../store/people/links.ts";
import { openAll } from "../../store/places/open.ts";
import { listProgress } from "../../store/resealing/progress.ts";
import { keysOf, ringOf } from "../../vault/ring.ts";
import type { Scene } from "../scene.ts";

/** Where a change of MASTER_SECRET stands (S11). Keys are told apart by names, which tell nothing of them. */
export type KeysPicture = {
  readonly current: string;
  /** Null where there is no secret before this one. */
  readonly previous: string | null;
  /** What is sealed, by its kind, since the secret was changed; empty before the first round of the cron. */
  readonly resealing: readonly Pick<Resealing, "thing" | "resealed" | "unopened" | "began_at" | "finished_at">[];
  /** Whether nothing is left that the previous secret has sealed. */
  readonly finished: boolean;
  /** Until when links that were mailed under another secret than the current one could still be followed; null for none. */
  readonly links_until: string | null;
};

/** Tells where a change of MASTER_SECRET stands, and whether the previous secret may go. */
export async function findKeys({ env, directory, now }: Scene): Promise<Result<KeysPicture>> {
  const ring = ringOf(env);
  const { current, previous } = ring;
  const keys = keysOf(ring)
    .map(({ name }) => name)
    .join(" ");
  const each = await Promise.all(openAll(env).map((db) => listProgress(db)));
  const progress = addResealings(each.map((listed) => listed.filter((one) => one.keys === keys)));
  return done({
    current: current.name,
    previous: previous?.name ?? null,
    resealing: progress.map(({ keys: _, position: __, changed: ___, ...told }) => told),
    finished: previous !== null && progress.length > 0 && progress.every(({ finished_at }) => finished_at !== null),
    links_until: await findEndOfLinks(directory, current.name, now),
  });
}
