import type { Cells } from "../../../domain/columns.ts";
import type { KeptRow } from "./kept-row.ts";
import { isSame } from "./same-data.ts";
import type { StoredDraftRow } from "./stage-rows.ts";

/**
 * A draft at one moment. Every change of its rows raises its revision; `touchedAt` tells two apart that a database which was
 * brought back to an earlier time has made of one.
 */
export type DraftAt = {
  readonly account: string;
  readonly importId: string;
  readonly revision: number;
  readonly touchedAt: string;
};

/** The rows of a draft at a moment, and what the check has left beside them, where this isolate has written that. */
type Known = {
  readonly at: DraftAt;
  readonly rows: readonly KeptRow[];
  readonly written: ReadonlyMap<number, StoredDraftRow>;
  readonly weight: number;
};

/** So many bytes of rows are kept at most, by a generous guess: a draft with an error in every cell is about 15 MB. */
const MOST_BYTES = 32_000_000;
/** What a cell or a problem takes beside its text. */
const BYTES_OF_THING = 300;

/** What this isolate knows of drafts, those that were used last at the end. */
const drafts = new Map<string, Known>();

const nameOf = ({ account, importId }: Pick<DraftAt, "account" | "importId">) => `${account} ${importId}`;

/** Gives the rows of a draft as they were at the last moment that this isolate knows of; null where it knows none. */
export function knownRows(draft: Pick<DraftAt, "account" | "importId">): Pick<Known, "at" | "rows"> | null {
  const known = drafts.get(nameOf(draft));
  if (known) keep(known);
  return known ?? null;
}

/** Notes rows of a draft as they were read. */
export function noteRead(at: DraftAt, rows: readonly KeptRow[]): void {
  keep({ at, rows, written: new Map(), weight: weightOf(rows.map(({ cells }) => ({ cells, problems: [] }))) });
}

/** Gives those rows that the draft does not have like this at that moment, as far as this isolate knows. */
export function notWritten(at: DraftAt, rows: readonly StoredDraftRow[]): readonly StoredDraftRow[] {
  const known = drafts.get(nameOf(at));
  if (!known || !isSame(known.at, at)) return rows;
  return rows.filter((row) => !isSame(known.written.get(row.row), row));
}

/** Notes how the rows of a draft were left; those of `before` that are the same stay the same objects. */
export function noteWritten(at: DraftAt, stored: readonly StoredDraftRow[], before: readonly KeptRow[]): void {
  const old = new Map(before.map((row) => [row.row, row]));
  const rows = stored.map(({ row, cells, pin, corrections, revision }): KeptRow => {
    const now = { row, cells, pin, corrections, revision };
    const was = old.get(row);
    return was && isSame(was, now) ? was : now;
  });
  keep({ at, rows, written: new Map(stored.map((row) => [row.row, row])), weight: weightOf(stored) });
}

/** The oldest go first; what is too much by itself is not kept. */
function keep(known: Known): void {
  const name = nameOf(known.at);
  drafts.delete(name);
  drafts.set(name, known);
  let held = [...drafts.values()].reduce((sum, { weight }) => sum + weight, 0);
  for (const [oldest, { weight }] of drafts) {
    if (held <= MOST_BYTES) break;
    drafts.delete(oldest);
    held -= weight;
  }
}

function weightOf(rows: readonly { readonly cells: Cells; readonly problems: readonly unknown[] }[]): number {
  return rows.reduce((sum, { cells, problems }) => {
    const texts = Object.values(cells);
    const characters = texts.reduce((all, text) => all + text.length, 0);
    return sum + 2 * characters + BYTES_OF_THING * (texts.length + problems.length);
  }, 0);
}
