import type { Outcome } from "./import.ts";

/** How a row has ended so far, and why where it has created nobody, or where an undo has left its user. */
export type Ending = { readonly row: number; readonly outcome: Outcome; readonly code: string | null };

/** Why rows were not created so far, how many, and which the first ones are. */
export type ReasonSoFar = { readonly code: string; readonly rows: number; readonly first: readonly number[] };

/** So many rows are named for each reason. */
const MOST_NAMED = 3;

/** Gives the reasons of the rows that have ended as `outcome`, the most frequent first. */
export function reasonsSoFar(endings: readonly Ending[], outcome: "failed" | "created"): readonly ReasonSoFar[] {
  const given = endings.flatMap((ending) =>
    ending.outcome === outcome && ending.code !== null ? [{ row: ending.row, code: ending.code }] : [],
  );
  return [...Map.groupBy(given, ({ code }) => code)]
    .map(([code, rows]) => ({ code, rows: rows.length, first: rows.slice(0, MOST_NAMED).map(({ row }) => row) }))
    .sort((one, other) => other.rows - one.rows);
}

/** How many mails to the users of an import that runs have gone, how many are held, and how many go next. */
export type MailsSoFar = { readonly sent: number; readonly held: number; readonly pending: number };

export const noMailsSoFar: MailsSoFar = { sent: 0, held: 0, pending: 0 };
