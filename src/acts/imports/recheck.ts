import type { Checked } from "../../domain/check/check.ts";
import { isDraft } from "../../domain/import/import.ts";
import { draftState } from "../../domain/import/moves.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import type { AuditEntry } from "../../store/audit/audit.ts";
import type { HistoryStep } from "../../store/imports/drafts/changes.ts";
import type { KeptDraft } from "../../store/imports/drafts/draft-rows.ts";
import { replaceRows } from "../../store/imports/drafts/drafts.ts";
import type { Recheck } from "../../store/imports/drafts/write-draft.ts";
import { findImport } from "../../store/imports/imports.ts";
import { type FactsAtRevision, findFacts } from "../../store/inventory/accounts.ts";
import type { Scene } from "../scene.ts";
import { checkAgainstAccount, countProblems, draftRows, type OpenRow } from "./check-rows.ts";
import { contentOf, headersOf, type Review } from "./drafts.ts";
import { type ImportRequestOptions, readOptions, writeServices } from "./import-options.ts";
import type { FileState } from "./read-upload.ts";

/** What a draft is to become. */
export type DraftChange = {
  readonly rows: readonly OpenRow[];
  readonly options: ImportRequestOptions;
  /** How its file is read, where that changes too. */
  readonly state?: FileState;
  /** What the audit says of it; nothing where it is only checked anew. */
  readonly audit?: AuditEntry;
  /** What is kept of it, so that it can be taken back (I12). */
  readonly history?: HistoryStep;
};

/**
 * Checks a changed draft as the account is now, all of its rows, and keeps what was found.
 * Throws "stale" (isStale), and keeps nothing, when somebody else has changed the draft since it was read.
 */
export async function recheckDraft(scene: Scene, kept: KeptDraft, change: DraftChange): Promise<Result<Review>> {
  const known = await findFacts(scene.db, scene.account);
  if (!known) return nothingHere();
  const checked = await recheckAgainst(scene, known, kept, change);
  const draft = await findImport(scene.db, scene.account, kept.import.id);
  return draft ? done({ draft, report: checked.report, revision: kept.revision + 1 }) : nothingHere();
}

/** The same, where the account has been read already. */
export async function recheckAgainst(
  scene: Scene,
  known: FactsAtRevision,
  kept: KeptDraft,
  change: DraftChange,
): Promise<Checked> {
  const state = change.state ?? stateOfDraft(kept);
  const checked = await checkAgainstAccount(scene, {
    facts: known.facts,
    rows: change.rows,
    columns: headersOf(state.headers),
    services: change.options.services,
    existing: change.options.existing,
    found: state.found,
    confirm: change.options.confirm,
    content: contentOf(kept.import),
  });
  await replaceRows(
    scene.db,
    recheckOf(scene, { kept, known, change, checked, state }),
    {
      rows: draftRows(scene, { importId: kept.import.id, kept: kept.rows }, change.rows, checked),
      before: kept.rows,
    },
    { audit: change.audit ?? null, history: change.history ?? null },
  );
  return checked;
}

/**
 * Reads a draft's own options, with some given anew. A time for the mails that is given must be ahead, unless it was
 * `accepted` before: it may have passed since.
 */
export function optionsOf(
  scene: Scene,
  { import: draft, notify_email, reading }: KeptDraft,
  anew: Readonly<Record<string, string>>,
  accepted = false,
): Result<ImportRequestOptions> {
  const { services, passwords, password_recipient, existing, warnings, mails, mails_at } = draft.options;
  const isTimedAnew = anew.mails !== undefined || anew.mails_at !== undefined;
  const timing = mails_at === null ? { mails } : { mails_at };
  const own = {
    services: writeServices(services),
    passwords,
    existing,
    warnings,
    ...(isTimedAnew ? {} : timing),
    unknown_columns: reading.unknown_columns,
    confirm: reading.confirm.join(","),
    ...(reading.encoding === null ? {} : { encoding: reading.encoding }),
    ...(password_recipient === null ? {} : { password_recipient }),
    ...(notify_email === null ? {} : { notify: "true", notify_email }),
  };
  const isLooked = isTimedAnew && !accepted && isDraft(draft.state);
  return readOptions({ ...own, ...anew }, scene.asker, isLooked ? scene.now : null);
}

/** Tells how the file of a draft is read now. */
export function stateOfDraft({ import: draft, headers, reading, found }: KeptDraft): FileState {
  return { file: draft.file, columns: draft.columns, headers, reading, found };
}

type Found = {
  readonly kept: KeptDraft;
  readonly known: FactsAtRevision;
  readonly change: DraftChange;
  readonly checked: Checked;
  readonly state: FileState;
};

function recheckOf(scene: Scene, { kept, known, change, checked, state }: Found): Recheck {
  const problem_counts = countProblems(checked);
  const { passwords, password_recipient, existing, warnings, mails, mails_at } = change.options;
  const { notify_email, confirm } = change.options;
  const { report } = checked;
  return {
    ...state,
    account: scene.account,
    id: kept.import.id,
    now: scene.now,
    revision: kept.revision,
    touchedAt: kept.touched_at,
    state: draftState(problem_counts.errors),
    file: { ...kept.import.file, ...state.file },
    reading: { ...state.reading, confirm, removed: removedIn(kept, change, state) },
    options: { services: checked.services, passwords, password_recipient, existing, warnings, mails, mails_at },
    notify_email,
    problem_counts,
    open_questions: report.questions.length,
    notices: report.notices,
    checked_revision: known.revision,
    asked_extensions: checked.rows.flatMap(({ wanted }) => wanted?.extension ?? []),
  };
}

/** Rows that somebody takes out stay out, also when the file is read anew. */
function removedIn(kept: KeptDraft, { rows, state: anew }: DraftChange, { reading }: FileState): readonly number[] {
  if (anew) return reading.removed;
  const left = new Set(rows.map(({ row }) => row));
  return [...reading.removed, ...kept.rows.flatMap(({ row }) => (left.has(row) ? [] : [row]))];
}
