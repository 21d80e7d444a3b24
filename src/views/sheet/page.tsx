import { count } from "../../domain/count.ts";
import { isOfHeaders } from "../../domain/problems/codes.ts";
import { sheetScript } from "../assets.generated.ts";
import { LastChange } from "../imports/changes/last-change.tsx";
import { ColumnsForm } from "../imports/columns-form.tsx";
import type { DraftProps } from "../imports/draft.ts";
import { Turned } from "../imports/draft-parts.tsx";
import { may } from "../may.tsx";
import { Page } from "../page.tsx";
import { Icon } from "../parts/icon.tsx";
import { Search } from "../parts.tsx";
import { Asks } from "./asks.tsx";
import { Choices } from "./choices.tsx";
import { SheetDock } from "./dock.tsx";
import { File } from "./folds/file.tsx";
import { Options } from "./folds/options.tsx";
import { AfterIt } from "./folds/outlook.tsx";
import { SheetGrid } from "./grid.tsx";
import { SheetHead } from "./head.tsx";
import { planOf, titleOf } from "./plan.ts";
import { SheetTools } from "./tools.tsx";
import {
  columnsOf,
  type FoundIn,
  foundIn,
  isAnyRead,
  pickRows,
  ROWS_PER_PAGE,
  type SheetView,
  viewAddress,
} from "./view.ts";

/** The page of a draft: the whole file as a table, in which each cell is put right where it stands; above it what is asked, below it Start (E2, E3). */
export function SheetPage(props: DraftProps) {
  const { viewer, sheet, view, attempt } = props;
  const { errors, questions, blockers } = planOf(sheet);
  const isFirst = view.show === "" && view.q === "" && view.page === 1 && view.columns === "";
  const wrong = errors + blockers > 0 || attempt !== null;
  const changes = may("POST /imports/:id/sheet");
  const isGrid = isAnyRead(sheet.draft);
  return (
    <Page title={titleOf(sheet)} viewer={viewer} here="import" wrong={wrong} work scripted={changes && isGrid}>
      <p class="crumb">
        <a href="/imports">Imports</a> / <span class="long">{sheet.draft.file.name}</span>
      </p>
      {attempt && <Turned attempt={attempt} />}
      <SheetHead {...sheet} first={isFirst && attempt === null && errors + questions > 0} />
      {changes && <Folds {...props} />}
      {isGrid && <Rows {...props} />}
      {changes && <SheetDock {...sheet} />}
      {changes && isGrid && <script src={sheetScript} defer />}
    </Page>
  );
}

/** All that is folded away above the rows. */
function Folds({ viewer, sheet, view, attempt, examples, key: formKey, account }: DraftProps) {
  const { draft, report, facts, notify_email } = sheet;
  return (
    <div class="folds">
      <Asks {...sheet} />
      <ColumnsForm
        path={`/imports/${draft.id}`}
        columns={draft.columns}
        problems={report.errors.filter(isOfHeaders)}
        all={view.columns === "assign"}
        chosen={attempt?.chosen}
        examples={examples}
      />
      <Options
        draft={draft}
        facts={facts}
        notify_email={notify_email}
        email={viewer.email}
        chosen={attempt?.options ?? null}
      />
      <File draft={draft} formKey={formKey} account={account} />
      <AfterIt {...sheet} />
    </div>
  );
}

function Rows({ sheet, view: asked }: DraftProps) {
  const { draft, rows, newest, report, facts } = sheet;
  const path = `/imports/${draft.id}`;
  const found: FoundIn = foundIn(report);
  const { shown, show, page, pages, total } = pickRows(rows, found, asked);
  const view = { ...asked, show, page };
  const { shown: columns, folded } = columnsOf(rows, found, view.columns);
  return (
    <>
      <section class="tools" aria-label="Find rows">
        <SheetTools path={path} rows={rows} found={found} view={view} />
        <div class="stack tight">
          <div class="bar line">
            <Search action={path} label="Search these rows" q={view.q} keep={{ show, columns: view.columns }} />
            <a class="btn low wide-only" href={`${path}/problems.csv`} download>
              <Icon sign="get" /> CSV<span class="unseen"> of the problems</span>
            </a>
          </div>
          <LastChange path={path} newest={newest} show={show} />
        </div>
      </section>
      <SheetGrid
        path={path}
        rows={shown}
        all={rows.length}
        columns={columns}
        folded={folded}
        found={found}
        view={view}
      />
      <Choices shown={columns} facts={facts} />
      {pages > 1 && <Pages path={path} view={view} pages={pages} total={total} shown={shown.length} />}
    </>
  );
}

type PagesProps = {
  readonly path: string;
  readonly view: SheetView;
  readonly pages: number;
  readonly total: number;
  readonly shown: number;
};

function Pages({ path, view, pages, total, shown }: PagesProps) {
  const { page } = view;
  const first = (page - 1) * ROWS_PER_PAGE + 1;
  return (
    <nav class="bar" aria-label="Pages of rows">
      {page > 1 && (
        <a class="btn" rel="prev" href={viewAddress(path, { ...view, page: page - 1 }, "rows")}>
          Previous
        </a>
      )}
      {page < pages && (
        <a class="btn" rel="next" href={viewAddress(path, { ...view, page: page + 1 }, "rows")}>
          Next
        </a>
      )}
      <span class="soft">
        Rows {count(first)} to {count(first + shown - 1)} of {count(total)}
      </span>
    </nav>
  );
}
