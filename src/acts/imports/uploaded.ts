import type { Report } from "../../domain/check/report.ts";
import type { Import } from "../../domain/import/import.ts";

/** What an upload came to: a checked draft, or an import that has been started, now or (`again`) before with the same wish. */
export type Uploaded = {
  readonly import: Import;
  readonly report: Report;
  readonly started: boolean;
  readonly again?: boolean;
};
