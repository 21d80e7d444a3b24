import { count } from "../../domain/count.ts";
import { type Import, type ImportRow, isActive } from "../../domain/import/import.ts";
import { Page, type Viewer } from "../page.tsx";
import { Say } from "../parts.tsx";
import { sayBetween, sayMany, sayTime } from "../words.ts";
import { Downloads } from "./downloads.tsx";
import { type MailCount, sayMails } from "./mails.ts";
import { ResultRows, type RowsView } from "./result-rows.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly given: Import;
  readonly mails: readonly MailCount[];
  readonly rows: readonly ImportRow[];
  readonly view: RowsView;
};

/** How an import ended: what was created, what was not and why, and what to do next (X1). */
export function ResultPage({ viewer, given, mails, rows, view }: Props) {
  const heading = headingOf(given);
  return (
    <Page title={`${heading}: ${given.file.name}`} viewer={viewer} here="import">
      <h1>{heading}</h1>
      <p class="soft">
        <span class="breakable">{given.file.name}</span>, {timesOf(given)}
        {given.state === "stopped" && " It was stopped before its end."} {sayMails(mails)}
      </p>
      <Next given={given} />
      <Leave given={given} />
      <ResultRows given={given} rows={rows} view={view} />
      <Downloads given={given} />
    </Page>
  );
}

function headingOf({ counts: { created, rows } }: Import): string {
  const left = rows - created;
  if (left === 0) return `${sayMany(created, "user")} created`;
  if (created === 0) return `No user was created of ${count(rows)}`;
  return `${sayMany(created, "user")} created, ${count(left)} ${left === 1 ? "was" : "were"} not`;
}

function timesOf({ started_at, finished_at, created_at }: Import): string {
  const begun = started_at ?? created_at;
  return finished_at ? `${sayTime(begun)}. It took ${sayBetween(begun, finished_at)}.` : `${sayTime(begun)}.`;
}

function Next({ given }: { given: Import }) {
  const { rows, created, failed, not_attempted } = given.counts;
  const left = rows - created;
  if (left === 0) return <SeeUsers />;
  return (
    <Say
      id="next"
      tone="warn"
      heading={`Next: the ${left === 1 ? "one that was" : `${count(left)} that were`} not created`}
    >
      <p>
        {failed > 0
          ? "Correct here what was wrong, or download it with the reasons, correct the file and import it again."
          : "Not attempted yet: import what is left as it is; nothing is uploaded a second time."}
      </p>
      <form class="acts" method="post" action={`/imports/${given.id}/continuation`}>
        <button type="submit" class="btn go">
          {failed > 0 ? "Fix and import again" : "Import the rest"}
        </button>
        {failed > 0 && not_attempted > 0 && (
          <button type="submit" class="btn" name="outcomes" value="not_attempted">
            Import only the {count(not_attempted)} not attempted
          </button>
        )}
        <a class="btn" href={`/imports/${given.id}/not-created.csv?errors=1`} download>
          Download {sayMany(left, "row")} (CSV)
        </a>
      </form>
    </Say>
  );
}

function SeeUsers() {
  return (
    <p class="acts">
      <a class="btn go" href="/users">
        See the users
      </a>
    </p>
  );
}

/** Both ways out hide the result and show the form (I8); a result that is hidden already is simply left. */
function Leave({ given }: { given: Import }) {
  if (isActive(given.state)) return null;
  if (given.dismissed) {
    return (
      <p class="acts">
        <a class="btn" href="/imports/new">
          New import
        </a>
      </p>
    );
  }
  return (
    <form class="acts" method="post" action={`/imports/${given.id}/dismissal`}>
      <button type="submit" class="btn">
        New import
      </button>
      <button type="submit" class="link">
        Hide result
      </button>
    </form>
  );
}
