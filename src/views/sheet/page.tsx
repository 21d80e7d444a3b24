import type { AccountFacts } from "../../domain/account/account.ts";
import type { Report } from "../../domain/check/report.ts";
import { count } from "../../domain/count.ts";
import type { KeptChange } from "../../domain/import/draft-change.ts";
import type { Import } from "../../domain/import/import.ts";
import { address } from "../address.ts";
import { sheetScript, sheetStylesheet } from "../assets.generated.ts";
import { Page, type Viewer } from "../page.tsx";
import { Search } from "../parts.tsx";
import { Choices } from "./choices.tsx";
import { SheetGrid } from "./grid.tsx";
import { headingOf, SheetDock, SheetHead } from "./head.tsx";
import { SheetTools } from "./tools.tsx";
import { columnsOf, foundIn, pickRows, ROWS_PER_PAGE, type SheetView, type ShownRow } from "./view.ts";

/** A draft, what its check has found, and what may be chosen in its cells. */
export type Sheet = {
  readonly draft: Import;
  readonly report: Report;
  readonly rows: readonly ShownRow[];
  /** What was changed last (I12); null where nothing was. */
  readonly newest: KeptChange | null;
  readonly facts: Pick<AccountFacts, "locations" | "subscriptions">;
};

type Props = Sheet & { readonly viewer: Viewer; readonly view: SheetView };

/** The sheet: a draft's whole file as a table, in which each cell is put right where it stands (E2). */
export function SheetPage({ viewer, draft, report, rows, facts, newest, view }: Props) {
  const found = foundIn(report);
  const { shown, show, page, pages, total } = pickRows(rows, found, view);
  const { shown: columns, folded } = columnsOf(rows, found, view.unfolded);
  const path = `/imports/${draft.id}`;
  const here = { show, q: view.q, columns: view.unfolded ? "all" : "" };
  const at = (to: number) => address(`${path}/sheet`, { ...here, page: String(to) });
  return (
    <Page
      title={headingOf({ draft, report })}
      viewer={viewer}
      here="import"
      wrong={report.errors.length > 0}
      style={sheetStylesheet}
    >
      <p class="crumb">
        <a href={path}>{draft.file.name}</a> · <a href={`${path}/bulk`}>Change a whole column</a>{" "}
        <span id="sheet-said" role="status" />
      </p>
      <SheetHead draft={draft} report={report} />
      <SheetTools path={path} rows={rows} found={found} view={{ ...view, show }} newest={newest} />
      <div class="bar">
        <Search action={`${path}/sheet`} label="Search these rows" q={view.q} keep={{ show }} />
      </div>
      <SheetGrid
        path={path}
        rows={shown}
        columns={columns}
        folded={folded}
        unfold={address(`${path}/sheet`, { ...here, columns: "all" })}
        found={found}
      />
      <Choices shown={columns} facts={facts} />
      {pages > 1 && (
        <nav class="bar" aria-label="Pages of rows">
          {page > 1 && (
            <a class="btn" rel="prev" href={at(page - 1)}>
              Previous
            </a>
          )}
          {page < pages && (
            <a class="btn" rel="next" href={at(page + 1)}>
              Next
            </a>
          )}
          <span class="soft">
            Rows {count((page - 1) * ROWS_PER_PAGE + 1)} to {count((page - 1) * ROWS_PER_PAGE + shown.length)} of{" "}
            {count(total)}
          </span>
        </nav>
      )}
      <SheetDock draft={draft} report={report} />
      <script src={sheetScript} defer />
    </Page>
  );
}
