import { count } from "../../domain/count.ts";
import { type Import, isActive } from "../../domain/import/import.ts";
import { describeProgress, workOf } from "../../domain/import/progress.ts";
import { sayDuration, sayMany } from "../words.ts";
import { sayUndone } from "./undo/words.ts";

/**
 * Carries the tag of what is shown, in a poll and in its answer. The fragment brings its tag along as hx-headers: the
 * extension hx-ptag would do the same, but is one request more and comes too late for the first poll.
 */
export const TAG_HEADER = "HX-PTag";

/** What a poll sends to hear of changes only: it changes exactly when what is shown does. */
export function progressTag(given: Import): string {
  return `${given.state}-${given.counts.pending}-${given.settled_at ?? ""}`;
}

/** How often what is shown is brought up to date: never while it is paused, less often where data is to be saved. */
export type Updates = "live" | "saving" | "paused";

type Props = { readonly given: Import; readonly updates: Updates };

/**
 * How far an import is. While it runs it asks for itself again, and is answered with 304 while nothing has changed;
 * what has ended, or is paused, carries nothing to ask with, which ends the asking.
 */
export function ImportProgress({ given, updates }: Props) {
  const { rows, settled } = workOf(given);
  return (
    <section id="progress" class="panel roomy stack" aria-labelledby="progress-label" {...polling(given, updates)}>
      <div class="stack tight">
        <h2 id="progress-label">
          {count(settled)} of {count(rows)} done
        </h2>
        <progress max={rows} value={settled} aria-labelledby="progress-label" />
      </div>
      <Figures given={given} />
      <p role="status" class="unseen">
        {milestone(given)}
      </p>
    </section>
  );
}

/** That a tab is hidden or seen again triggers it as well: src/browser/live.js lets only the second through. */
function polling(given: Import, updates: Updates) {
  if (!isActive(given.state) || updates === "paused") return {};
  return {
    "hx-get": `/imports/${given.id}/progress`,
    "hx-trigger": `every ${pollSeconds(given, updates)}s, visibilitychange from:document`,
    "hx-swap": "outerMorph",
    "hx-headers": JSON.stringify({ [TAG_HEADER]: progressTag(given) }),
  };
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

function Figures({ given }: { given: Import }) {
  const { rows_per_second, seconds_left } = describeProgress(given);
  const figures = [
    ...counted(given),
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
