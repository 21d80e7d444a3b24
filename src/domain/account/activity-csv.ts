import { writeCsv } from "../file/write-csv.ts";

/** An entry of the audit as its file has it. */
export type ActivityLine = {
  readonly at: string;
  readonly who: string;
  readonly address: string | null;
  readonly action: string;
  readonly subject: string | null;
  /** What the subject is called, where it is still there. */
  readonly about: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

const HEADERS = ["Time (UTC)", "Who", "From", "Action", "Subject", "Name", "Detail"];

/** Writes who did what as CSV (X6); all values are texts, so that nothing is taken for a formula (X4). */
export function writeActivityCsv(lines: readonly ActivityLine[]): string {
  return writeCsv([HEADERS, ...lines.map(cellsOf)], ",");
}

/** Writes entries below those that were written already: no byte order mark, no header; at least one. */
export function writeMoreActivity(lines: readonly ActivityLine[]): string {
  return writeCsv(lines.map(cellsOf), ",").slice(1);
}

function cellsOf({ at, who, address, action, subject, about, detail }: ActivityLine): readonly string[] {
  const more = Object.keys(detail).length === 0 ? "" : JSON.stringify(detail);
  return [at, who, address ?? "", action, subject ?? "", about ?? "", more];
}
