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
import { type Draft, saveDraft } from "../../store/imports/drafts/drafts.ts";
import type { HeldKey } from "../../store/imports/idempotency.ts";
import { findImport } from "../../store/imports/imports.ts";
import { listRemembered, MOST_REMEMBERED } from "../../store/imports/remembered.ts";
import { putUpload } from "../../store/imports/uploads.ts";
import type { FactsAtRevision } from "../../store/inventory/accounts.ts";
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
  /** The account's facts, read before the file was. */
  readonly known: FactsAtRevision;
  readonly upload: SentFile;
  readonly options: ImportRequestOptions;
  /** How the columns were read in the import that this one continues (X5); left out, the account's memory tells (T4). */
  readonly readAs?: Pick<Reading, "columns" | "remembered">;
  /** The import that it continues, and which of its rows it takes over. */
  readonly continues?: Continues;
  /** Whether a person looks at it before it starts, where anything is in doubt (E3). */
  readonly careful?: boolean;
  /** The claim of the request's key, which is bound to the draft in the transaction that keeps it. */
  readonly claim: HeldKey | null;
};

/** Reads and checks a file, keeps it as a draft, and starts it unless something stands in the way (api.md, POST imports). */
export async function uploadImport(scene: Scene, intent: UploadIntent): Promise<Result<Uploaded>> {
  const read = await readSent(scene, intent);
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
  const kept = await keepDraft(scene, intent, { state, rows, checked });
  const { report } = checked;
  if (report.errors.length > 0) return validationFailed(kept, report);
  if (intent.options.dry_run || (intent.careful && isInDoubt(report))) {
    return done({ import: kept, report, started: false });
  }
  return beginImport(scene, { draft: kept, report, revision: FIRST_REVISION, warnings: intent.options.warnings });
}

/** Tells whether a person wants to know something before a file without errors starts: rows to look at, or that it was imported before. */
export function isInDoubt({ warnings, notices }: Report): boolean {
  return warnings.length > 0 || notices.some(({ code }) => code === "same_file");
}

async function readSent(
  scene: Scene,
  { known, upload, options, readAs }: UploadIntent,
): Promise<Result<{ readonly file: ReadFile; readonly state: FileState }>> {
  const { columns, remembered } = readAs ?? (await rememberedColumns(scene));
  const { encoding, unknown_columns, confirm } = options;
  const reading = { encoding, columns, remembered, unknown_columns, confirm, removed: [] };
  const read = readUpload(upload.bytes, known.facts, reading);
  if (!read.ok) return read;
  const file = read.value;
  return done({ file, state: stateOf(file, { ...reading, remembered: rememberedOf(file.columns, remembered) }) });
}

/** What the account remembers of headers (T4). */
async function rememberedColumns({ db, account }: Scene): Promise<Pick<Reading, "columns" | "remembered">> {
  const meanings = await listRemembered(db, account, { after: "", limit: MOST_REMEMBERED });
  return { columns: [], remembered: meanings.map(({ key, field }) => ({ header: key, field })) };
}

type ReadDraft = { readonly state: FileState; readonly rows: readonly OpenRow[]; readonly checked: Checked };

/** The upload is put first: a draft whose file is missing would be worse than a file without a draft. */
async function keepDraft(scene: Scene, intent: UploadIntent, read: ReadDraft): Promise<Import> {
  const draft = draftOf(scene, intent, read);
  const sealed = sealUpload(scene, draft.id, intent.upload.bytes);
  await putUpload(scene.env.UPLOADS, scene.account, draft.id, sealed);
  const rows = draftRows(scene, { importId: draft.id, kept: [] }, read.rows, read.checked);
  const audit = auditOf(scene, "import.upload", draft.id);
  await saveDraft(scene.db, draft, rows, { audit, claim: intent.claim });
  return keptImport(scene, draft.id);
}

async function keptImport(scene: Scene, importId: string): Promise<Import> {
  const kept = await findImport(scene.db, scene.account, importId);
  if (!kept) throw new Error(`${importId} was kept and is not there`);
  return kept;
}

function draftOf(scene: Scene, { upload, options, continues }: UploadIntent, { state, checked }: ReadDraft): Draft {
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
