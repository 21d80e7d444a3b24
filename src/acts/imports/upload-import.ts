import { ulid } from "ulid";
import type { Checked } from "../../domain/check/check.ts";
import { type ReadFile, readFile } from "../../domain/file/read-file.ts";
import { asWritten } from "../../domain/file/reading-options.ts";
import type { Import, ImportFile } from "../../domain/import/import.ts";
import { done, type Result } from "../../domain/problems/result.ts";
import { type Draft, saveDraft } from "../../store/imports/drafts.ts";
import type { HeldKey } from "../../store/imports/idempotency.ts";
import { findImport } from "../../store/imports/imports.ts";
import { putUpload } from "../../store/imports/uploads.ts";
import type { FactsAtRevision } from "../../store/inventory/accounts.ts";
import { sha256 } from "../../vault/hashes.ts";
import { sealBytes } from "../../vault/seal.ts";
import { auditOf, nameOf, type Scene } from "../scene.ts";
import { checkAgainstAccount, countProblems, draftRows, type OpenRow } from "./check-rows.ts";
import type { ImportRequestOptions } from "./import-options.ts";
import { beginImport } from "./start-import.ts";
import type { Uploaded } from "./uploaded.ts";
import { validationFailed } from "./validation-failed.ts";

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
  /** The claim of the request's key, which is bound to the draft in the transaction that keeps it. */
  readonly claim: HeldKey | null;
};

/** Reads and checks a file, keeps it as a draft, and starts it unless something stands in the way (api.md, POST imports). */
export async function uploadImport(scene: Scene, intent: UploadIntent): Promise<Result<Uploaded>> {
  const file = readUpload(intent);
  if (!file.ok) return file;
  const checked = await checkAgainstAccount(scene, {
    facts: intent.known.facts,
    rows: file.value.rows,
    columns: file.value.fields,
    services: intent.options.services,
  });
  const kept = await keepDraft(scene, intent, file.value, checked);
  const { report } = checked;
  if (report.errors.length > 0) return validationFailed(kept, report);
  if (intent.options.dry_run) return done({ import: kept, report, started: false });
  return beginImport(scene, { draft: kept, report, revision: FIRST_REVISION, warnings: intent.options.warnings });
}

function readUpload({ known: { facts }, upload, options }: UploadIntent): Result<ReadFile> {
  const services = options.services ?? facts.account.services;
  const read = readFile(upload.bytes, {
    ...asWritten,
    encoding: options.encoding,
    licenseTypes: facts.subscriptions.length,
    connect: services.includes("connect"),
  });
  const problems = read.ok ? read.file.headerProblems : read.problems;
  const [first] = problems;
  if (first) return { ok: false, failure: { ...first, errors: problems } };
  if (!read.ok) throw new Error("a file was refused without a reason");
  return done(read.file);
}

/** The upload is put first: a draft whose file is missing would be worse than a file without a draft. */
async function keepDraft(scene: Scene, intent: UploadIntent, file: ReadFile, checked: Checked): Promise<Import> {
  const draft = draftOf(scene, intent, file, checked);
  const { MASTER_SECRET, UPLOADS } = scene.env;
  const sealed = sealBytes(MASTER_SECRET, "upload", `${scene.account}/${draft.id}`, intent.upload.bytes);
  await putUpload(UPLOADS, scene.account, draft.id, sealed);
  const rows = draftRows(scene, draft.id, file.rows.map(uncorrected), checked);
  const audit = auditOf(scene, "import.upload", draft.id);
  await saveDraft(scene.db, draft, rows, { audit, claim: intent.claim });
  return keptImport(scene, draft.id);
}

async function keptImport(scene: Scene, importId: string): Promise<Import> {
  const kept = await findImport(scene.db, scene.account, importId);
  if (!kept) throw new Error(`${importId} was kept and is not there`);
  return kept;
}

function draftOf(scene: Scene, { upload, options }: UploadIntent, file: ReadFile, checked: Checked): Draft {
  const problem_counts = countProblems(checked);
  return {
    id: `imp_${ulid(Date.parse(scene.now))}`,
    account: scene.account,
    state: problem_counts.errors > 0 ? "invalid" : "ready",
    file: describeFile(upload, file),
    fallback_encoding: options.encoding,
    headers: Object.fromEntries(file.fields.map(({ key, header }) => [key, header])),
    options: {
      services: checked.services,
      passwords: options.passwords,
      password_recipient: options.password_recipient,
    },
    notify_email: options.notify_email,
    asked_extensions: checked.rows.flatMap(({ wanted }) => wanted?.extension ?? []),
    problem_counts,
    notices: [...file.notices, ...checked.report.notices],
    started_by: nameOf(scene.asker),
    started_from: scene.address,
    created_at: scene.now,
  };
}

function uncorrected({ row, cells }: ReadFile["rows"][number]): OpenRow {
  return { row, cells, corrections: null, revision: 1 };
}

function describeFile(upload: UploadIntent["upload"], file: ReadFile): ImportFile {
  return {
    name: upload.name,
    bytes: upload.bytes.byteLength,
    sha256: sha256(upload.bytes),
    encoding: file.encoding,
    delimiter: file.delimiter,
  };
}
