import type { Standing } from "../../domain/access/rates.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { findKnownToFiles, type KnownToFiles } from "../../store/imports/remembered.ts";
import { admitUpload, returnUpload } from "../people/rate-limits.ts";
import type { Scene } from "../scene.ts";
import { refuseThirdAddress } from "../third-address.ts";
import type { ImportRequestOptions } from "./import-options.ts";
import { type Answered, uploadOnce } from "./once/idempotent-upload.ts";
import { type SentFile, uploadImport } from "./upload-import.ts";

/**
 * An upload that was let in: the account as it was before the file was read, whether its key was used before, and how the
 * limit of uploads stands then; null where it does not count.
 */
export type Admission = {
  readonly known: KnownToFiles;
  readonly repeats: boolean;
  readonly standing: Standing | null;
};

/** Lets an upload in, or refuses it, before its file is read. */
export async function admitFile(scene: Scene, key: string): Promise<Result<Admission>> {
  const finding = findKnownToFiles(scene.db, scene.account, key);
  // A repetition is no upload (S6): it is let in even where no further upload would be.
  const admitting =
    key === "" ? admitUpload(scene) : finding.then((found) => (found?.repeats ? null : admitUpload(scene)));
  const [found, admitted] = await Promise.all([finding, admitting]);
  if (!found) return nothingHere();
  const standing = admitted ?? done(null);
  return standing.ok ? done({ ...found, standing: standing.value }) : standing;
}

/** A file with its options, and the Idempotency-Key where there is one. */
export type FileWish = {
  readonly key: string | null;
  readonly upload: SentFile;
  readonly options: ImportRequestOptions;
};

/** What an upload came to, and how the limit of uploads stands after it; null where it did not count. */
export type AnsweredUpload = Answered & Pick<Admission, "standing">;

/** Takes a file in that was let in, checks it and starts it (api.md, POST imports). */
export async function uploadFile(scene: Scene, admission: Admission, wish: FileWish): Promise<AnsweredUpload> {
  const { known, repeats, standing } = admission;
  const { key, upload, options } = wish;
  const refused = options.passwords === "recipient" && !options.dry_run ? refuseThirdAddress(scene) : null;
  if (refused) return { result: refused, replayed: false, standing };
  if (key === null) {
    const result = await uploadImport(scene, { known, upload, options });
    return { result, replayed: false, standing };
  }
  const answered = await uploadOnce(scene, key, { known, upload, options }, repeats);
  const { result, replayed } = answered;
  const isRepetition = replayed || (!result.ok && result.failure.code === "idempotency_in_progress");
  if (isRepetition === repeats) return { ...answered, standing };
  if (isRepetition) {
    await returnUpload(scene);
    return { ...answered, standing: null };
  }
  const counted = await admitUpload(scene);
  return { ...answered, standing: counted.ok ? counted.value : null };
}
