import { count } from "../../domain/count.ts";
import { address } from "../address.ts";
import { Tabs } from "../parts.tsx";
import { words } from "../reader.ts";
import { revisionName, type TypedCell } from "./cell-names.ts";
import { BulkButtons } from "./changes/bulk-buttons.tsx";
import type { ShownDraftRow } from "./draft.ts";
import {
  CELLS_PER_PAGE,
  countAlike,
  type Finding,
  type FindingsView,
  type FoundCell,
  FRAGMENT,
  kindsOf,
  pick,
  wholeRowOf,
  withTyped,
} from "./findings.ts";
import { FindingsTable } from "./findings-table.tsx";

type Props = {
  /** The address of the page. */
  readonly path: string;
  readonly findings: readonly Finding[];
  readonly view: FindingsView;
  readonly rows: ReadonlyMap<number, ShownDraftRow>;
  /** How many rows the file has. */
  readonly many: number;
  /** What the person typed and could not be saved. */
  readonly typed: readonly TypedCell[];
  /** Whether correcting is what comes next on the page. */
  readonly next?: boolean;
};

/** Where to go once it is saved: the next cell, or another page of problems. */
const GO = "go";
const SAVE = "Save and check again";
const CAPTION = "Correct the cells here, then check again. Your file is not uploaded a second time.";

/** What a check has found, with filters by kind, in pages: each cell is corrected in place (V6), a page in one go. */
export function Findings({ path, findings, view, rows, many, typed, next = false }: Props) {
  const { shown, page, pages, total, kind } = pick(findings, view);
  const from = (page - 1) * CELLS_PER_PAGE + 1;
  const row = wholeRowOf(view);
  const part = pages > 1 ? ` Cells ${count(from)} to ${count(from + shown.length - 1)} of ${count(total)}.` : "";
  const cells = withTyped(shown, typed);
  const textOf = ({ row, field }: FoundCell) => (row && field && rows.get(row)?.values[field]) || "";
  return (
    <section class="stack tight" id={FRAGMENT}>
      {row === null ? <KindTabs path={path} findings={findings} kind={kind} /> : <BackToAll path={path} />}
      {row === null && <BulkButtons path={path} findings={findings} kind={kind} rows={many} />}
      <form class="stack" method="post" action={`${path}/rows`} autocomplete="off">
        {/* Enter in a cell presses the first button of its form, which must not be one that removes a row. */}
        <button type="submit" class="unseen" tabindex={-1} name={GO} value="next">
          Save and go to the next cell
        </button>
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="page" value={String(page)} />
        <Revisions cells={cells} rows={rows} />
        <FindingsTable
          caption={row === null ? CAPTION + part : `All cells of row ${count(row)}. ${CAPTION}`}
          path={row === null ? path : null}
          cells={cells}
          rows={rows}
          typed={typed}
          alike={countAlike(findings, cells, textOf)}
        />
        <div class="bar">
          <button type="submit" class={next ? "btn go" : "btn"}>
            {SAVE}
          </button>
          <a class="btn" href={`${path}/sheet`}>
            Open as a sheet
          </a>
          <a class="btn" href={`${path}/problems.csv`}>
            Download problems as CSV
          </a>
        </div>
        <Pages page={page} pages={pages} />
        {/* Shown by the stylesheet once something was typed, at the foot of the window: nothing above it moves. */}
        <p class="unsaved" role="status">
          What you have typed is not saved yet. Save and check again to go on.
        </p>
      </form>
    </section>
  );
}

function BackToAll({ path }: { path: string }) {
  return (
    <nav class="stack tight" aria-label="Kinds of problem">
      <a href={`${path}#${FRAGMENT}`}>Back to all problems</a>
    </nav>
  );
}

/** More of them would push the table off a small screen. */
const MOST_KINDS = 8;

function KindTabs({ path, findings, kind }: { path: string; findings: readonly Finding[]; kind: string }) {
  const kinds = kindsOf(findings);
  if (kinds.length < 2) return null;
  const tab = (code: string, label: string, many: number) => ({
    label,
    many,
    href: address(path, { kind: code }, FRAGMENT),
    current: code === kind,
  });
  const tabs = kinds.map(({ code, many }) => tab(code, words().kind(code), many));
  const all = <Tabs label="Kinds of problem" tabs={[tab("", "All", findings.length), ...tabs]} />;
  if (kinds.length <= MOST_KINDS) return all;
  return (
    <details class="stack tight" open={kind !== ""}>
      <summary>Show one kind of problem only ({count(kinds.length)})</summary>
      {all}
    </details>
  );
}

/** By a row's revision it is noticed that somebody else has corrected it since this page was made. */
function Revisions({ cells, rows }: { cells: readonly FoundCell[]; rows: Props["rows"] }) {
  const numbers = new Set(cells.flatMap(({ row }) => row ?? []));
  return (
    <>
      {[...numbers].map((row) => (
        <input type="hidden" name={revisionName(row)} value={String(rows.get(row)?.revision ?? "")} />
      ))}
    </>
  );
}

/** Buttons, not links: what was typed is saved on the way, so that nothing of it is lost (E4). */
function Pages({ page, pages }: { page: number; pages: number }) {
  if (pages === 1) return null;
  return (
    <nav class="bar" aria-label="Pages of problems">
      {page > 1 && (
        <button type="submit" class="btn" name={GO} value={String(page - 1)}>
          Previous
        </button>
      )}
      {page < pages && (
        <button type="submit" class="btn" name={GO} value={String(page + 1)}>
          Next
        </button>
      )}
      <span class="soft">
        Page {count(page)} of {count(pages)}. Turning the page saves what you have typed.
      </span>
    </nav>
  );
}
