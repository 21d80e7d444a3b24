/** How far the things of a kind have been sealed anew since the secret was changed (S11). */
export type Resealing = {
  readonly thing: string;
  /** The names of the keys that it goes by. */
  readonly keys: string;
  /** "" at the beginning. */
  readonly position: string;
  readonly resealed: number;
  /** Left in this pass because no key fits. */
  readonly unopened: number;
  /** Whether this pass has found anything to seal anew. */
  readonly changed: boolean;
  readonly began_at: string;
  readonly finished_at: string | null;
};

/** One bounded step: what it found, and where the next one goes on; null at the end. */
export type ResealingStep = { readonly next: string | null; readonly resealed: number; readonly unopened: number };

/** So long after a secret was changed a part of the deployment may still seal with the one before (milliseconds). */
const OLD_SECRET_MS = 600_000;

/** Adds up how far the things of each kind have come in several databases; nothing is finished while one has not begun. */
export function addResealings(each: readonly (readonly Resealing[])[]): readonly Resealing[] {
  const isBegun = each.every((progress) => progress.length > 0);
  const sums = new Map<string, Resealing>();
  for (const one of each.flat()) {
    const seen = isBegun ? one : { ...one, finished_at: null };
    const sum = sums.get(one.thing);
    sums.set(one.thing, sum ? addResealing(sum, seen) : seen);
  }
  return [...sums.values()].toSorted((one, other) => (one.thing < other.thing ? -1 : 1));
}

function addResealing(sum: Resealing, one: Resealing): Resealing {
  const ends = [sum.finished_at, one.finished_at].filter((end) => end !== null);
  return {
    ...sum,
    resealed: sum.resealed + one.resealed,
    unopened: sum.unopened + one.unopened,
    began_at: [sum.began_at, one.began_at].toSorted()[0] ?? sum.began_at,
    finished_at: ends.length === 2 ? (ends.toSorted().at(-1) ?? null) : null,
  };
}

/** Begins with the things of a kind, unless they have begun with these very keys already. */
export function beginResealing(
  known: Resealing | undefined,
  { thing, keys, now }: { readonly thing: string; readonly keys: string; readonly now: string },
): Resealing {
  if (known?.keys === keys) return known;
  const none = { position: "", resealed: 0, unopened: 0, changed: false, finished_at: null };
  return { thing, keys, ...none, began_at: now };
}

/**
 * Goes on by one step. It is finished by a whole pass that has found nothing, some time after the secret was changed: then
 * nothing can come any more that another key has sealed.
 */
export function advance(resealing: Resealing, step: ResealingStep, now: string): Resealing {
  const unopened = (resealing.position === "" ? 0 : resealing.unopened) + step.unopened;
  const gone = { ...resealing, resealed: resealing.resealed + step.resealed, unopened };
  const changed = resealing.changed || step.resealed > 0;
  if (step.next !== null) return { ...gone, changed, position: step.next };
  const isSettled = Date.parse(now) - Date.parse(resealing.began_at) >= OLD_SECRET_MS;
  return { ...gone, changed: false, position: "", finished_at: !changed && isSettled ? now : null };
}
