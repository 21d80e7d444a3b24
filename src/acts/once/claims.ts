import type { Result } from "../../domain/problems/result.ts";
import { refuse } from "../../domain/problems/result.ts";
import { log } from "../../log.ts";
import {
  type HeldKey,
  holdKey,
  type KnownKey,
  releaseHeldKey,
  saveKeyEnding,
} from "../../store/imports/idempotency.ts";
import { later, type Scene } from "../scene.ts";

/** An Idempotency-Key is kept for a day (api.md). */
const KEPT_MS = 24 * 3_600_000;
/** A first request that has not answered for so long counts as dead; should it live after all, it can keep nothing any more. */
const ANSWERED_WITHIN_MS = 20_000;

/** Makes a claim of a key. Its moment has random digits below the millisecond, so that no two claims are the same. */
export function newClaim({ account, now }: Scene, key: string): HeldKey {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return { account, key, claimedAt: now.replace("Z", `${String(random).padStart(10, "0")}Z`) };
}

/** Claims a key for this content; gives null when it is ours now, or what is known of its first use. */
export async function makeClaim({ db, now }: Scene, claim: HeldKey, contentHash: string): Promise<KnownKey | null> {
  try {
    return await holdKey(db, claim, contentHash, later({ now }, -KEPT_MS));
  } catch (error) {
    // It may have been made all the same: nobody shall wait for its answer.
    await letGo(db, claim);
    throw error;
  }
}

/** After a fault nobody who tries again is told to wait; a key that is bound to something stays so. */
export async function letGo(db: Scene["db"], claim: HeldKey): Promise<void> {
  try {
    await releaseHeldKey(db, claim);
  } catch (error) {
    log("claim_not_released", { account: claim.account }, error);
  }
}

/** After a fault a key that is bound stays so, and nobody who tries again is told to wait. */
export async function noteFault({ account, db }: Scene, claim: HeldKey): Promise<void> {
  try {
    await saveKeyEnding(db, claim, "internal_error");
  } catch (error) {
    log("fault_not_noted", { account }, error);
  }
}

/** Tells whether the request that made a claim may still be working. */
export function isBeingAnswered(scene: Scene, { ending, claimed_at }: KnownKey): boolean {
  return ending === null && claimed_at > later(scene, -ANSWERED_WITHIN_MS);
}

/** What a repetition is told meanwhile. */
export function inProgress(): Result<never> {
  return refuse("idempotency_in_progress", {});
}
