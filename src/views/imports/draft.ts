import type { Examples } from "../../domain/file/examples.ts";
import type { Failure } from "../../domain/problems/result.ts";
import type { Viewer } from "../page.tsx";
import type { Sheet, SheetView } from "../sheet/view.ts";
import type { TypedCell } from "./cell-names.ts";
import type { Chosen } from "./columns-table.tsx";
import type { UploadForm } from "./options.tsx";

/** Something that was asked of a draft and turned down: why, and what the person had typed or chosen. */
export type Attempt = {
  readonly failure: Failure;
  readonly typed: readonly TypedCell[];
  /** What was chosen for the columns. */
  readonly chosen?: Chosen;
  /** The options that were chosen. */
  readonly options?: UploadForm;
};

/** What the pages of a draft show: its sheet, and all cells of one row. */
export type DraftProps = {
  readonly viewer: Viewer;
  readonly sheet: Sheet;
  readonly view: SheetView;
  readonly attempt: Attempt | null;
  /** What the columns of the file hold, where they are asked about. */
  readonly examples: Examples;
  /** Makes sending the form of a corrected file twice harmless (E4). */
  readonly key: string;
  /** The id of the account that the form is for. */
  readonly account: string;
};
