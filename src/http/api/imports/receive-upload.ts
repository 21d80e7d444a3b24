import type { Context } from "hono";
import { uploadOnce } from "../../../acts/imports/idempotent-upload.ts";
import {
  type ImportRequestOptions,
  optionNames,
  readOptions,
  refuseThirdAddress,
  unknownParameter,
} from "../../../acts/imports/import-options.ts";
import { uploadImport } from "../../../acts/imports/upload-import.ts";
import { admitUpload, returnUpload } from "../../../acts/people/rate-limits.ts";
import { done, nothingHere, type Result } from "../../../domain/problems/result.ts";
import { isKeyKnown } from "../../../store/imports/idempotency.ts";
import { findFacts } from "../../../store/inventory/accounts.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readIdempotencyKey } from "../../request/idempotency-key.ts";
import { readUploadRequest, type UploadRequest } from "../../request/upload-request.ts";
import { answerUploaded } from "./answer-uploaded.ts";

/** Takes a file in, checks it and starts it, as `POST …/imports` says; refusals in the order of api.md. */
export async function receiveUpload(c: Context<AppEnv>): Promise<Response> {
  const { scene } = c.var;
  const known = await findFacts(scene.db, scene.account);
  if (!known) return answerFailure(c, nothingHere().failure);
  // A repetition is no upload (S6): it is let in even where no further upload would be.
  const repeats = await isKeyKnown(scene.db, scene.account, c.req.header("Idempotency-Key") ?? "");
  const admitted = repeats ? done(null) : await admitUpload(scene);
  if (!admitted.ok) return answerFailure(c, admitted.failure);
  const asked = await readAsked(c);
  if (!asked.ok) return answerFailure(c, asked.failure);
  const { key, upload, options } = asked.value;
  if (key === null)
    return answerUploaded(c, await uploadImport(scene, { known, upload, options, alongside: () => [] }));
  const { result, replayed } = await uploadOnce(scene, key, { known, upload, options });
  const isRepetition = replayed || (!result.ok && result.failure.code === "idempotency_in_progress");
  if (isRepetition !== repeats) await (isRepetition ? returnUpload(scene) : admitUpload(scene));
  if (replayed) c.header("Idempotency-Replayed", "true");
  return answerUploaded(c, result);
}

type Asked = { readonly key: string | null; readonly upload: UploadRequest; readonly options: ImportRequestOptions };

async function readAsked(c: Context<AppEnv>): Promise<Result<Asked>> {
  const { scene } = c.var;
  const known = [...optionNames, "filename"];
  const unknown = [...new URL(c.req.url).searchParams.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) return unknownParameter(unknown, known);
  const key = readIdempotencyKey(c);
  if (!key.ok) return key;
  const upload = await readUploadRequest(c.req.raw);
  if (!upload.ok) return upload;
  const options = readOptions(upload.value.options, scene.asker);
  if (!options.ok) return options;
  const { passwords, dry_run } = options.value;
  if (scene.asker.kind === "token" && passwords === "recipient" && !dry_run) return refuseThirdAddress();
  return done({ key: key.value, upload: upload.value, options: options.value });
}
