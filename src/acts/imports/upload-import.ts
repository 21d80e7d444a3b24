import { ulid } from "ulid";
import type { Checked } from "../../domain/check/check.ts";
import type { Report } from "../../domain/check/report.ts";
import type { ReadFile } from "../../domain/file/read-file.ts";
import type { Continues } from "../../domain/import/continues.ts";
import type { Import, ImportFile } from "../../domain/import/import.ts";
import { draftState } from "../../domain/import/moves.ts";
import type { Reading } from "../../domain/import/reading.ts";
import { rememberedOf } from "../../domain/import/remember.ts";
import { done, type Result } from "../../domain/problems/result.ts";
import { saveDraft } from "../../store/imports/drafts/drafts.ts";
import type { Draft } from "../../store/imports/drafts/write-draft.ts";
import type { HeldKey } from "../../store/imports/idempotency.ts";
import type { KnownToFiles } from "../../store/imports/remembered.ts";
import { putUpload } from "../../store/imports/uploads.ts";
import { sha256 } from "../../vault/hashes.ts";
import { auditOf, nameOf, type Scene } from "../scene.ts";
import { checkAgainstAccount, countProblems, draftRows, type OpenRow } from "./check-rows.ts";
import type { ImportRequestOptions } from "./import-options.ts";
import { type FileState, readUpload, sealUpload, stateOf } from "./read-upload.ts";
import { beginImport, validationFailed } from "./start-import.ts";
import type { Uploaded } from "./uploaded.ts";

/** A draft as it is kept at first; each change raises it. */
const FIRST_REVISION = 1;

/** A file as somebody sent it. */
export type SentFile = { readonly name: string; readonly bytes: Uint8Array };

/** What is to be done with a file, and who is told of its draft before anything is started. */
export type UploadIntent = {
  /** The account, read before the file was. */
  readonly known: KnownToFiles;
  readonly upload: SentFile;
  readonly options: ImportRequestOptions;
  /** How the columns were read in the import that this one continues (X5); left out, the account's memory tells (T4). */
  readonly readAs?: Pick<Reading, "columns" | "remembered">;
  /** The import that it continues, and which of its rows it takes over. */
  readonly continues?: Continues;
  /** Whether a person looks at it before it starts, where anything is in doubt (E3). */
  readonly careful?: boolean;
};

/** Reads and checks a file, keeps it as a draft, and starts it unless something stands in the way (api.md, POST imports). */
export async function uploadImport(scene: Scene, intent: UploadIntent): Promise<Result<Uploaded>> {
  return keepChecked(scene, intent, await checkSent(scene, intent), null);
}

/** A file that was read and checked, and of which nothing is kept yet. */
export type CheckedFile = { readonly state: FileState; readonly rows: readonly OpenRow[]; readonly checked: Checked };

/** Reads a file and checks it against the account; writes nothing. */
export async function checkSent(scene: Scene, intent: UploadIntent): Promise<Result<CheckedFile>> {
  const read = readSent(intent);
  if (!read.ok) return read;
  const { file, state } = read.value;
  const rows = file.rows.map(uncorrected);
  const checked = await checkAgainstAccount(scene, {
    facts: intent.known.facts,
    rows,
    columns: file.fields,
    services: intent.options.services,
    existing: intent.options.existing,
    found: state.found,
    confirm: state.reading.confirm,
    content: { sha256: sha256(intent.upload.bytes), importId: null },
  });
  return done({ state, rows, checked });
}

/**
 * Keeps a file that was checked as a draft, and starts it unless something stands in the way. `claim` is that of the request's
 * key: it is bound to the draft in the transaction that keeps it, and has its ending once the import has started.
 */
export async function keepChecked(
  scene: Scene,
  intent: UploadIntent,
  read: Result<CheckedFile>,
  claim: HeldKey | null,
): Promise<Result<Uploaded>> {
  if (!read.ok) return read;
  const { report } = read.value.checked;
  const draft = await keepDraft(scene, intent, read.value, claim);
  if (report.errors.length > 0) return validationFailed(draft, report);
  if (intent.options.dry_run || (intent.careful && isInDoubt(report))) {
    return done({ import: draft, report, started: false });
  }
  return beginImport(scene, { draft, report, revision: FIRST_REVISION, warnings: intent.options.warnings, claim });
}

/** Tells whether a person wants to know something before a file without errors starts: rows to look at, or that it was imported before. */
export function isInDoubt({ warnings, notices }: Report): boolean {
  return warnings.length > 0 || notices.some(({ code }) => code === "same_file");
}

function readSent({
  known,
  upload,
  options,
  readAs,
}: UploadIntent): Result<{ readonly file: ReadFile; readonly state: FileState }> {
  const { columns, remembered } = readAs ?? rememberedColumns(known);
  const { encoding, unknown_columns, confirm } = options;
  const reading = { encoding, columns, remembered, unknown_columns, confirm, removed: [] };
  const read = readUpload(upload.bytes, known.facts, reading);
  if (!read.ok) return read;
  const file = read.value;
  return done({ file, state: stateOf(file, { ...reading, remembered: rememberedOf(file.columns, remembered) }) });
}

/** What the account remembers of headers (T4). */
function rememberedColumns({ remembered }: KnownToFiles): Pick<Reading, "columns" | "remembered"> {
  return { columns: [], remembered: remembered.map(({ key, field }) => ({ header: key, field })) };
}

/** The upload is put first: a draft whose file is missing would be worse than a file without a draft. */
async function keepDraft(
  scene: Scene,
  intent: UploadIntent,
  read: CheckedFile,
  claim: HeldKey | null,
): Promise<Import> {
  const draft = draftOf(scene, intent, read);
  const sealed = sealUpload(scene, draft.id, intent.upload.bytes);
  await putUpload(scene.env.UPLOADS, scene.account, draft.id, sealed);
  const rows = draftRows(scene, { importId: draft.id, kept: [] }, read.rows, read.checked);
  const audit = auditOf(scene, "import.upload", draft.id);
  return saveDraft(scene.db, draft, rows, { audit, claim });
}

function draftOf(
  scene: Scene,
  { known, upload, options, continues }: UploadIntent,
  { state, checked }: CheckedFile,
): Draft {
  const problem_counts = countProblems(checked);
  return {
    ...state,
    id: `imp_${ulid(Date.parse(scene.now))}`,
    account: scene.account,
    state: draftState(problem_counts.errors),
    file: describeFile(upload, state),
    options: {
      services: checked.services,
      passwords: options.passwords,
      password_recipient: options.password_recipient,
      existing: options.existing,
      warnings: options.warnings,
      mails: options.mails,
      mails_at: options.mails_at,
    },
    notify_email: options.notify_email,
    checked_revision: known.revision,
    asked_extensions: checked.rows.flatMap(({ wanted }) => wanted?.extension ?? []),
    problem_counts,
    open_questions: checked.report.questions.length,
    notices: checked.report.notices,
    continues: continues ?? null,
    started_by: nameOf(scene.asker),
    started_from: scene.address,
    created_at: scene.now,
  };
}

function uncorrected({ row, cells }: ReadFile["rows"][number]): OpenRow {
  return { row, cells, corrections: null, revision: 1 };
}

function describeFile(upload: UploadIntent["upload"], { file }: FileState): ImportFile {
  return { name: upload.name, bytes: upload.bytes.byteLength, sha256: sha256(upload.bytes), ...file };
}
