import type { Context } from "hono";
import { nothingHere, type Result } from "../../domain/result.ts";
import { type FactsAtRevision, findFacts } from "../../store/accounts.ts";
import { sha256 } from "../../vault/hashes.ts";
import { uploadOnce } from "../acts/idempotent-upload.ts";
import { readOptions } from "../acts/import-options.ts";
import { admitUpload, returnUpload } from "../acts/rate-limits.ts";
import type { Uploaded } from "../acts/upload-import.ts";
import type { AppEnv } from "../hono-env.ts";
import { readUploadRequest, type UploadRequest } from "../upload-request.ts";
import { showNewImport } from "./new-import.tsx";
import { showFailure } from "./show.tsx";
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
  if (kept) return c.redirect(`/imports/${kept.id}`, 303);
  const failure = result.ok ? null : result.failure;
  return showNewImport(c, known, { form: formOf(upload.value.options, known), failure });
}

/** Sending the same form twice, by a double click or after going back, comes to the same import (E4). */
async function take(c: Context<AppEnv>, known: FactsAtRevision, upload: UploadRequest): Promise<Result<Uploaded>> {
  const { scene } = c.var;
  const { key: formKey = "", ...texts } = upload.options;
  const options = readOptions(texts, scene.asker);
  if (!options.ok) return options;
  const key = `form:${sha256(`${formKey} ${sha256(upload.bytes)} ${JSON.stringify(options.value)}`)}`;
  const { result, replayed } = await uploadOnce(scene, key, { known, upload, options: options.value });
  if (replayed) await returnUpload(scene);
  return result;
}
