import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import type { User } from "../../domain/user/user.ts";
import { type KnownKey, releaseHeldKey } from "../../store/imports/idempotency.ts";
import { findUser } from "../../store/users/users.ts";
import { sha256 } from "../../vault/hashes.ts";
import { inProgress, isBeingAnswered, letGo, makeClaim, newClaim } from "../once/claims.ts";
import type { Scene } from "../scene.ts";
import { createUser, type NewUserWish } from "./create-user.ts";

export type MadeUser = { readonly result: Result<User>; readonly replayed: boolean };

/** Creates like createUser, but the same key with the same content never makes a second user (api.md, Idempotency-Key). */
export async function createUserOnce(scene: Scene, key: string, wish: NewUserWish): Promise<MadeUser> {
  const { db } = scene;
  const contentHash = sha256(`user\n${JSON.stringify(wish)}`);
  const claim = newClaim(scene, key);
  const known = await makeClaim(scene, claim, contentHash);
  if (known) return repeat(scene, { key, contentHash, wish }, known);
  try {
    // The key is bound in the transaction that creates: whoever repeats finds the user, or nothing was written.
    const result = await createUser(scene, wish, claim);
    if (!result.ok) await releaseHeldKey(db, claim);
    return { result, replayed: false };
  } catch (error) {
    await letGo(db, claim);
    throw error;
  }
}

type Repetition = { readonly key: string; readonly contentHash: string; readonly wish: NewUserWish };

async function repeat(scene: Scene, { key, contentHash, wish }: Repetition, known: KnownKey): Promise<MadeUser> {
  if (known.content_hash !== contentHash) {
    return { result: refuse("idempotency_key_reused", { wish: "user" }), replayed: false };
  }
  if (known.user_id !== null) {
    const user = await findUser(scene.db, scene.account, known.user_id);
    return { result: user ? done(user) : nothingHere(), replayed: true };
  }
  if (isBeingAnswered(scene, known)) return { result: inProgress(), replayed: false };
  // Of several requests that repeat at once, one takes over what the first has left; the others find that one.
  await releaseHeldKey(scene.db, { account: scene.account, key, claimedAt: known.claimed_at });
  return createUserOnce(scene, key, wish);
}
