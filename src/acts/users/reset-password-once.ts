import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { type HeldKey, type KnownKey, releaseHeldKey } from "../../store/imports/idempotency.ts";
import { findMail, type Mail } from "../../store/mails/mails.ts";
import { sha256 } from "../../vault/hashes.ts";
import { inProgress, isBeingAnswered, letGo, makeClaim, newClaim } from "../once/claims.ts";
import type { Scene } from "../scene.ts";
import { resetPassword } from "./reset-password.ts";

type ResetWish = { readonly user: string; readonly recipient: string | null };
export type AnsweredReset = { readonly result: Result<Mail>; readonly replayed: boolean };

/** Resets like resetPassword, but the same key never makes a second password: it gives the mail of the first one again (api.md). */
export async function resetPasswordOnce(scene: Scene, key: string, wish: ResetWish): Promise<AnsweredReset> {
  const contentHash = sha256(`reset\n${JSON.stringify(wish)}`);
  const claim = newClaim(scene, key);
  const known = await makeClaim(scene, claim, contentHash);
  if (!known) return { result: await firstReset(scene, claim, wish), replayed: false };
  if (known.content_hash !== contentHash) {
    return { result: refuse("idempotency_key_reused", { wish: "reset" }), replayed: false };
  }
  return repeat(scene, { key, wish }, known);
}

/** The key is bound in the transaction that resets: whoever repeats finds the mail, or nothing was written. */
async function firstReset(scene: Scene, claim: HeldKey, { user, recipient }: ResetWish): Promise<Result<Mail>> {
  try {
    const result = await resetPassword(scene, user, { recipient, seen: null }, claim);
    if (!result.ok) await releaseHeldKey(scene.db, claim);
    return result;
  } catch (error) {
    await letGo(scene.db, claim);
    throw error;
  }
}

async function repeat(
  scene: Scene,
  { key, wish }: { readonly key: string; readonly wish: ResetWish },
  known: KnownKey,
): Promise<AnsweredReset> {
  if (known.thing_id !== null) {
    const mail = await findMail(scene.db, scene.account, known.thing_id);
    return { result: mail ? done(mail) : nothingHere(), replayed: true };
  }
  if (isBeingAnswered(scene, known)) return { result: inProgress(), replayed: false };
  // Of several requests that repeat at once, one takes over what the first has left; the others find that one.
  await releaseHeldKey(scene.db, { account: scene.account, key, claimedAt: known.claimed_at });
  return resetPasswordOnce(scene, key, wish);
}
