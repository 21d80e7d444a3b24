import { assignColumns, type ColumnsWish } from "../../domain/import/assign-columns.ts";
import { changeOfReading } from "../../domain/import/draft-change.ts";
import { isDraft } from "../../domain/import/import.ts";
import type { Reading } from "../../domain/import/reading.ts";
import { rereadRows } from "../../domain/import/reread-rows.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { findDraft, type KeptDraft } from "../../store/imports/drafts/draft-rows.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { noteChange } from "./changes/note-change.ts";
import type { OpenRow } from "./check-rows.ts";
import { openRows, type Review } from "./drafts.ts";
import { noDraft } from "./end-import.ts";
import { readEncoding } from "./import-options.ts";
import { type FileState, openOriginal, readUpload, stateOf } from "./read-upload.ts";
import { optionsOf, recheckDraft } from "./recheck.ts";

/** How somebody wants the file of a draft to be read; what is absent stays. */
export type ReadingWish = {
  /** A label; null for none. */
  readonly encoding?: string | null | undefined;
  readonly columns?: ColumnsWish | undefined;
  readonly unknown_columns?: Reading["unknown_columns"] | undefined;
};

/** Reads the upload of a draft again, otherwise than before; what was corrected or removed stays so (T4, Q1). */
export async function readDraftAnew(scene: Scene, importId: string, wish: ReadingWish): Promise<Result<Review>> {
  return settleWrite(async () => {
    const kept = await findDraft(scene.db, scene.account, importId);
    if (!kept) return noDraft(scene, importId);
    if (!isDraft(kept.import.state)) return refuse("import_not_draft", { wish: "correct" });
    const reading = readingWished(kept, wish);
    if (!reading.ok) return reading;
    const before = openRows(scene, kept);
    const read = await readAgain(scene, kept, { reading: reading.value, rows: before });
    if (!read.ok) return read;
    const { encoding, unknown_columns } = reading.value;
    if (wish.encoding != null && isUnfit(encoding, read.value.state)) {
      return refuse("invalid_option", { about: "encoding_unfit", label: encoding ?? "" });
    }
    // What was said of the rows was said of how they were read before.
    const options = optionsOf(scene, kept, { unknown_columns, confirm: "" });
    if (!options.ok) return options;
    const detail = { encoding, columns: reading.value.columns.length, unknown_columns };
    const audit = { ...auditOf(scene, "import.read", importId), detail };
    const change = changeOfReading({ before, after: read.value.rows }, kept.reading, { ...reading.value, confirm: [] });
    const noted = change && { audit, history: noteChange(scene, importId, change) };
    return recheckDraft(scene, kept, { ...read.value, options: { ...options.value, encoding }, ...noted });
  });
}

/** What is not UTF-8 or UTF-16 cannot be read so, whoever wishes it: the question would stay without a word. */
function isUnfit(encoding: string | null, { file }: FileState): boolean {
  return encoding?.startsWith("utf-") === true && encoding !== file.encoding;
}

function readingWished({ reading, import: draft }: KeptDraft, wish: ReadingWish): Result<Reading> {
  const columns = assignColumns(draft.columns, reading.columns, wish.columns ?? {});
  if (!columns.ok) return columns;
  const label = wish.encoding === undefined ? reading.encoding : wish.encoding;
  const encoding = label === null ? done(null) : readEncoding(label);
  if (!encoding.ok) return encoding;
  const unknown_columns = wish.unknown_columns ?? reading.unknown_columns;
  return done({ ...reading, columns: columns.value, encoding: encoding.value, unknown_columns });
}

/** A draft as its file reads now. */
export type ReadAgain = { readonly rows: readonly OpenRow[]; readonly state: FileState };

/** How the upload is to be read, and the rows with what was corrected in them. */
type WantedReading = { readonly reading: Reading; readonly rows: readonly OpenRow[] };

/** Reads the upload of a draft again, and lays what was corrected over it. */
export async function readAgain(
  scene: Scene,
  kept: KeptDraft,
  { reading, rows: known }: WantedReading,
): Promise<Result<ReadAgain>> {
  const account = await findFacts(scene.db, scene.account);
  const bytes = await openOriginal(scene, kept.import.id);
  if (!account || !bytes) return nothingHere();
  const corrected = known.flatMap(({ row, corrections }) => (corrections === null ? [] : [row]));
  const read = readUpload(bytes, account.facts, reading, new Set(corrected));
  if (!read.ok) return read;
  const rows = rereadRows(read.value.rows, known, reading.removed);
  if (rows.length === 0) return refuse("no_rows", { removed: true });
  return done({ rows, state: stateOf(read.value, reading) });
}
