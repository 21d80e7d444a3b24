import { count } from "../../../domain/count.ts";
import { type Import, notCreated } from "../../../domain/import/import.ts";

/** What one does next: put right and import what was not created, else look at who was; or begin another import. */
export function ResultActs({ given }: { given: Import }) {
  const { created } = given.counts;
  const left = notCreated(given.counts);
  return (
    <>
      {left > 0 && <Continue given={given} />}
      {created > 0 && (
        <a class={left > 0 ? "btn" : "btn go"} href={`/users?import=${given.id}`}>
          See the users
        </a>
      )}
      <NewImport given={given} />
    </>
  );
}

function Continue({ given: { id, counts } }: { given: Import }) {
  const { failed, not_attempted } = counts;
  return (
    <form class="bar" method="post" action={`/imports/${id}/continuation`}>
      <button type="submit" class="btn go">
        {failed > 0 ? "Fix and import again" : "Import the rest"}
      </button>
      {failed > 0 && not_attempted > 0 && (
        <button type="submit" class="btn" name="outcomes" value="not_attempted">
          Import only the {count(not_attempted)} not attempted
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
    <form method="post" action={`/imports/${id}/dismissal`}>
      <button type="submit" class="btn">
        New import
      </button>
    </form>
  );
}
