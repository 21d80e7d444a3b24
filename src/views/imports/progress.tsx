import { describeProgress, type Import, isActive } from "../../domain/import.ts";
import { count } from "../../domain/problems/cell.ts";
import { sayDuration, sayMany } from "../words.ts";

/**
 * Carries the tag of what is shown, in a poll and in its answer. The fragment brings its tag along as hx-headers: the
 * extension hx-ptag would do the same, but is one request more and comes too late for the first poll.
 */
export const TAG_HEADER = "HX-PTag";

/** What a poll sends to hear of changes only: it changes exactly when what is shown does. */
export function progressTag(given: Import): string {
  return `${given.state}-${given.counts.pending}-${given.settled_at ?? ""}`;
}

/**
 * How far an import is. While it runs it asks for itself again, and is answered with 304 while nothing has changed;
 * what has ended carries nothing to ask with, which ends the asking.
 */
export function ImportProgress({ given }: { given: Import }) {
  const { rows, pending } = given.counts;
  return (
    <section id="progress" class="say" aria-labelledby="progress-label" {...polling(given)}>
      <h2 id="progress-label">
        {count(rows - pending)} of {count(rows)} done
      </h2>
      <progress max={rows} value={rows - pending} aria-labelledby="progress-label" />
      <Figures given={given} />
      <p role="status" class="unseen">
        {milestone(given)}
      </p>
    </section>
  );
}

function polling(given: Import) {
  if (!isActive(given.state)) return {};
  return {
    "hx-get": `/imports/${given.id}/progress`,
    "hx-trigger": `every ${pollSeconds(given)}s`,
    "hx-swap": "outerMorph",
    "hx-headers": JSON.stringify({ [TAG_HEADER]: progressTag(given) }),
  };
}

/** Seconds between two polls: the longer an import takes, the less often a page asks. */
function pollSeconds({ started_at, settled_at }: Import): number {
  const seconds = started_at && settled_at ? (Date.parse(settled_at) - Date.parse(started_at)) / 1000 : 0;
  if (seconds < 30) return 1;
  if (seconds < 120) return 2;
  return seconds < 600 ? 5 : 10;
}

function Figures({ given }: { given: Import }) {
  const { created, failed, pending } = given.counts;
  const { rows_per_second, seconds_left } = describeProgress(given);
  const figures = [
    ["Created", count(created)],
    ["Not created", count(failed)],
    ["To do", count(pending)],
    ["Per second", rows_per_second === null ? "–" : count(Math.round(rows_per_second))],
    ["Time left", seconds_left === null ? "–" : sayDuration(seconds_left)],
  ];
  return (
    <dl class="big">
      {figures.map(([name, figure]) => (
        <div>
          <dt>{name}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What is read out: it changes at each quarter only, and when the import is being stopped. */
function milestone(given: Import): string {
  const { percent } = describeProgress(given);
  const quarter = Math.floor(percent / 25) * 25;
  if (given.state === "stopping") return "Stopping";
  if (given.state !== "running") return `Ended: ${sayMany(given.counts.created, "user")} created`;
  return quarter === 0 ? "" : `${quarter} % done`;
}
