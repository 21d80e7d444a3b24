import { count } from "../../../domain/count.ts";
import type { ImportCounts, Outcome } from "../../../domain/import/import.ts";
import { type Dot, Key, Roll, type Run } from "../../parts/roll.tsx";
import { sayMany } from "../../words.ts";

const dots: { readonly [O in Outcome]: Dot } = {
  created: "in",
  failed: "out",
  pending: "yet",
  not_attempted: "yet",
  skipped: "yet",
  undone: "gone",
};

type Props = { readonly outcomes: readonly Outcome[]; readonly counts: ImportCounts };

/** How each row of an import has ended, in the order of the file. */
export function OutcomeRoll({ outcomes, counts }: Props) {
  const label = `${sayMany(counts.rows, "row")}: ${entriesOf(counts)
    .map(([, figure, words]) => `${figure} ${words}`)
    .join(", ")}`;
  return <Roll runs={runsOf(outcomes)} label={label} />;
}

/** The figures of the picture, in words. */
export function OutcomeKey({ counts }: { counts: ImportCounts }) {
  return <Key entries={entriesOf(counts)} />;
}

function entriesOf({ created, failed, pending, not_attempted, skipped, undone }: ImportCounts) {
  const entries: readonly (readonly [Dot, number, string])[] = [
    ["in", created, "created"],
    ["out", failed, "not created"],
    ["yet", pending, "to go"],
    ["yet", not_attempted, "not attempted"],
    ["yet", skipped, "skipped"],
    ["gone", undone, "undone"],
  ];
  return entries.filter(([, many]) => many > 0).map(([dot, many, words]) => [dot, count(many), words] as const);
}

function runsOf(outcomes: readonly Outcome[]): readonly Run[] {
  return outcomes.map((outcome) => ({ dot: dots[outcome], rows: 1 }));
}
