import { count } from "../../../domain/count.ts";
import type { OpenDraft } from "../../../domain/import/import.ts";
import { may } from "../../may.tsx";
import { Time } from "../../parts/time.tsx";
import { sayMany } from "../../words.ts";

/** Files that were checked and not started, with what each waits for. */
export function OpenDrafts({ drafts }: { drafts: readonly OpenDraft[] }) {
  if (drafts.length === 0) return null;
  // One alone is no longer than what would unfold it.
  const seen = drafts.length <= MOST_SEEN + 1 ? drafts.length : MOST_SEEN;
  const folded = drafts.slice(seen);
  return (
    <section class="stack tight" aria-labelledby="drafts-heading">
      <h2 id="drafts-heading">Open drafts</h2>
      <ul class="panel lines flush">
        {drafts.slice(0, seen).map((draft) => (
          <Draft draft={draft} />
        ))}
      </ul>
      {folded.length > 0 && (
        <details class="stack tight">
          <summary class="small">{count(folded.length)} older drafts</summary>
          <ul class="panel lines flush">
            {folded.map((draft) => (
              <Draft draft={draft} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** So many are in sight; the older ones are folded away. */
const MOST_SEEN = 4;

function Draft({ draft }: { draft: OpenDraft }) {
  return (
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
  );
}

/** What somebody has to put right or answer first; null for nothing. */
function waitsFor({ state, problem_counts, open_questions }: OpenDraft): string | null {
  if (state === "invalid") return sayMany(problem_counts.errors, "problem");
  return open_questions > 0 ? sayMany(open_questions, "question") : null;
}
