import { changeOfReading } from "../../domain/import/draft-change.ts";
import { isDraft } from "../../domain/import/import.ts";
import type { OnWarnings } from "../../domain/import/options.ts";
import { done, type Failure, type Result, refuse } from "../../domain/problems/result.ts";
import { findDraft, type KeptDraft } from "../../store/imports/drafts/draft-rows.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { refuseThirdAddress } from "../third-address.ts";
import { noteChange } from "./changes/note-change.ts";
import { openRows, type Review } from "./drafts.ts";
import { noDraft } from "./end-import.ts";
import type { ImportRequestOptions } from "./import-options.ts";
import { readAgain } from "./read-anew.ts";
import { type DraftChange, optionsOf, recheckDraft } from "./recheck.ts";
import { beginImport, validationFailed } from "./start-import.ts";
import type { Uploaded } from "./uploaded.ts";

type Ready = Review & { readonly warnings: OnWarnings };

/** Gives options of a draft anew, the answers to its questions among them, without starting it (Q2, E3). */
export async function changeOptions(
  scene: Scene,
  importId: string,
  texts: Readonly<Record<string, string>>,
): Promise<Result<Review>> {
  return settleWrite(() => checkBeforeStart(scene, importId, { texts, repeats: false }));
}

/**
 * Starts a ready draft, with options given anew where there are any; it is checked again as the account is now. One that was
 * started with these options already is given as it is, so that a start whose answer was lost can be repeated. `repeats`
 * says that they were accepted before.
 */
export async function startDraft(
  scene: Scene,
  importId: string,
  texts: Readonly<Record<string, string>>,
  repeats = false,
): Promise<Result<Uploaded>> {
  const result = await startUnlessStarted(scene, importId, { texts, repeats });
  if (result.ok || !isUnderWay(result.failure)) return result;
  const again = await startedAlready(scene, importId, texts);
  return again ?? result;
}

/** Started before, or by somebody else at this moment. */
function isUnderWay({ import: kept }: Failure): boolean {
  return kept !== undefined && !isDraft(kept.state);
}

/** Gives an import that was started with all these options; null where any is another. */
async function startedAlready(
  scene: Scene,
  importId: string,
  texts: Readonly<Record<string, string>>,
): Promise<Result<Uploaded> | null> {
  const kept = await findDraft(scene.db, scene.account, importId);
  const options = kept && optionsOf(scene, kept, texts);
  if (!kept || !options?.ok || changedOptions(kept, options.value).length > 0) return null;
  const report = { errors: [], warnings: [], notices: [], questions: [], blockers: [] };
  return done({ import: kept.import, report, started: true, again: true });
}

/** Whoever starts a draft and says nothing of its warnings has had them before. */
const startAllTheSame = { warnings: "accept" };

type Wish = { readonly texts: Readonly<Record<string, string>>; readonly repeats: boolean };

async function startUnlessStarted(scene: Scene, importId: string, { texts, repeats }: Wish): Promise<Result<Uploaded>> {
  const wish = { texts: { ...startAllTheSame, ...texts }, repeats };
  const ready = await settleWrite(() => checkBeforeStart(scene, importId, wish));
  if (!ready.ok) return ready;
  const { draft, report } = ready.value;
  if (report.errors.length > 0) return validationFailed(draft, report);
  return beginImport(scene, ready.value);
}

async function checkBeforeStart(scene: Scene, importId: string, { texts, repeats }: Wish): Promise<Result<Ready>> {
  const kept = await findDraft(scene.db, scene.account, importId);
  if (!kept) return noDraft(scene, importId);
  if (!isDraft(kept.import.state)) return refuse("import_not_ready", { reason: "started" }, { import: kept.import });
  const options = optionsOf(scene, kept, texts, repeats);
  if (!options.ok) return options;
  // Of a person's wish the options are kept all the same: beginImport asks for the proof.
  const refused = options.value.passwords === "recipient" ? refuseThirdAddress(scene) : null;
  if (refused?.failure.code === "not_for_tokens") return refused;
  const read = await readAsWished(scene, kept, { options: options.value, texts });
  if (!read.ok) return read;
  const anew = changedOptions(kept, read.value.options);
  // They stay changed even where something stands in the way of the start.
  const audit = { ...auditOf(scene, "import.options", importId), detail: { options: anew.join(", ") } };
  const change = { ...read.value, ...(anew.length > 0 && { audit }) };
  const checked = await recheckDraft(scene, kept, change);
  return checked.ok ? done({ ...checked.value, warnings: options.value.warnings }) : checked;
}

type Asked = { readonly options: ImportRequestOptions; readonly texts: Readonly<Record<string, string>> };

/** Reads the file again where another encoding is named, or unknown columns are to be taken otherwise (Q1, T4). */
async function readAsWished(scene: Scene, kept: KeptDraft, { options, texts }: Asked): Promise<Result<DraftChange>> {
  const { encoding, unknown_columns } = options;
  const before = openRows(scene, kept);
  if (encoding === kept.reading.encoding && unknown_columns === kept.reading.unknown_columns) {
    return done({ rows: before, options });
  }
  const reading = { ...kept.reading, encoding, unknown_columns };
  const read = await readAgain(scene, kept, { reading, rows: before });
  if (!read.ok) return read;
  // What was said of the rows before was said of how they were read before.
  const confirm = texts.confirm === undefined ? [] : options.confirm;
  const change = changeOfReading({ before, after: read.value.rows }, kept.reading, { ...reading, confirm });
  const noted = change && { history: noteChange(scene, kept.import.id, change) };
  return done({ ...read.value, options: { ...options, confirm }, ...noted });
}

/** Names the options that are other than those the draft has. */
function changedOptions(
  { import: { options }, notify_email, reading }: KeptDraft,
  anew: ImportRequestOptions,
): string[] {
  const services = (given: readonly string[] | null) => given?.toSorted().join(",");
  return [
    ...(services(options.services) === services(anew.services) ? [] : ["services"]),
    ...(options.passwords === anew.passwords ? [] : ["passwords"]),
    ...(options.password_recipient === anew.password_recipient ? [] : ["password_recipient"]),
    ...(options.existing === anew.existing ? [] : ["existing"]),
    ...(options.warnings === anew.warnings ? [] : ["warnings"]),
    ...(options.mails === anew.mails ? [] : ["mails"]),
    ...(options.mails_at === anew.mails_at ? [] : ["mails_at"]),
    ...(notify_email === anew.notify_email ? [] : ["notify_email"]),
    ...(reading.encoding === anew.encoding ? [] : ["encoding"]),
    ...(reading.unknown_columns === anew.unknown_columns ? [] : ["unknown_columns"]),
    ...(reading.confirm.join() === anew.confirm.join() ? [] : ["confirm"]),
  ];
}
