import type { Context } from "hono";
import { optionNames, readOptions } from "../../../acts/imports/import-options.ts";
import { admitFile, type FileWish, uploadFile } from "../../../acts/imports/upload-file.ts";
import { done, type Result } from "../../../domain/problems/result.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { showStanding } from "../../answer/rate-limit.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readIdempotencyKey } from "../../request/idempotency-key.ts";
import { readParameters, readValues } from "../../request/input.ts";
import { readUploadRequest, withCharset } from "../../request/upload-request.ts";
import { waitQuery } from "../../schemas/imports.ts";
import { answerUploaded } from "./answer-uploaded.ts";

/** Takes a file in, checks it and starts it, as `POST …/imports` says; refusals in the order of api.md. */
export async function receiveUpload(c: Context<AppEnv>): Promise<Response> {
  const { scene } = c.var;
  const admitted = await admitFile(scene, c.req.header("Idempotency-Key") ?? "");
  if (!admitted.ok) return answerFailure(c, admitted.failure);
  showStanding(c, admitted.value.standing);
  const asked = await readAsked(c, admitted.value.repeats);
  if (!asked.ok) return answerFailure(c, asked.failure);
  const { result, replayed, standing } = await uploadFile(scene, admitted.value, asked.value);
  showStanding(c, standing);
  if (replayed) c.header("Idempotency-Replayed", "true");
  return answerUploaded(c, result, asked.value.wait);
}

/** A time for the mails that was accepted before may have passed since: a repetition gets the first answer (M9). */
async function readAsked(c: Context<AppEnv>, repeats: boolean): Promise<Result<FileWish & { readonly wait: number }>> {
  const known = [...optionNames, "filename", "wait"];
  const query = readParameters(c.req.raw, known);
  if (!query.ok) return query;
  const early = readWait(query.value);
  if (!early.ok) return early;
  const key = readIdempotencyKey(c);
  if (!key.ok) return key;
  const upload = await readUploadRequest(c.req.raw, { query: query.value, lists: [] });
  if (!upload.ok) return upload;
  // It is no part of what is done, so that a repetition may wait longer.
  const { wait: _read, ...texts } = withCharset(upload.value);
  const wait = readWait(upload.value.options);
  if (!wait.ok) return wait;
  const { asker, now } = c.var.scene;
  const options = readOptions(texts, asker, repeats ? null : now);
  return options.ok
    ? done({ key: key.value, upload: upload.value, options: options.value, wait: wait.value })
    : options;
}

/** Reads for how many seconds the end of the import is waited for, where the request says so. */
function readWait({ wait = "0" }: Readonly<Record<string, string>>): Result<number> {
  const read = readValues(waitQuery, { wait });
  return read.ok ? done(read.value.wait) : read;
}
