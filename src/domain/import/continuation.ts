import { type LeftOutcome, leftOutcomes } from "./continues.ts";
import type { Import, ImportCounts } from "./import.ts";

/** An import that was made of what another one did not create. */
export type Continuation = Pick<Import, "id" | "file" | "state" | "counts" | "created_at" | "started_at"> & {
  readonly outcomes: readonly LeftOutcome[];
};

/** Picks those of the outcomes that any row of an import has. */
export function outcomesWithRows(
  counts: ImportCounts,
  outcomes: readonly LeftOutcome[] = leftOutcomes,
): readonly LeftOutcome[] {
  return outcomes.filter((outcome) => counts[outcome] > 0);
}

/** Tells of which outcomes the rows of an import that has ended have not been taken into another import yet (E10). */
export function leftToContinue(
  counts: ImportCounts,
  continuations: readonly Pick<Continuation, "outcomes">[],
): readonly LeftOutcome[] {
  const taken = new Set(continuations.flatMap(({ outcomes }) => outcomes));
  return outcomesWithRows(counts).filter((outcome) => !taken.has(outcome));
}

/** Finds the continuation that has taken all rows with these outcomes over; null where there is none. */
export function continuationWith<Given extends Pick<Continuation, "outcomes">>(
  continuations: readonly Given[],
  outcomes: readonly LeftOutcome[],
): Given | null {
  return continuations.find((one) => outcomes.every((outcome) => one.outcomes.includes(outcome))) ?? null;
}
