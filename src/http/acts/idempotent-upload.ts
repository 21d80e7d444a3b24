import { nothingHere, type Result, refuse } from "../../domain/result.ts";
import { bindKeyStatement, claimKey, type KnownKey, releaseKey, saveKeyAnswer } from "../../store/idempotency.ts";
import { findImport } from "../../store/imports.ts";
import { sha256 } from "../../vault/hashes.ts";
import { later, type Scene } from "../scene.ts";
import { statusOf } from "../statuses.ts";
import { reviewDraft } from "./drafts.ts";
import { beginImport } from "./start-import.ts";
import { type Uploaded, type UploadIntent, uploadImport } from "./upload-import.ts";
import { validationFailed } from "./validation-failed.ts";

const KEPT_MS = 24 * 3_600_000;
/** A first request that has not answered for so long has died. */
const ANSWERED_WITHIN_MS = 60_000;

const FAULT = { status: statusOf("internal_error"), code: "internal_error" } as const;

export type Answered = { readonly result: Result<Uploaded>; readonly replayed: boolean };

/** Uploads like uploadImport, but the same key with the same content never makes a second import (api.md, Idempotency-Key). */
export async function uploadOnce(
  scene: Scene,
  key: string,
  intent: Omit<UploadIntent, "alongside">,
): Promise<Answered> {
  const contentHash = sha256(`${sha256(intent.upload.bytes)}\n${JSON.stringify(intent.options)}`);
  const claim = { account: scene.account, key, contentHash, now: scene.now };
  const known = await claimKey(scene.db, claim, later(scene, -KEPT_MS));
  if (known) return repeat(scene, { key, contentHash, intent }, known);
  return { result: await firstUpload(scene, key, intent), replayed: false };
}

async function firstUpload(
  scene: Scene,
  key: string,
  intent: Omit<UploadIntent, "alongside">,
): Promise<Result<Uploaded>> {
  let result: Result<Uploaded> | null = null;
  try {
    result = await uploadImport(scene, {
      ...intent,
      alongside: (importId) => [bindKeyStatement(scene.db, scene.account, key, importId)],
    });
    return result;
  } finally {
    // After a fault too: nobody who tries again is told to wait for an answer that was given.
    await keepAnswer(scene, key, result);
  }
}

async function keepAnswer(scene: Scene, key: string, result: Result<Uploaded> | null): Promise<void> {
  const { account, db } = scene;
  if (result && !result.ok && !result.failure.import) await releaseKey(db, account, key);
  else await saveKeyAnswer(db, { account, key }, result ? answerOf(result) : FAULT);
}

function answerOf(result: Result<Uploaded>): { status: number; code: string | null } {
  if (!result.ok) return { status: statusOf(result.failure.code), code: result.failure.code };
  return { status: result.value.started ? 202 : 200, code: null };
}

type Repetition = {
  readonly key: string;
  readonly contentHash: string;
  readonly intent: Omit<UploadIntent, "alongside">;
};

async function repeat(scene: Scene, { key, contentHash, intent }: Repetition, known: KnownKey): Promise<Answered> {
  if (known.content_hash !== contentHash) {
    return {
      result: refuse("idempotency_key_reused", "This key was used for another file or other options. Take a new one."),
      replayed: false,
    };
  }
  if (known.status === null && known.claimed_at > later(scene, -ANSWERED_WITHIN_MS)) {
    return {
      result: refuse(
        "idempotency_in_progress",
        "The first request with this key is still being answered. Try again in a moment.",
      ),
      replayed: false,
    };
  }
  if (known.import_id === null) {
    await releaseKey(scene.db, scene.account, key);
    return uploadOnce(scene, key, intent);
  }
  return { result: await answerAgain(scene, key, { intent, known, importId: known.import_id }), replayed: true };
}

type Known = { readonly intent: Omit<UploadIntent, "alongside">; readonly known: KnownKey; readonly importId: string };

/** Answers as the first time; after a 409, a fault or a crash the draft's start is tried again. */
async function answerAgain(scene: Scene, key: string, { intent, known, importId }: Known): Promise<Result<Uploaded>> {
  const found = await findImport(scene.db, scene.account, importId);
  if (!found) return nothingHere();
  const unfinished = known.status === null || known.status === 409 || known.status === FAULT.status;
  if (unfinished && found.state === "ready" && !intent.options.dry_run) {
    const review = await reviewDraft(scene, importId);
    if (!review.ok) return review;
    const { draft, report } = review.value;
    const result = await beginImport(scene, { draft, report, warnings: intent.options.warnings });
    await saveKeyAnswer(scene.db, { account: scene.account, key }, answerOf(result));
    return result;
  }
  const review = await reviewDraft(scene, importId);
  if (!review.ok) return review;
  if (found.state === "invalid") return validationFailed(review.value.draft, review.value.report);
  return { ok: true, value: { import: found, report: review.value.report, started: !intent.options.dry_run } };
}
