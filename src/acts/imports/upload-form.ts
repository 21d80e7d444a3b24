import type { Standing } from "../../domain/access/rates.ts";
import { whyNotAt } from "../../domain/mail/timing.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { isKeyKnown } from "../../store/imports/idempotency.ts";
import { findKnownToFiles, type KnownToFiles } from "../../store/imports/remembered.ts";
import { sha256 } from "../../vault/hashes.ts";
import { admitUpload, returnUpload } from "../people/rate-limits.ts";
import type { Scene } from "../scene.ts";
import type { ImportRequestOptions } from "./import-options.ts";
import { type Answered, uploadOnce } from "./once/idempotent-upload.ts";
import type { SentFile } from "./upload-import.ts";
import type { Uploaded } from "./uploaded.ts";

/** A file from a form. `form` tells one form that was handed out from the next. */
export type FormWish = {
  readonly form: string;
  readonly known: KnownToFiles;
  readonly upload: SentFile;
  readonly options: ImportRequestOptions;
};

/** What a form is read by, and whether one more upload is let in. */
export type AdmittedForm = { readonly known: KnownToFiles; readonly admitted: Result<Standing> };

/** Counts an upload by a form, and finds the account that its file is for, before the file is read. */
export async function admitForm(scene: Scene): Promise<Result<AdmittedForm>> {
  const [found, admitted] = await Promise.all([findKnownToFiles(scene.db, scene.account), admitUpload(scene)]);
  return found ? done({ known: found.known, admitted }) : nothingHere();
}

/**
 * Takes a file from a form. Sending the same form again, by a double click, after a drop or after going back, comes to
 * the same import (E4). Where anything is in doubt the draft is kept, and a person starts it (E3).
 */
export async function uploadForm(scene: Scene, { form, ...intent }: FormWish): Promise<Result<Uploaded>> {
  const key = `form:${sha256(`${form} ${sha256(intent.upload.bytes)} ${JSON.stringify(intent.options)}`)}`;
  const late = await whyTooLate(scene, key, intent.options);
  if (late) return refuse("invalid_option", { about: late });
  const { result, replayed } = await patiently(() => uploadOnce(scene, key, { ...intent, careful: true }));
  if (replayed || isUnderWay(result)) await returnUpload(scene);
  return result;
}

/** A time for the mails that has passed is refused, but not to whoever sends again what was accepted in time (M9). */
async function whyTooLate({ db, account, now }: Scene, key: string, { mails_at }: ImportRequestOptions) {
  const late = mails_at === null ? null : whyNotAt(mails_at, Date.parse(now));
  return late !== null && (await isKeyKnown(db, account, key)) ? null : late;
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
