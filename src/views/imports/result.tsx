import { count } from "../../domain/count.ts";
import { type Import, type ImportRow, isActive, notCreated } from "../../domain/import/import.ts";
import { Page, type Viewer } from "../page.tsx";
import { Say } from "../parts.tsx";
import { sayBetween, sayMany, sayTime } from "../words.ts";
import { Downloads } from "./downloads.tsx";
import { HeldMails } from "./mails/held-mails.tsx";
import { type MailCount, sayMails } from "./mails.ts";
import { ResultRows, type RowsView } from "./result-rows.tsx";
import { sayUndone } from "./undo/words.ts";

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
        {given.state === "stopped" && " It was stopped before its end."} <UndoneBy given={given} /> {sayMails(mails)}
      </p>
      <HeldMails given={given} mails={mails} />
      <Next given={given} />
      <Leave given={given} />
      <Undo given={given} />
      <ResultRows given={given} rows={rows} view={view} />
      <Downloads given={given} />
    </Page>
  );
}

function headingOf(given: Import): string {
  const { created, skipped, rows } = given.counts;
  if (given.state === "undone") return sayUndone(given);
  const left = rows - created - skipped;
  const existed = skipped > 0 ? [`${count(skipped)} existed already`] : [];
  if (created === 0 && left === 0) return `No user was created: ${existed.join("")}`;
  if (created === 0) return [`No user was created of ${count(rows)}`, ...existed].join(", ");
  const others = left > 0 ? [`${count(left)} ${left === 1 ? "was" : "were"} not`] : [];
  return [`${sayMany(created, "user")} created`, ...others, ...existed].join(", ");
}

function timesOf({ started_at, finished_at, created_at }: Import): string {
  const begun = started_at ?? created_at;
  return finished_at ? `${sayTime(begun)}. It took ${sayBetween(begun, finished_at)}.` : `${sayTime(begun)}.`;
}

/** Who has taken it back, and when. */
function UndoneBy({ given: { undo, undone_at } }: { given: Import }) {
  if (!undo || undone_at === null) return null;
  return (
    <>
      It was undone {sayTime(undone_at)} by <span class="breakable">{undo.started_by}</span>.
    </>
  );
}

/** The way to take back what was created, as long as the rows are kept (I11). */
function Undo({ given: { id, state, counts, purged } }: { given: Import }) {
  if (state === "undone" || purged || counts.created === 0) return null;
  return (
    <p class="acts">
      <a class="btn stop" href={`/imports/${id}/undo`}>
        Undo…
      </a>
      <span class="soft small">
        Removes {counts.created === 1 ? "the user" : `the ${count(counts.created)} users`} whom it created. Before, you
        see who would stay.
      </span>
    </p>
  );
}

function Next({ given }: { given: Import }) {
  const { failed, not_attempted } = given.counts;
  const left = notCreated(given.counts);
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
          : "Import what is left as it is; nothing is uploaded a second time."}
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
