import { count } from "../../../domain/count.ts";
import type { Continuation } from "../../../domain/import/continuation.ts";
import { isActive, isDraft } from "../../../domain/import/import.ts";
import { Time } from "../../parts/time.tsx";
import { Say } from "../../parts.tsx";
import { sayCounts } from "../say-counts.ts";

/** What became of the rows that were not created, once they were taken into another import (E10). */
export function Continuations({ continuations }: { continuations: readonly Continuation[] }) {
  const [newest] = continuations;
  if (!newest) return null;
  const heading = isDraft(newest.state) ? "The rest is in a draft" : "This import was continued";
  return (
    <Say id="continued" heading={heading}>
      <ul class={continuations.length > 1 ? "dots" : undefined}>
        {continuations.map((one) => (
          <li>
            <a href={`/imports/${one.id}`}>{nameOf(one)}</a>, <Time at={one.started_at ?? one.created_at} />:{" "}
            {becameOf(one)}
          </li>
        ))}
      </ul>
    </Say>
  );
}

function nameOf({ state, counts: { rows } }: Continuation): string {
  const what = rows === 1 ? "1 row" : `${count(rows)} rows`;
  return isDraft(state) ? `A draft of ${what}` : `An import of ${what}`;
}

function becameOf({ state, counts }: Continuation): string {
  const { rows, created, undone } = counts;
  if (isDraft(state)) return "nobody has started it yet.";
  if (isActive(state)) return "it is under way.";
  if (state === "undone") return `undone, ${count(undone)} removed again.`;
  return created === rows ? "all of them created." : `${sayCounts(counts)}.`;
}
