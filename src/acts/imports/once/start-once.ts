import { isDraft } from "../../../domain/import/import.ts";
import { done, type Result, refuse } from "../../../domain/problems/result.ts";
import { bindKeyStatement, type HeldKey, saveKeyEnding } from "../../../store/imports/idempotency.ts";
import { findImport } from "../../../store/imports/imports.ts";
import { freeKey } from "../../../store/imports/thing-keys.ts";
import { sha256 } from "../../../vault/hashes.ts";
import { inProgress, isBeingAnswered, makeClaim, newClaim, noteFault } from "../../once/claims.ts";
import type { Scene } from "../../scene.ts";
import { noDraft } from "../end-import.ts";
import { startDraft } from "../start-draft.ts";
import type { Uploaded } from "../uploaded.ts";
import { type Answered, endingOf } from "./idempotent-upload.ts";

type StartWish = { readonly key: string | null; readonly texts: Readonly<Record<string, string>> };

/**
 * Starts like startDraft; whoever repeats it with the same key gets the import again, and while it is still a draft its start
 * is tried again, whatever stood in its way before (api.md, Idempotency-Key).
 */
export async function startOnce(scene: Scene, importId: string, { key, texts }: StartWish): Promise<Answered> {
  if (key === null) return { result: await startDraft(scene, importId, texts), replayed: false };
  if (!(await findImport(scene.db, scene.account, importId)))
    return { result: await noDraft(scene, importId), replayed: false };
  const inOrder = Object.entries(texts).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const contentHash = sha256(`start\n${importId}\n${JSON.stringify(inOrder)}`);
  const claim = newClaim(scene, key);
  const known = await makeClaim(scene, claim, contentHash);
  if (!known) return { result: await tryStart(scene, claim, { importId, texts, repeats: false }), replayed: false };
  if (known.content_hash !== contentHash) {
    return { result: refuse("idempotency_key_reused", { wish: "start" }), replayed: false };
  }
  if (isBeingAnswered(scene, known)) return { result: inProgress(), replayed: false };
  const before = { ...claim, claimedAt: known.claimed_at };
  return { result: await tryStart(scene, before, { importId, texts, repeats: true }), replayed: true };
}

type Start = { readonly importId: string; readonly texts: StartWish["texts"]; readonly repeats: boolean };

/** The key is bound to the draft before anything is started, so that a crash leaves it found again. */
async function tryStart(scene: Scene, claim: HeldKey, { importId, texts, repeats }: Start): Promise<Result<Uploaded>> {
  try {
    await scene.db.run(bindKeyStatement(scene.db, claim, importId));
    const found = await startDraft(scene, importId, texts, repeats);
    const result = repeats ? asAtFirst(found) : found;
    if (isBound(result)) await saveKeyEnding(scene.db, claim, endingOf(result));
    else await freeKey(scene.db, claim);
    return result;
  } catch (error) {
    await noteFault(scene, claim);
    throw error;
  }
}

/** What was started, or could be started later. Of all else nothing would be repeated. */
function isBound(result: Result<Uploaded>): boolean {
  if (result.ok) return result.value.again !== true;
  const { import: kept } = result.failure;
  return kept !== undefined && isDraft(kept.state);
}

/** Starting is safe to repeat: who finds it started with this wish has started it before. */
function asAtFirst(result: Result<Uploaded>): Result<Uploaded> {
  return result.ok ? done({ ...result.value, again: false }) : result;
}
