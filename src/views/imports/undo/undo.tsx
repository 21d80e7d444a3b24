import { count } from "../../../domain/count.ts";
import type { Import } from "../../../domain/import/import.ts";
import type { KeptRow } from "../../../domain/import/undo.ts";
import { Page, type Viewer } from "../../page.tsx";
import { Say } from "../../parts.tsx";
import { words } from "../../reader.ts";
import { sayMany } from "../../words.ts";

type Props = {
  readonly viewer: Viewer;
  readonly given: Import;
  /** How many users would be removed now, and who would stay. */
  readonly removed: number;
  readonly kept: readonly KeptRow[];
};

/** Asks once more before an import is undone: who goes, who stays and why, with the figures of this moment (I11). */
export function UndoPage({ viewer, given, removed, kept }: Props) {
  return (
    <Page title={`Undo ${given.file.name}?`} viewer={viewer} here="import">
      <h1>Undo this import?</h1>
      <p class="soft">
        <span class="breakable">{given.file.name}</span>: {sayMany(removed, "user")} would be removed
        {kept.length > 0 && `, ${count(kept.length)} would stay`}.
      </p>
      {removed > 0 && <Meaning />}
      <Kept kept={kept} />
      <form class="acts" method="post" action={`/imports/${given.id}/undo`}>
        {removed > 0 && (
          <button type="submit" class="btn stop">
            Remove {sayMany(removed, "user")}
          </button>
        )}
        <a href={`/imports/${given.id}`}>Keep the import</a>
      </form>
    </Page>
  );
}

function Meaning() {
  return (
    <section class="say bad" aria-label="What undoing means">
      <ul>
        <li>These users are removed. Their numbers are parked, their extensions and licences are free again.</li>
        <li>Mails to them that wait are cancelled. What has been sent cannot be taken back.</li>
        <li>It goes on to its end: an undo cannot be stopped. The rows can be imported again later.</li>
      </ul>
    </section>
  );
}

/** So many of those who stay are named for each reason. */
const MOST_NAMED = 10;

function Kept({ kept }: { kept: readonly KeptRow[] }) {
  if (kept.length === 0) return null;
  const reasons = [...Map.groupBy(kept, ({ reason }) => reason.code)];
  return (
    <Say id="kept" heading={`${sayMany(kept.length, "user")} would not be removed`}>
      <ul>
        {reasons.map(([code, rows]) => (
          <li>
            {words().kind(code)} ({count(rows.length)}): <Named rows={rows} />
          </li>
        ))}
      </ul>
    </Say>
  );
}

function Named({ rows }: { rows: readonly KeptRow[] }) {
  const more = rows.length - MOST_NAMED;
  return (
    <>
      {rows.slice(0, MOST_NAMED).map(({ row, user, name, reason }, at) => (
        <>
          {at > 0 && ", "}
          {reason.code === "gone" ? (
            <span class="breakable">{name}</span>
          ) : (
            <a class="breakable" href={`/users/${user}`}>
              {name}
            </a>
          )}{" "}
          (row {count(row)})
        </>
      ))}
      {more > 0 && ` and ${count(more)} more`}
    </>
  );
}
