import { isDraft } from "../../../domain/import/import.ts";
import { done, type Result, refuse } from "../../../domain/problems/result.ts";
import { isStale } from "../../../store/database.ts";
import {
  type HeldKey,
  type KeyEnding,
  type KnownKey,
  releaseHeldKey,
  saveKeyEnding,
} from "../../../store/imports/idempotency.ts";
import { sha256 } from "../../../vault/hashes.ts";
import { inProgress, isBeingAnswered, makeClaim, newClaim, noteFault } from "../../once/claims.ts";
import type { Scene } from "../../scene.ts";
import { reviewDraft } from "../drafts.ts";
import { startDraft } from "../start-draft.ts";
import { validationFailed } from "../start-import.ts";
import { checkSent, isInDoubt, keepChecked, type UploadIntent } from "../upload-import.ts";
import type { Uploaded } from "../uploaded.ts";

export type Answered = { readonly result: Result<Uploaded>; readonly replayed: boolean };

/** Uploads like uploadImport, but the same key with the same content never makes a second import (api.md, Idempotency-Key). */
export async function uploadOnce(scene: Scene, key: string, intent: UploadIntent, repeats = false): Promise<Answered> {
  const contentHash = sha256(`${sha256(intent.upload.bytes)}\n${JSON.stringify(intent.options)}`);
  const claim = newClaim(scene, key);
  const claiming = makeClaim(scene, claim, contentHash);
  // Checking writes nothing: it need not wait for the claim, but where somebody is likely to have that already.
  const checking = repeats ? null : checkSent(scene, intent);
  checking?.catch(() => undefined);
  const known = await claiming;
  if (known) return repeat(scene, { key, contentHash, intent }, known);
  const checked = checking ?? checkSent(scene, intent);
  return { result: await firstUpload(scene, claim, { intent, checked }), replayed: false };
}

type First = { readonly intent: UploadIntent; readonly checked: ReturnType<typeof checkSent> };

async function firstUpload(scene: Scene, claim: HeldKey, { intent, checked }: First): Promise<Result<Uploaded>> {
  const { db } = scene;
  try {
    const result = await keepChecked(scene, intent, await checked, claim);
    if (!result.ok && !result.failure.import) await releaseHeldKey(db, claim);
    else if (!result.ok || !result.value.started) await saveKeyEnding(db, claim, endingOf(result));
    return result;
  } catch (error) {
    if (isStale(error)) return inProgress();
    await noteFault(scene, claim);
    throw error;
  }
}

/** What a request came to, as its key keeps it. */
export function endingOf(result: Result<Uploaded>): KeyEnding {
  return result.ok ? "done" : result.failure.code;
}

type Repetition = {
  readonly key: string;
  readonly contentHash: string;
  readonly intent: UploadIntent;
};

async function repeat(scene: Scene, { key, contentHash, intent }: Repetition, known: KnownKey): Promise<Answered> {
  if (known.content_hash !== contentHash) {
    return {
      result: refuse("idempotency_key_reused", { wish: "import" }),
      replayed: false,
    };
  }
  if (isBeingAnswered(scene, known)) {
    return { result: inProgress(), replayed: false };
  }
  if (known.import_id === null) {
    // Of several requests that repeat at once, one takes over what the first has left; the others find that one.
    await releaseHeldKey(scene.db, { account: scene.account, key, claimedAt: known.claimed_at });
    return uploadOnce(scene, key, intent);
  }
  return { result: await answerAgain(scene, key, { intent, known, importId: known.import_id }), replayed: true };
}

type Known = { readonly intent: UploadIntent; readonly known: KnownKey; readonly importId: string };

/** Gives the import as it is now; a draft that can be started is started, whatever had kept it from that before. */
async function answerAgain(scene: Scene, key: string, { intent, known, importId }: Known): Promise<Result<Uploaded>> {
  const review = await reviewDraft(scene, importId);
  if (!review.ok) return review;
  const { draft, report } = review.value;
  const { dry_run, warnings } = intent.options;
  if (!isDraft(draft.state)) return done({ import: draft, report, started: !dry_run });
  if (report.errors.length > 0) return validationFailed(draft, report);
  if (dry_run || (intent.careful && isInDoubt(report))) return done({ import: draft, report, started: false });
  const result = await startDraft(scene, importId, { warnings });
  await saveKeyEnding(scene.db, { account: scene.account, key, claimedAt: known.claimed_at }, endingOf(result));
  return result;
}
