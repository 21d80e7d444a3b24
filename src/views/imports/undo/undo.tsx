import { count } from "../../../domain/count.ts";
import type { Import } from "../../../domain/import/import.ts";
import type { GivenBack, KeptRow } from "../../../domain/import/undo.ts";
import { Page, type Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { Key, Roll } from "../../parts/roll.tsx";
import { Facts } from "../../parts.tsx";
import { words } from "../../reader.ts";
import { sayMany } from "../../words.ts";

type Props = {
  readonly viewer: Viewer;
  readonly given: Import;
  /** How many users would be removed now, and who would stay. */
  readonly removed: number;
  readonly kept: readonly KeptRow[];
  readonly back: GivenBack;
  /** How many mails to those who go wait, and how many of them have been sent a password. */
  readonly mails: { readonly waiting: number; readonly told: number };
  /** The rows of those who were created, in file order. */
  readonly rows: readonly { readonly row: number; readonly goes: boolean }[];
};

/** Asks once more before an import is undone: who goes, who stays and why, with the figures of this moment (I11). */
export function UndoPage({ viewer, given, removed, kept, rows, ...goes }: Props) {
  const path = `/imports/${given.id}`;
  return (
    <Page title={`Undo ${given.file.name}?`} viewer={viewer} here="history">
      <Head
        title={headingOf(removed, kept.length)}
        crumb={
          <>
            <a href="/imports">Imports</a> / <a href={path}>{given.file.name}</a> / Undo
          </>
        }
        lede="Undo takes back what this import did. It cannot be stopped, and nobody is told by mail."
      />
      <Picture rows={rows} removed={removed} />
      <div class="cols c2">
        {removed > 0 && <Goes removed={removed} {...goes} />}
        <Kept kept={kept} />
      </div>
      <form class="dock" method="post" action={`${path}/undo`}>
        {removed > 0 && (
          <button type="submit" class="btn stop big">
            Remove {sayMany(removed, "user")}
          </button>
        )}
        <a class="btn big" href={path}>
          Keep the import
        </a>
        {removed > 0 && (
          <p class="said">What has been sent cannot be taken back. The rows are kept: they can be imported again.</p>
        )}
      </form>
    </Page>
  );
}

/** Each user whom the import created as a dot, in the order of the file: who goes, and who stays. */
function Picture({ rows, removed }: Pick<Props, "rows" | "removed">) {
  const stay = rows.length - removed;
  const entries = [
    ["gone", removed, removed === 1 ? "goes" : "go"],
    ["in", stay, stay === 1 ? "stays" : "stay"],
  ] as const;
  const shown = entries.flatMap(([dot, many, words]) => (many > 0 ? [[dot, count(many), words] as const] : []));
  const label = `${sayMany(rows.length, "user")}: ${shown.map(([, figure, words]) => `${figure} ${words}`).join(", ")}`;
  return (
    <figure class="panel roomy stack tight">
      <Roll runs={rows.map(({ goes }) => ({ dot: goes ? "gone" : "in", rows: 1 }))} label={label} />
      <figcaption>
        <Key entries={shown} />
      </figcaption>
    </figure>
  );
}

function Goes({ removed, back: { numbers, licences }, mails }: Pick<Props, "removed" | "back" | "mails">) {
  return (
    <section class="stack tight" aria-labelledby="goes">
      <h2 id="goes">What goes</h2>
      <div class="panel">
        <Facts
          facts={[
            ["Users removed", count(removed)],
            ["Numbers parked again", count(numbers)],
            ...licences.map(({ type, many }) => [`${type} licences free again`, count(many)] as const),
            ["Mails not sent yet, cancelled", count(mails.waiting)],
            ...(mails.told > 0 ? [["Users who have a password mail already", count(mails.told)] as const] : []),
          ]}
        />
      </div>
    </section>
  );
}

function headingOf(removed: number, kept: number): string {
  if (removed === 0) return "No user would be removed";
  return `${sayMany(removed, "user")} would be removed${kept > 0 ? `, ${count(kept)} would stay` : ""}`;
}

/** So many of those who stay are named for each reason. */
const MOST_NAMED = 10;

function Kept({ kept }: { kept: readonly KeptRow[] }) {
  if (kept.length === 0) return null;
  const reasons = [...Map.groupBy(kept, ({ reason }) => reason.code)];
  return (
    <section class="stack tight" aria-labelledby="kept">
      <h2 id="kept">Who stays, and why</h2>
      <ul class="panel lines flush">
        {reasons.map(([code, rows]) => (
          <li>
            <div>
              <b>{words().kind(code)}</b>
              <p class="hint">
                <Named rows={rows} />
              </p>
            </div>
            <b>{count(rows.length)}</b>
          </li>
        ))}
      </ul>
    </section>
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
            <span class="long">{name}</span>
          ) : (
            <a class="long" href={`/users/${user}`}>
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
