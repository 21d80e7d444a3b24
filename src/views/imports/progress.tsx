import { count } from "../../domain/count.ts";
import { type Import, isActive, type Outcome } from "../../domain/import/import.ts";
import { describeProgress, progressTag, workOf } from "../../domain/import/progress.ts";
import { Roll } from "../parts/roll.tsx";
import { sayDuration, sayMany } from "../words.ts";
import { polling } from "./poll.ts";
import { OutcomeKey, OutcomeRoll } from "./result/outcome-roll.tsx";
import { sayUndone } from "./undo/words.ts";

/** How often what is shown is brought up to date: never while it is paused, less often where data is to be saved. */
export type Updates = "live" | "saving" | "paused";

type Props = {
  readonly given: Import;
  readonly updates: Updates;
  /** How each row has ended so far, in file order; none where that is not known. */
  readonly outcomes?: readonly Outcome[];
};

/** What the page is called while it is at work: how far it is comes first (E9). */
export function titleOf(given: Import): string {
  const { state, counts, file } = given;
  const percent = Math.floor(describeProgress(given).percent);
  return state === "stopping" ? `Stopping: ${file.name}` : `${percent} % – ${headingOf(state, counts)}: ${file.name}`;
}

/** What is being done. */
export function headingOf(state: Import["state"], counts: Import["counts"]): string {
  if (state === "stopping") return "Stopping the import";
  return state === "undoing"
    ? `Removing ${sayMany(counts.created + counts.undone, "user")}`
    : `Creating ${sayMany(counts.rows, "user")}`;
}

/**
 * How far an import is. While it runs it asks for itself again, and is answered with 304 while nothing has changed;
 * what has ended, or is paused, carries nothing to ask with, which ends the asking.
 */
export function ImportProgress({ given, updates, outcomes = [] }: Props) {
  const { rows, settled } = workOf(given);
  return (
    <section id="progress" class="panel roomy stack" aria-labelledby="progress-label" {...asking(given, updates)}>
      <div class="stack tight">
        <h2 id="progress-label">
          {count(settled)} of {count(rows)} done
        </h2>
        <progress max={rows} value={settled} aria-labelledby="progress-label" />
      </div>
      <Dots given={given} outcomes={outcomes} />
      <Figures given={given} isKeyed={isKeyed(given, outcomes)} />
      <p role="status" class="unseen">
        {milestone(given)}
      </p>
    </section>
  );
}

function asking(given: Import, updates: Updates) {
  if (!isActive(given.state) || updates === "paused") return {};
  return polling(`/imports/${given.id}/progress`, pollSeconds(given, updates), progressTag(given));
}

/** So many times may the outcome change from row to row: a poll stays within 1 KB (E7). */
const MOST_CHANGES = 40;

type Drawn = Required<Pick<Props, "given" | "outcomes">>;

/** Each row as a dot. Where too many rows differ from the one before, only what is done and what is not. */
function Dots({ given, outcomes }: Drawn) {
  if (outcomes.length === 0) return null;
  if (isDrawn(outcomes)) {
    return (
      <>
        <OutcomeRoll outcomes={outcomes} counts={given.counts} />
        {isKeyed(given, outcomes) && <OutcomeKey counts={given.counts} />}
      </>
    );
  }
  const { rows, settled } = workOf(given);
  const runs = [
    { dot: "in", rows: settled },
    { dot: "yet", rows: rows - settled },
  ] as const;
  return <Roll runs={runs} label={`${count(settled)} of ${sayMany(rows, "row")} done`} />;
}

/** Seconds between two polls: the longer an import takes, the less often a page asks. */
function pollSeconds(given: Import, updates: Updates): number {
  const { since } = workOf(given);
  const seconds = since && given.settled_at ? (Date.parse(given.settled_at) - Date.parse(since)) / 1000 : 0;
  const times = updates === "saving" ? 5 : 1;
  if (seconds < 30) return times;
  if (seconds < 120) return 2 * times;
  return (seconds < 600 ? 5 : 10) * times;
}

/** Seconds after which the page loads itself again where no script runs: a whole page, so not too often. */
export function refreshSeconds(updates: Exclude<Updates, "paused">): number {
  return updates === "saving" ? 30 : 5;
}

function isDrawn(outcomes: readonly Outcome[]): boolean {
  const changes = outcomes.filter((outcome, at) => at > 0 && outcome !== outcomes[at - 1]).length;
  return outcomes.length > 0 && changes <= MOST_CHANGES;
}

/** Tells whether the figures stand beside the dots. An undo has figures that no dot shows. */
function isKeyed({ undo }: Import, outcomes: readonly Outcome[]): boolean {
  return undo === null && isDrawn(outcomes);
}

function Figures({ given, isKeyed }: { given: Import; isKeyed: boolean }) {
  const { rows_per_second, seconds_left } = describeProgress(given);
  const figures = [
    ...(isKeyed ? [] : counted(given)),
    ["Users a second", rows_per_second === null ? "–" : count(Math.round(rows_per_second))],
    ["Time left", seconds_left === null ? "–" : sayDuration(seconds_left)],
  ];
  return (
    <dl class="figs c4">
      {figures.map(([name, figure]) => (
        <div>
          <dt>{name}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

function counted({ counts, options, undo }: Import): readonly (readonly [name: string, figure: string])[] {
  const { created, failed, skipped, pending, undone } = counts;
  if (undo === null)
    return [
      ["Created", count(created)],
      ["Not created", count(failed)],
      ...(options.existing === "skip" ? [["Existed already", count(skipped)] as const] : []),
      ["To do", count(pending)],
    ];
  return [
    ["Removed", count(undone)],
    ["Stay", count(undo.kept)],
    ["To do", count(created - undo.kept)],
  ];
}

/** What is read out: it changes at each quarter only, and when the import is being stopped. */
function milestone(given: Import): string {
  const { percent } = describeProgress(given);
  const quarter = Math.floor(percent / 25) * 25;
  if (given.state === "stopping") return "Stopping";
  if (given.state === "undone") return sayUndone(given);
  if (given.state !== "running" && given.state !== "undoing")
    return `Ended: ${sayMany(given.counts.created, "user")} created`;
  return quarter === 0 ? "" : `${quarter} % done`;
}
