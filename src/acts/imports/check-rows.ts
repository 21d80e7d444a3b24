import type { AccountFacts } from "../../domain/account/account.ts";
import { countFreeExtensions } from "../../domain/account/free-extensions.ts";
import { emailKey } from "../../domain/cells/email.ts";
import { type Checked, checkRows } from "../../domain/check/check.ts";
import { listClaims } from "../../domain/check/claims.ts";
import { numbersToChoose } from "../../domain/check/numbers-to-choose.ts";
import { Readings } from "../../domain/check/readings.ts";
import { withReading } from "../../domain/check/with-reading.ts";
import type { ColumnKey } from "../../domain/columns.ts";
import type { DraftRow } from "../../domain/import/draft-row.ts";
import { type ProblemCounts, runningOf } from "../../domain/import/import.ts";
import type { Existing } from "../../domain/import/options.ts";
import type { Reading, ReadingFindings } from "../../domain/import/reading.ts";
import type { Service } from "../../domain/user/user.ts";
import { findCheckFacts } from "../../store/imports/check-facts.ts";
import type { StoredDraftRow } from "../../store/imports/drafts/stage-rows.ts";
import { countExtensionsTaken } from "../../store/imports/held.ts";
import type { Content } from "../../store/imports/same-file.ts";
import { listNumbersToChoose } from "../../store/inventory/numbers-to-choose.ts";
import { ringOf } from "../../vault/ring.ts";
import { aboutRow, openPin, sealPin } from "../../vault/seal.ts";
import type { Scene } from "../scene.ts";

export type RowsToCheck = {
  readonly facts: AccountFacts;
  readonly rows: readonly OpenRow[];
  /** What reading the file has found, and which of its questions were answered with yes. */
  readonly found: ReadingFindings;
  readonly confirm: Reading["confirm"];
  readonly columns: readonly { readonly key: ColumnKey; readonly header: string }[];
  readonly services: readonly Service[] | null;
  readonly content: Content;
  readonly existing: Existing;
};

/** What was read of rows, for as long as this isolate has them: after a cell was saved one of a thousand is read again. */
const readings = new Readings();

/** Checks rows against the account as it is now, with what reading their file had to say: everything at once (spec 4). */
export async function checkAgainstAccount(
  scene: Scene,
  { facts, columns, services, existing, rows, found, confirm, content }: RowsToCheck,
): Promise<Checked> {
  const asked = { claims: listClaims(rows), content };
  const { held, running, sameFile, users } = await findCheckFacts(scene.db, scene.account, asked);
  const toRead = { rows, columns, facts, held, options: { services, existing } };
  const read = readings.read(toRead);
  const choice = numbersToChoose(read, facts);
  const parked = await listNumbersToChoose(scene.db, scene.account, choice.wanted, { ...choice, importId: null });
  const freeWith = (taken: number) => countFreeExtensions(facts.account, taken);
  const enough = (many: number) => freeWith(many) >= rows.length;
  const taken = await countExtensionsTaken(scene.db, scene.account, facts.account, { users, enough });
  const known = { ...held, parked, freeExtensions: freeWith(taken) };
  const input = { ...toRead, held: known, runningImport: running && runningOf(running), sameFile };
  const checked = checkRows(input, read);
  const needs = { licenseTypes: facts.subscriptions.length, connect: checked.services.includes("connect") };
  return withReading(checked, { rows, found, confirm, fields: columns.map(({ key }) => key) }, needs);
}

/** A row of a draft with its PIN readable, what was corrected in it, and its revision. */
export type OpenRow = DraftRow;

/** A row that a draft has, with its PIN as it was sealed. */
type KeptPin = { readonly row: number; readonly pin: string | null };

/** PINs that were opened already, by the rows as they were read: a thousand are not opened twice for one saved cell. */
const opened = new WeakMap<KeptPin, string>();

/** Opens the PIN of a row of a draft; null where it has none. */
export function pinOf(scene: Scene, importId: string, kept: KeptPin): string | null {
  if (kept.pin === null) return null;
  const known = opened.get(kept) ?? openPin(ringOf(scene.env), aboutRow(scene.account, importId, kept.row), kept.pin);
  opened.set(kept, known);
  return known;
}

/**
 * Makes the rows of a draft from what was checked: PINs sealed, problems beside the row that has them. A PIN that is the same
 * as in the draft stays as it was sealed, so that its row need not be written for it.
 */
export function draftRows(
  scene: Scene,
  { importId, kept }: { readonly importId: string; readonly kept: readonly KeptPin[] },
  rows: readonly OpenRow[],
  checked: Checked,
): readonly StoredDraftRow[] {
  const sealed = new Map(kept.map((one) => [one.row, one]));
  const outcomes = new Map(checked.rows.map((row) => [row.row, row]));
  const problems = Map.groupBy([...checked.report.errors, ...checked.report.warnings], ({ row }) => row);
  return rows.map(({ row, cells, corrections, revision }) => {
    const { voicemail_pin, ...readable } = cells;
    const outcome = outcomes.get(row);
    const pin = outcome?.pin ?? voicemail_pin ?? null;
    return {
      row,
      cells: readable,
      wanted: outcome?.wanted ?? null,
      email_key: outcome?.wanted ? emailKey(outcome.wanted.email) : null,
      pin: pin === null ? null : sealOnce(scene, importId, { row, pin, before: sealed.get(row) }),
      problems: problems.get(row) ?? [],
      corrections,
      revision,
    };
  });
}

type ToSeal = { readonly row: number; readonly pin: string; readonly before: KeptPin | undefined };

function sealOnce(scene: Scene, importId: string, { row, pin, before }: ToSeal): string {
  if (before?.pin && pinOf(scene, importId, before) === pin) return before.pin;
  return sealPin(ringOf(scene.env), aboutRow(scene.account, importId, row), pin);
}

/** Counts what a report holds, and the rows that will fail or be skipped. */
export function countProblems(checked: Checked): ProblemCounts {
  return {
    errors: checked.report.errors.length,
    warnings: checked.report.warnings.length,
    rows_will_fail: checked.rows.filter(({ willFail }) => willFail).length,
    rows_will_skip: checked.rows.filter(({ willSkip }) => willSkip).length,
  };
}
