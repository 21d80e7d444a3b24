import { count } from "../../../domain/count.ts";
import type { Continuation } from "../../../domain/import/continuation.ts";
import type { LeftOutcome } from "../../../domain/import/continues.ts";
import { type Import, isDraft } from "../../../domain/import/import.ts";
import { May, may } from "../../may.tsx";

type Props = {
  readonly given: Import;
  /** Of which outcomes the rows have not been taken into another import yet. */
  readonly open: readonly LeftOutcome[];
  readonly continuations: readonly Continuation[];
};

/** What one does next: put right and import what was not created, else look at who was; or begin another import. */
export function ResultActs({ given, open, continuations }: Props) {
  const { created } = given.counts;
  const continues = may("POST /imports/:id/continuation");
  const [newest] = continuations;
  const leads = open.length > 0 || newest !== undefined;
  return (
    <>
      {open.length > 0 && continues && <Continue given={given} open={open} />}
      {newest && (
        <a class={open.length > 0 ? "btn" : "btn go"} href={`/imports/${newest.id}`}>
          {isDraft(newest.state) && continues ? "Go on with the draft" : "See how it went on"}
        </a>
      )}
      {created > 0 && (
        <a class={leads ? "btn" : "btn go"} href={`/users?import=${given.id}`}>
          {created === 1 ? "See this user" : `See these ${count(created)} users`}
        </a>
      )}
      <May ask="GET /imports/new">
        <NewImport given={given} />
      </May>
    </>
  );
}

function Continue({ given: { id, counts }, open }: Pick<Props, "given" | "open">) {
  const both = open.includes("failed") && open.includes("not_attempted");
  const many = open.reduce((sum, outcome) => sum + counts[outcome], 0);
  return (
    <form class="bar acts" method="post" action={`/imports/${id}/continuation`}>
      <button type="submit" class="btn go" name="outcomes" value={open.join()}>
        {open.includes("failed") ? `Fix ${count(many)} and import again` : `Import the other ${count(many)}`}
      </button>
      {both && (
        <button type="submit" class="btn" name="outcomes" value="not_attempted">
          Import only the {count(counts.not_attempted)} not attempted
        </button>
      )}
    </form>
  );
}

/** Both ways out hide the result and show the form (I8); a result that is hidden already is simply left. */
function NewImport({ given: { id, dismissed } }: { given: Import }) {
  if (dismissed) {
    return (
      <a class="btn" href="/imports/new">
        New import
      </a>
    );
  }
  return (
    <form class="bar acts" method="post" action={`/imports/${id}/dismissal`}>
      <button type="submit" class="btn">
        New import
      </button>
    </form>
  );
}
