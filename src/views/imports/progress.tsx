import { count } from "../../domain/count.ts";
import { type Import, isActive, type Outcome } from "../../domain/import/import.ts";
import { describeProgress, progressTag, workOf } from "../../domain/import/progress.ts";
import { type Ending, type MailsSoFar, noMailsSoFar } from "../../domain/import/so-far.ts";
import { Roll } from "../parts/roll.tsx";
import { sayDuration, sayMany } from "../words.ts";
import { polling } from "./poll.ts";
import { OutcomeKey, OutcomeRoll } from "./result/outcome-roll.tsx";
import { type Figure, SoFar } from "./running/so-far.tsx";
import { sayUndone } from "./undo/words.ts";

/** How often what is shown is brought up to date: never while it is paused, less often where data is to be saved. */
export type Updates = "live" | "saving" | "paused";

/** How far an import is. */
export type Progress = {
  readonly given: Import;
  readonly updates: Updates;
  /** How each row has ended so far, in file order; none where that is not known. */
  readonly endings?: readonly Ending[];
  readonly mails?: MailsSoFar;
};

/** What the page is called while it is at work: how far it is comes first (E9). */
export function titleOf(given: Import): string {
  const { state, file } = given;
  return state === "stopping" ? `Stopping: ${file.name}` : `${percentOf(given)} % – ${headingOf(given)}: ${file.name}`;
}

function percentOf(given: Import): number {
  return Math.floor(describeProgress(given).percent);
}

/** What is being done, and how much of it is: "594 users created, 392 to go". */
export function headingOf(given: Import): string {
  const { state, counts } = given;
  if (state === "stopping") return "Stopping the import";
  const { rows, settled, left } = workOf(given);
  if (settled === 0) return `${state === "undoing" ? "Removing" : "Creating"} ${sayMany(rows, "user")}`;
  const done =
    state === "undoing" ? `${sayMany(counts.undone, "user")} removed` : `${sayMany(counts.created, "user")} created`;
  return left ? `${done}, ${count(left)} to go` : done;
}

/**
 * How far an import is. While it runs it asks for itself again, and is answered with 304 while nothing has changed;
 * what has ended, or is paused, carries nothing to ask with, which ends the asking.
 */
export function ImportProgress({ given, updates, endings = [], mails = noMailsSoFar }: Progress) {
  const { rows, settled } = workOf(given);
  const outcomes = endings.map(({ outcome }) => outcome);
  return (
    <div id="progress" class="stack" {...asking(given, updates)}>
      <div class="panel roomy stack">
        <div class="stack tight">
          <div class="bar between small">
            <b id="progress-label">{percentOf(given)} % done</b>
            <TimeLeft given={given} />
          </div>
          <progress max={rows} value={settled} aria-labelledby="progress-label" />
        </div>
        <Dots given={given} outcomes={outcomes} />
      </div>
      <SoFar given={given} endings={endings} figures={figuresOf(given, outcomes, mails)} />
      <p role="status" class="unseen">
        {milestone(given)}
      </p>
    </div>
  );
}

function TimeLeft({ given }: { given: Import }) {
  const { seconds_left } = describeProgress(given);
  return seconds_left === null ? null : <span class="soft">about {sayDuration(seconds_left)} left</span>;
}

function asking(given: Import, updates: Updates) {
  if (!isActive(given.state) || updates === "paused") return {};
  return polling(`/imports/${given.id}/progress`, pollSeconds(given, updates), progressTag(given));
}

/** So many times may the outcome change from row to row: a poll stays within 1 KB (E7). */
const MOST_CHANGES = 40;

type Drawn = { readonly given: Import; readonly outcomes: readonly Outcome[] };

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

function figuresOf(given: Import, outcomes: readonly Outcome[], mails: MailsSoFar): readonly Figure[] {
  const { rows_per_second } = describeProgress(given);
  return [
    ...(isKeyed(given, outcomes) ? [] : counted(given)),
    ["Users a second", rows_per_second === null ? "–" : count(Math.round(rows_per_second))],
    ...mailed(mails),
  ];
}

/** Nothing is said of mails where none was recorded: none may be asked for. */
function mailed({ sent, held, pending }: MailsSoFar): readonly Figure[] {
  const named = [
    ["Mails sent", sent],
    ["Mails held", held],
    ["Mails to go", pending],
  ] as const;
  return named.flatMap(([name, many]) => (many > 0 ? [[name, count(many)] as const] : []));
}

function counted({ counts, options, undo }: Import): readonly Figure[] {
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
