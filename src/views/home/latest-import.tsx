import { count } from "../../domain/count.ts";
import type { Import } from "../../domain/import/import.ts";
import { workOf } from "../../domain/import/progress.ts";
import { sayUndone } from "../imports/undo/words.ts";
import { stateOf } from "../kinds.ts";
import { Tag } from "../parts.tsx";
import { sayDate, sayMany } from "../words.ts";

/** How the newest import stands, and the way to it. */
export function LatestImport({ latest }: { latest: Import }) {
  const { tone, name } = stateOf(latest.state);
  const { says, way } = describe(latest);
  return (
    <section aria-labelledby="latest">
      <h2 id="latest">Last import</h2>
      <p>
        <span class="breakable">{latest.file.name}</span> <Tag tone={tone}>{name}</Tag>
      </p>
      <p>
        {says} <span class="soft">{sayDate(latest.started_at ?? latest.created_at)}.</span>{" "}
        <a href={`/imports/${latest.id}`}>{way}</a>
      </p>
    </section>
  );
}

function describe(latest: Import): { readonly says: string; readonly way: string } {
  const { state, counts, problem_counts } = latest;
  const settled = counts.rows - counts.pending;
  switch (state) {
    case "invalid":
      return {
        says: `${sayMany(problem_counts.errors, "problem")} to correct; nothing was created.`,
        way: "Correct the cells",
      };
    case "ready":
      return { says: `${sayMany(counts.rows, "row")} checked; nothing was created yet.`, way: "Go on" };
    case "running":
      return { says: `${count(settled)} of ${sayMany(counts.rows, "row")} done.`, way: "See how far it is" };
    case "stopping":
      return { says: "No more users are created.", way: "See how far it is" };
    case "stopped":
    case "completed":
      return { says: sayEnd(counts), way: "See the result" };
    case "undoing":
      return { says: sayUndoing(latest), way: "See how far it is" };
    case "undone":
      return { says: `${sayUndone(latest)}.`, way: "See the result" };
    default:
      return state satisfies never;
  }
}

function sayUndoing(latest: Import): string {
  const { settled, rows } = workOf(latest);
  return `It is being undone: ${count(settled)} of ${sayMany(rows, "user")} done.`;
}

function sayEnd({ created, skipped, rows }: Import["counts"]): string {
  const left = rows - created - skipped;
  const existed = skipped > 0 ? `, ${count(skipped)} existed already` : "";
  return `${sayMany(created, "user")} created${left > 0 ? `, ${count(left)} not` : ""}${existed}.`;
}
