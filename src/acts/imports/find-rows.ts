import type { Continuation } from "../../domain/import/continuation.ts";
import { type ImportRow, type Outcome, outcomes } from "../../domain/import/import.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { listContinuations } from "../../store/imports/continuations.ts";
import { findImport } from "../../store/imports/imports.ts";
import {
  countReasons,
  listOutcomes,
  type ReasonCount,
  type RowsPage,
  listRows as readRows,
} from "../../store/imports/rows.ts";
import { countMails, type MailsNow } from "../../store/mails/counts.ts";
import { keepLook } from "../people/evidence.ts";
import type { Scene } from "../scene.ts";

/** Lists rows of an import in file order, those with one of the outcomes and with the text in them. */
export async function listRows(scene: Scene, importId: string, page: RowsPage): Promise<Result<readonly ImportRow[]>> {
  if (!(await findImport(scene.db, scene.account, importId))) return nothingHere();
  const [rows] = await Promise.all([readRows(scene.db, scene.account, importId, page), keepListing(scene, importId)]);
  return done(rows);
}

/** Who looks at the rows of an upload leaves an entry, one in ten minutes (S8). */
export function keepListing(scene: Scene, importId: string): Promise<void> {
  return keepLook(scene, "import.list_rows", importId);
}

/** Which rows of a result: of one outcome or all, for one reason where it occurs, with a text in them. */
export type ResultView = {
  readonly outcome: Outcome | "";
  readonly reason: string;
  readonly q: string;
  readonly after: number;
  readonly limit: number;
};

/** How an import ended: the reasons why rows failed, the rows that are looked at, and what was mailed. */
export type ImportResult = {
  readonly reasons: readonly ReasonCount[];
  /** The reason whose rows these are; "" for all. */
  readonly reason: string;
  readonly rows: readonly ImportRow[];
  /** How each row ended, in file order. */
  readonly outcomes: readonly Outcome[];
  readonly mails: MailsNow;
  /** What was made of the rows that were not created, the newest first (E10). */
  readonly continuations: readonly Continuation[];
};

/** Looks at the result of an import that has ended. */
export async function findResult(scene: Scene, importId: string, view: ResultView): Promise<ImportResult> {
  const { db, account } = scene;
  const reasons = await countReasons(db, account, importId);
  await keepListing(scene, importId);
  const known = view.outcome === "failed" ? reasons : [];
  const reason = known.find(({ code }) => code === view.reason)?.code ?? "";
  const wanted: readonly Outcome[] = view.outcome === "" ? outcomes : [view.outcome];
  const page = { outcomes: wanted, code: reason, q: view.q, after: view.after, limit: view.limit };
  const rows = await readRows(db, account, importId, page);
  const ended = await listOutcomes(db, account, importId);
  const continuations = await listContinuations(db, account, importId);
  return { reasons, reason, rows, outcomes: ended, mails: await countMails(db, account, importId), continuations };
}

/** Lists how each row of an import has ended so far, in file order. */
export async function findOutcomes({ db, account }: Scene, importId: string): Promise<readonly Outcome[]> {
  return listOutcomes(db, account, importId);
}
