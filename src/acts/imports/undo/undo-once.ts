import { done, nothingHere, type Result, refuse } from "../../../domain/problems/result.ts";
import { bindKey, type KnownKey, releaseHeldKey } from "../../../store/imports/idempotency.ts";
import { findImport } from "../../../store/imports/imports.ts";
import { sha256 } from "../../../vault/hashes.ts";
import { inProgress, isBeingAnswered, letGo, makeClaim, newClaim } from "../../once/claims.ts";
import type { Scene } from "../../scene.ts";
import { type Undone, undoImport } from "./undo-import.ts";

export type AnsweredUndo = { readonly result: Result<Undone>; readonly replayed: boolean };

/** Undoes like undoImport; whoever repeats it with the same key gets the first answer again (api.md, Idempotency-Key). */
export async function undoOnce(scene: Scene, importId: string, key: string | null): Promise<AnsweredUndo> {
  if (key === null) return { result: await undoImport(scene, importId), replayed: false };
  const contentHash = sha256(`undo\n${importId}`);
  const claim = newClaim(scene, key);
  const known = await makeClaim(scene, claim, contentHash);
  if (known) return repeat(scene, { importId, key, contentHash }, known);
  try {
    const result = await undoImport(scene, importId);
    // Where nothing was begun there is nothing to repeat.
    if (result.ok && result.value.accepted) await bindKey(scene.db, claim, importId);
    else await releaseHeldKey(scene.db, claim);
    return { result, replayed: false };
  } catch (error) {
    await letGo(scene.db, claim);
    throw error;
  }
}

type Repetition = { readonly importId: string; readonly key: string; readonly contentHash: string };

async function repeat(scene: Scene, asked: Repetition, known: KnownKey): Promise<AnsweredUndo> {
  const { importId, key, contentHash } = asked;
  if (known.content_hash !== contentHash) {
    return { result: refuse("idempotency_key_reused", { wish: "undo" }), replayed: false };
  }
  if (known.import_id !== null) {
    const found = await findImport(scene.db, scene.account, importId);
    return { result: found ? done({ import: found, accepted: true }) : nothingHere(), replayed: true };
  }
  if (isBeingAnswered(scene, known)) return { result: inProgress(), replayed: false };
  // An undo that was begun is not begun again: whoever takes over what a dead request has left finds it under way.
  await releaseHeldKey(scene.db, { account: scene.account, key, claimedAt: known.claimed_at });
  return undoOnce(scene, importId, key);
}
