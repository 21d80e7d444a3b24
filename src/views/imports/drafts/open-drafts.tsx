import type { OpenDraft } from "../../../domain/import/import.ts";
import { may } from "../../may.tsx";
import { Time } from "../../parts/time.tsx";
import { sayMany } from "../../words.ts";

/** Files that were checked and not started, with what each waits for. */
export function OpenDrafts({ drafts }: { drafts: readonly OpenDraft[] }) {
  if (drafts.length === 0) return null;
  return (
    <section class="stack tight" aria-labelledby="drafts-heading">
      <h2 id="drafts-heading">Open drafts</h2>
      <ul class="panel lines flush">
        {drafts.map((draft) => (
          <li>
            <div>
              <a class="long" href={`/imports/${draft.id}`}>
                <b>{draft.file.name}</b>
              </a>
              <p class="hint long">
                {sayMany(draft.counts.rows, "row")}: {waitsFor(draft) ?? "checked, not started"}. {draft.started_by},{" "}
                <Time at={draft.created_at} as="date" />
              </p>
            </div>
            <a class="btn low" href={`/imports/${draft.id}`}>
              {may("POST /imports/:id/start") ? (waitsFor(draft) ? "Go on" : "Review") : "Look"}
              <span class="unseen"> with {draft.file.name}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What somebody has to put right or answer first; null for nothing. */
function waitsFor({ state, problem_counts, open_questions }: OpenDraft): string | null {
  if (state === "invalid") return sayMany(problem_counts.errors, "problem");
  return open_questions > 0 ? sayMany(open_questions, "question") : null;
}
