import { count } from "../../domain/count.ts";
import { type ImportCounts, notCreated } from "../../domain/import/import.ts";

/** Says in a line how an import has ended: "21 created, 9 not, 3 existed already". Who was skipped is none of those who were not created (I10). */
export function sayCounts(counts: ImportCounts): string {
  const left = notCreated(counts);
  return [
    `${count(counts.created)} created`,
    ...(left > 0 ? [`${count(left)} not`] : []),
    ...(counts.skipped > 0 ? [`${count(counts.skipped)} existed already`] : []),
  ].join(", ");
}
