import { count } from "../../../domain/count.ts";
import { type Import, notCreated, type Outcome } from "../../../domain/import/import.ts";
import { May, may } from "../../may.tsx";
import { Icon } from "../../parts/icon.tsx";
import { sayMany } from "../../words.ts";
import { OutcomeKey, OutcomeRoll } from "./outcome-roll.tsx";

type Props = { readonly given: Import; readonly outcomes: readonly Outcome[] };

/** How each row has ended, as a picture with its figures, and what can be taken away or back. */
export function Picture({ given, outcomes }: Props) {
  const { id, counts, dismissed } = given;
  const left = notCreated(counts);
  return (
    <section class="panel roomy stack" aria-label="All rows in the order of the file">
      {outcomes.length > 0 && <OutcomeRoll outcomes={outcomes} counts={counts} />}
      <div class="bar between">
        <OutcomeKey counts={counts} />
        <div class="bar">
          {left > 0 && may("GET /imports/:id/not-created.csv") && (
            <a class="btn low" href={`/imports/${id}/not-created.csv?errors=1`} download>
              <Icon sign="get" /> Download {sayMany(left, "row")} (CSV)
            </a>
          )}
          <May ask="GET /imports/:id/undo">
            <Undo given={given} />
          </May>
          {!dismissed && may("POST /imports/:id/dismissal") && (
            <form method="post" action={`/imports/${id}/dismissal`}>
              <button type="submit" class="btn bare low">
                Hide result
              </button>
            </form>
          )}
        </div>
      </div>
    </section>
  );
}

/** The way to take back what was created, as long as the rows are kept (I11). */
function Undo({ given: { id, state, counts, purged } }: { given: Import }) {
  if (state === "undone" || purged || counts.created === 0) return null;
  return (
    <>
      <span class="hint" id="undo-hint">
        Removes {counts.created === 1 ? "the user" : `the ${count(counts.created)} users`} whom it created; before, you
        see who would stay
      </span>
      <a class="btn stop low" href={`/imports/${id}/undo`} aria-describedby="undo-hint">
        <Icon sign="undo" /> Undo…
      </a>
    </>
  );
}
