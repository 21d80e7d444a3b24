import type { Context } from "hono";
import { type Answered, uploadOnce } from "../../../acts/imports/idempotent-upload.ts";
import { readOptions } from "../../../acts/imports/import-options.ts";
import type { Uploaded } from "../../../acts/imports/uploaded.ts";
import { admitUpload, returnUpload } from "../../../acts/people/rate-limits.ts";
import { nothingHere, type Result, refuse } from "../../../domain/problems/result.ts";
import { type FactsAtRevision, findFacts } from "../../../store/inventory/accounts.ts";
import { sha256 } from "../../../vault/hashes.ts";
import { leadTo } from "../../answer/lead-to.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readUploadRequest, type UploadRequest } from "../../request/upload-request.ts";
import { showFailure } from "../show.tsx";
import { showNewImport } from "./new-import.tsx";
import { formOf } from "./upload-form.ts";

/** Takes a file from the form, checks it and starts it; with errors in the form, the form is shown again as it was. */
export async function receiveForm(c: Context<AppEnv>): Promise<Response> {
  const { scene } = c.var;
  const known = await findFacts(scene.db, scene.account);
  if (!known) return showFailure(c, nothingHere().failure);
  const admitted = await admitUpload(scene);
  if (!admitted.ok) return showNewImport(c, known, { form: formOf({}, known), failure: admitted.failure });
  const upload = await readUploadRequest(c.req.raw);
  if (!upload.ok) return showNewImport(c, known, { form: formOf({}, known), failure: upload.failure });
  const result = await take(c, known, upload.value);
  const kept = result.ok ? result.value.import : result.failure.import;
  if (kept) return leadTo(c, `/imports/${kept.id}`);
  const failure = result.ok ? null : result.failure;
  return showNewImport(c, known, { form: formOf(upload.value.options, known), failure });
}

/** In another tab somebody may have chosen another account meanwhile. */
const otherAccount =
  "This form was opened for another account than the one you are signed in to now. Nothing was sent. See above which account it is, and choose again.";

/** Sending the same form again, by a double click, after a drop or after going back, comes to the same import (E4). */
async function take(c: Context<AppEnv>, known: FactsAtRevision, upload: UploadRequest): Promise<Result<Uploaded>> {
  const { scene } = c.var;
  const { key: formKey = "", account = scene.account, ...texts } = upload.options;
  if (account !== scene.account) return refuse("malformed_request", otherAccount);
  const options = readOptions(texts, scene.asker);
  if (!options.ok) return options;
  const key = `form:${sha256(`${formKey} ${sha256(upload.bytes)} ${JSON.stringify(options.value)}`)}`;
  const intent = { known, upload, options: options.value };
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
