import type { Import } from "../../domain/import.ts";
import type { Report } from "../../domain/report.ts";
import type { Viewer } from "../page.tsx";
import type { FindingsView } from "./findings.ts";

/** What both pages of a draft show: the one with errors, and the one that is ready. */
export type DraftProps = {
  readonly viewer: Viewer;
  readonly draft: Import;
  /** As the account is now. */
  readonly report: Report;
  readonly names: ReadonlyMap<number, string>;
  readonly view: FindingsView;
  /** Makes sending the form of a corrected file twice harmless (E4). */
  readonly key: string;
};
