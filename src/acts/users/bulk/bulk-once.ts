import { done, type Result, refuse } from "../../../domain/problems/result.ts";
import type { BulkOutcome } from "../../../domain/user/bulk/bulk.ts";
import { type KnownKey, releaseHeldKey } from "../../../store/imports/idempotency.ts";
import { readAnswer } from "../../../store/users/bulk/answers.ts";
import { sha256 } from "../../../vault/hashes.ts";
import { inProgress, isBeingAnswered, letGo, makeClaim, newClaim } from "../../once/claims.ts";
import type { Scene } from "../../scene.ts";
import { bulkUsers } from "./bulk-users.ts";
import type { BulkWish } from "./decided.ts";

type Once = { readonly key: string; readonly wish: BulkWish; readonly dryRun: boolean };

/** Does like bulkUsers, but the same key with the same content never does it twice: it gives the first answer (api.md). */
export async function bulkOnce(
  scene: Scene,
  once: Once,
): Promise<{ readonly result: Result<BulkOutcome>; readonly replayed: boolean }> {
  const { key, wish, dryRun } = once;
  const contentHash = sha256(`users\n${JSON.stringify({ wish, dryRun })}`);
  const claim = newClaim(scene, key);
  const known = await makeClaim(scene, claim, contentHash);
  if (known) return repeat(scene, once, known, contentHash);
  try {
    // The answer is kept in the transaction that does it: whoever repeats finds it, or nothing was done.
    const result = await bulkUsers(scene, wish, { dryRun, claim });
    if (!result.ok) await releaseHeldKey(scene.db, claim);
    return { result, replayed: false };
  } catch (error) {
    await letGo(scene.db, claim);
    throw error;
  }
}

async function repeat(scene: Scene, once: Once, known: KnownKey, contentHash: string): ReturnType<typeof bulkOnce> {
  if (known.content_hash !== contentHash) {
    return { result: refuse("idempotency_key_reused", { wish: "users" }), replayed: false };
  }
  if (known.answer !== null) return { result: done(readAnswer(known.answer)), replayed: true };
  if (isBeingAnswered(scene, known)) return { result: inProgress(), replayed: false };
  // Of several requests that repeat at once, one takes over what the first has left; the others find that one.
  await releaseHeldKey(scene.db, { account: scene.account, key: once.key, claimedAt: known.claimed_at });
  return bulkOnce(scene, once);
}
