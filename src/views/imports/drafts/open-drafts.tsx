import type { Import } from "../../../domain/import/import.ts";
import { Time } from "../../parts/time.tsx";
import { sayMany } from "../../words.ts";

/** Files that were checked and not started, with what each waits for. */
export function OpenDrafts({ drafts }: { drafts: readonly Import[] }) {
  if (drafts.length === 0) return null;
  return (
    <section class="stack tight" aria-labelledby="drafts-heading">
      <h2 id="drafts-heading">Open drafts</h2>
      <ul class="panel lines flush">
        {drafts.map(({ id, file, state, counts, problem_counts, started_by, created_at }) => (
          <li>
            <div>
              <a class="long" href={`/imports/${id}`}>
                <b>{file.name}</b>
              </a>
              <p class="hint long">
                {sayMany(counts.rows, "row")}:{" "}
                {state === "invalid" ? sayMany(problem_counts.errors, "problem") : "can start"}. {started_by},{" "}
                <Time at={created_at} as="date" />
              </p>
            </div>
            <a class="btn low" href={`/imports/${id}`}>
              {state === "invalid" ? "Go on" : "Review"}
              <span class="unseen"> with {file.name}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
