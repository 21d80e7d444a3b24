import type { AccountFacts } from "../../domain/account/account.ts";
import { type ReadFile, readFile } from "../../domain/file/read-file.ts";
import type { ImportFile } from "../../domain/import/import.ts";
import { describeReading, type Reading } from "../../domain/import/reading.ts";
import { done, type Result } from "../../domain/problems/result.ts";
import type { Draft } from "../../store/imports/drafts/write-draft.ts";
import { openUpload, type SealedUpload } from "../../store/imports/uploads.ts";
import { ringOf } from "../../vault/ring.ts";
import { openBytes, sealBytes } from "../../vault/seal.ts";
import type { Scene } from "../scene.ts";

/** Reads a file as it was chosen to be read, with all rows in which somebody has `corrected` something; or says why it cannot. */
export function readUpload(
  bytes: Uint8Array,
  facts: AccountFacts,
  reading: Reading,
  corrected: ReadonlySet<number> = new Set(),
): Result<ReadFile> {
  const read = readFile(bytes, {
    ...reading,
    corrected,
    unknownColumns: reading.unknown_columns,
    licenseTypes: facts.subscriptions.length,
    // Which columns are missed without CONNECT the check knows; the choice may change.
    connect: true,
  });
  if (read.ok) return done(read.file);
  const [first] = read.problems;
  if (!first) throw new Error("a file was refused without a reason");
  return { ok: false, failure: { ...first, errors: read.problems } };
}

/** What a draft keeps of how its file was read. */
export type FileState = Pick<Draft, "headers" | "columns" | "reading" | "found"> & {
  readonly file: Pick<ImportFile, "encoding" | "delimiter">;
};

/** Tells what a draft keeps of how its file was read. */
export function stateOf(file: ReadFile, reading: Reading): FileState {
  return {
    file: { encoding: file.encoding, delimiter: file.delimiter },
    headers: Object.fromEntries(file.fields.map(({ key, header }) => [key, header])),
    reading,
    ...describeReading(file, reading.columns),
  };
}

/** Seals the bytes of an upload. */
export function sealUpload({ env, account }: Scene, importId: string, bytes: Uint8Array): SealedUpload {
  const ring = ringOf(env);
  const sealed = sealBytes(ring, "upload", `${account}/${importId}`, bytes);
  return { sealed, key: ring.previous === null ? null : ring.current.name };
}

/** Opens the upload of an import; null when it is gone (S9). */
export async function openOriginal({ env, account }: Scene, importId: string): Promise<Uint8Array | null> {
  const sealed = await openUpload(env.UPLOADS, account, importId);
  return sealed && openBytes(ringOf(env), "upload", `${account}/${importId}`, sealed);
}
