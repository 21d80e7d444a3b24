import type { Report } from "../../domain/check/report.ts";
import type { KeptChange } from "../../domain/import/draft-change.ts";
import type { Import, ImportRow } from "../../domain/import/import.ts";
import type { Failure } from "../../domain/problems/result.ts";
import type { Viewer } from "../page.tsx";
import type { TypedCell } from "./cell-names.ts";
import type { Chosen } from "./columns-form.tsx";
import type { FindingsView } from "./findings.ts";

/** What a report needs of a row: whose it is, its texts, and the revision that they are of. */
export type ShownDraftRow = Pick<ImportRow, "display_name" | "values" | "revision">;

/** Corrections, or columns, that were turned down: why, and what the person had typed or chosen. */
export type Attempt = {
  readonly failure: Failure;
  readonly typed: readonly TypedCell[];
  /** What was chosen for the columns. */
  readonly chosen?: Chosen;
};

/** What both pages of a draft show: the one with errors, and the one that is ready. */
export type DraftProps = {
  readonly viewer: Viewer;
  readonly draft: Import;
  /** As the account is now. */
  readonly report: Report;
  readonly rows: ReadonlyMap<number, ShownDraftRow>;
  readonly view: FindingsView;
  readonly attempt: Attempt | null;
  /** What was changed last in it. */
  readonly newest: KeptChange | null;
  /** Makes sending the form of a corrected file twice harmless (E4). */
  readonly key: string;
  /** The id of the account that the form is for. */
  readonly account: string;
};
