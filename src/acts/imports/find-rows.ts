import { type ImportRow, type Outcome, outcomes } from "../../domain/import/import.ts";
import { done, type Result } from "../../domain/problems/result.ts";
import { findImport } from "../../store/imports/imports.ts";
import { type RowsPage, listRows as readRows } from "../../store/imports/rows.ts";
import { type Going, findProgress as readProgress } from "../../store/imports/shown/progress.ts";
import { findShownResult, type ShownResult } from "../../store/imports/shown/result.ts";
import { found } from "../of-account.ts";
import { keepLook } from "../people/evidence.ts";
import type { AtAccount, Scene } from "../scene.ts";
import { noDraft } from "./end-import.ts";

/** Lists rows of an import in file order, those with one of the outcomes and with the text in them. */
export async function listRows(scene: Scene, importId: string, page: RowsPage): Promise<Result<readonly ImportRow[]>> {
  if (!(await findImport(scene.db, scene.account, importId))) return noDraft(scene, importId);
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

/** How an import ended. */
export type ImportResult = ShownResult & {
  /** The reason whose rows are shown; "" for all. */
  readonly reason: string;
};

/** Looks at the result of an import that has ended. */
export async function findResult(scene: Scene, importId: string, view: ResultView): Promise<ImportResult> {
  const { db, account } = scene;
  const wanted: readonly Outcome[] = view.outcome === "" ? outcomes : [view.outcome];
  const code = view.outcome === "failed" ? view.reason : "";
  const page = { outcomes: wanted, code, q: view.q, after: view.after, limit: view.limit };
  const [found] = await Promise.all([findShownResult(db, account, importId, page), keepListing(scene, importId)]);
  if (code === "" || found.reasons.some((known) => known.code === code)) return { ...found, reason: code };
  // For this reason none was left out: the address is old, or somebody has typed it.
  return { ...found, reason: "", rows: await readRows(db, account, importId, { ...page, code: "" }) };
}

/** How far an import is, for whoever has seen it with this tag: what its rows and mails came to, where that is something else by now. */
export async function findProgress({ db, account }: AtAccount, importId: string, seen: string): Promise<Result<Going>> {
  return found(await readProgress(db, account, importId, seen));
}
