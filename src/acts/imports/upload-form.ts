import type { Result } from "../../domain/problems/result.ts";
import type { FactsAtRevision } from "../../store/inventory/accounts.ts";
import { sha256 } from "../../vault/hashes.ts";
import { returnUpload } from "../people/rate-limits.ts";
import type { Scene } from "../scene.ts";
import { type Answered, uploadOnce } from "./idempotent-upload.ts";
import type { ImportRequestOptions } from "./import-options.ts";
import type { SentFile } from "./upload-import.ts";
import type { Uploaded } from "./uploaded.ts";

/** A file from a form. `form` tells one form that was handed out from the next. */
export type FormWish = {
  readonly form: string;
  readonly known: FactsAtRevision;
  readonly upload: SentFile;
  readonly options: ImportRequestOptions;
};

/**
 * Takes a file from a form. Sending the same form again, by a double click, after a drop or after going back, comes to
 * the same import (E4).
 */
export async function uploadForm(scene: Scene, { form, ...intent }: FormWish): Promise<Result<Uploaded>> {
  const key = `form:${sha256(`${form} ${sha256(intent.upload.bytes)} ${JSON.stringify(intent.options)}`)}`;
  const { result, replayed } = await patiently(() => uploadOnce(scene, key, intent));
  if (replayed || isUnderWay(result)) await returnUpload(scene);
  return result;
}

/** The second click of a double click waits so often, and so long each time, for what the first one comes to. */
const WAITS = 20;
const WAIT_MS = 250;

async function patiently(ask: () => Promise<Answered>): Promise<Answered> {
  for (let waits = 0; waits < WAITS; waits++) {
    const answered = await ask();
    if (!isUnderWay(answered.result)) return answered;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  return ask();
}

function isUnderWay(result: Result<Uploaded>): boolean {
  return !result.ok && result.failure.code === "idempotency_in_progress";
}
