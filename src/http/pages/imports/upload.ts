import type { Context } from "hono";
import { readOptions } from "../../../acts/imports/import-options.ts";
import { admitForm, type FormWish, uploadForm } from "../../../acts/imports/upload-form.ts";
import type { Uploaded } from "../../../acts/imports/uploaded.ts";
import { type Result, refuse } from "../../../domain/problems/result.ts";
import { leadTo } from "../../answer/lead-to.ts";
import type { AppEnv } from "../../hono-env.ts";
import { ofPage, readUploadRequest, type UploadRequest, withCharset } from "../../request/upload-request.ts";
import { toProof } from "../people/session.ts";
import { showFailure } from "../show.tsx";
import { showFormAgain } from "./new-import.tsx";
import { fileOrRows, formOf, timedOptions } from "./upload-form.ts";

/** Takes a file from the form, checks it and starts it; with errors in the form, the form is shown again as it was. */
export async function receiveForm(c: Context<AppEnv>): Promise<Response> {
  const { scene } = c.var;
  const begun = await admitForm(scene);
  if (!begun.ok) return showFailure(c, begun.failure);
  const { known, admitted } = begun.value;
  const { facts } = known;
  if (!admitted.ok) return showFormAgain(c, formOf({}, facts), admitted.failure);
  const sent = await readUploadRequest(c.req.raw, ofPage);
  if (!sent.ok) return showFormAgain(c, formOf({}, facts), sent.failure);
  const upload = fileOrRows(sent.value);
  const form = formOf(sent.value.options, facts);
  if (!upload.ok) return showFormAgain(c, form, upload.failure);
  const result = await take(c, known, upload.value);
  if (result.ok) return leadTo(c, wayOn(result, result.value.import));
  const { import: kept } = result.failure;
  return kept ? leadTo(c, wayOn(result, kept)) : showFormAgain(c, form, result.failure);
}

/** Where somebody goes on with an import that was kept: by a proof of theirs, where that is all that keeps it from starting (S1). */
export function wayOn(result: Result<Uploaded>, { id }: { readonly id: string }): string {
  return !result.ok && result.failure.code === "proof_needed" ? toProof(`/imports/${id}`) : `/imports/${id}`;
}

async function take(c: Context<AppEnv>, known: FormWish["known"], upload: UploadRequest): Promise<Result<Uploaded>> {
  const { scene } = c.var;
  const { key: form = "", account = scene.account, ...texts } = withCharset(upload);
  // In another tab somebody may have chosen another account meanwhile.
  if (account !== scene.account) return refuse("malformed_request", { reason: "other_account" });
  const timed = timedOptions(texts);
  if (!timed.ok) return timed;
  const options = readOptions(timed.value, scene.asker, null);
  return options.ok ? uploadForm(scene, { form, known, upload, options: options.value }) : options;
}
