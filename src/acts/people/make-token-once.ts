import { ulid } from "ulid";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { type HeldKey, type KnownKey, saveKeyEnding } from "../../store/imports/idempotency.ts";
import { freeKey, settleThing, takeOver } from "../../store/imports/thing-keys.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import { findToken } from "../../store/people/tokens.ts";
import { sha256 } from "../../vault/hashes.ts";
import { inProgress, isBeingAnswered, makeClaim, newClaim, noteFault } from "../once/claims.ts";
import type { Scene } from "../scene.ts";
import { makeToken, type NewToken, type TokenWish } from "./tokens.ts";

/** A token whose secret was shown before has none to be shown. */
export type ShownToken = Omit<NewToken, "token"> & { readonly token: string | null };
export type AnsweredToken = { readonly result: Result<ShownToken>; readonly replayed: boolean };

/**
 * Makes a token like makeToken, but the same key never makes a second one: it gives the first again, without its secret.
 * Tokens lie in the directory and keys with the account, so no transaction holds the two: the token's id is settled with the
 * claim first, and whoever takes the claim over can make no other (api.md).
 */
export async function makeTokenOnce(scene: Scene, key: string, wish: TokenWish): Promise<AnsweredToken> {
  if (!(await findFacts(scene.db, scene.account))) return { result: nothingHere(), replayed: false };
  const contentHash = sha256(`token\n${JSON.stringify(wish)}`);
  const claim = newClaim(scene, key);
  const known = await makeClaim(scene, claim, contentHash);
  if (!known) return attempt(scene, claim, { wish, form: ulid() });
  if (known.content_hash !== contentHash) {
    return { result: refuse("idempotency_key_reused", { wish: "token" }), replayed: false };
  }
  return repeat(scene, { claim, wish }, known);
}

type Attempt = { readonly wish: TokenWish; readonly form: string };

async function attempt(scene: Scene, claim: HeldKey, { wish, form }: Attempt): Promise<AnsweredToken> {
  try {
    await settleThing(scene.db, claim, form);
    const result = await makeToken(scene, wish, form, 0);
    // Somebody who was taken for dead has made it meanwhile.
    const before = result.ok ? null : await shown(scene, form);
    if (before) return { result: done(before), replayed: true };
    if (result.ok) await saveKeyEnding(scene.db, claim, "done");
    else await freeKey(scene.db, claim);
    return { result, replayed: false };
  } catch (error) {
    await noteFault(scene, claim);
    throw error;
  }
}

async function repeat(
  scene: Scene,
  { claim, wish }: { readonly claim: HeldKey; readonly wish: TokenWish },
  known: KnownKey,
): Promise<AnsweredToken> {
  const form = known.thing_id ?? ulid();
  if (isBeingAnswered(scene, known)) return { result: inProgress(), replayed: false };
  const before = await shown(scene, form);
  if (before) return { result: done(before), replayed: true };
  if (known.ending === "done") return { result: nothingHere(), replayed: true };
  const dead = { ...claim, claimedAt: known.claimed_at };
  if (await takeOver(scene.db, dead, claim)) return attempt(scene, claim, { wish, form });
  return { result: inProgress(), replayed: false };
}

async function shown({ directory, account }: Scene, form: string): Promise<ShownToken | null> {
  const found = await findToken(directory, account, `tok_${form}`);
  if (!found || found.expires_at === null) return null;
  const { id, name, scope, expires_at } = found;
  return { id, name, scope, expires_at, token: null };
}
