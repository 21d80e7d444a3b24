import type { Column } from "../../domain/columns.ts";
import { count } from "../../domain/count.ts";
import type { Finding } from "../imports/findings.ts";
import { may } from "../may.tsx";
import { roles } from "../table.tsx";
import { RowNumber, SheetCell } from "./cell.tsx";
import { ColumnHead } from "./column-head.tsx";
import { type FoundIn, rowAddress, type SheetView, type ShownRow, viewAddress } from "./view.ts";

type Props = {
  /** The address of the draft. */
  readonly path: string;
  readonly rows: readonly ShownRow[];
  /** How many rows the file has. */
  readonly all: number;
  readonly columns: readonly Column[];
  readonly folded: number;
  readonly found: FoundIn;
  readonly view: SheetView;
};

/** The rows of a draft as a table over the width of the window; a script makes a grid of it in which each cell is edited in place. */
export function SheetGrid({ path, rows, all, columns, folded, found, view }: Props) {
  return (
    <section class="gridwrap" id="rows" tabindex={0} aria-label="Rows of the file">
      <table
        class="sheet"
        id="sheet"
        data-save={may("POST /imports/:id/sheet") ? `${path}/sheet` : undefined}
        {...roles.table}
      >
        <caption class="unseen">Rows of the file</caption>
        <thead {...roles.group}>
          <tr {...roles.row}>
            <th class="row" {...roles.column}>
              Row
            </th>
            {columns.map((column) => (
              <ColumnHead path={path} column={column} rows={all} found={found} view={view} />
            ))}
            {folded > 0 && (
              <th class="folded" {...roles.column}>
                <a href={viewAddress(path, { ...view, columns: "all" })}>
                  {count(folded)} {folded === 1 ? "column" : "columns"} folded away
                </a>
              </th>
            )}
          </tr>
        </thead>
        <tbody {...roles.group}>
          {rows.map((row) => (
            <SheetRow path={path} row={row} columns={columns} folded={folded > 0} found={found.get(row.row) ?? []} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type RowProps = {
  readonly path: string;
  readonly row: ShownRow;
  readonly columns: readonly Column[];
  /** Whether columns are folded away behind the last one. */
  readonly folded: boolean;
  readonly found: readonly Finding[];
};

/** One row; its number leads to all of its cells as fields, which works without a script. */
export function SheetRow({ path, row, columns, folded, found }: RowProps) {
  return (
    <tr {...roles.row} id={`r${row.row}`} data-rev={row.revision}>
      <RowNumber row={row.row} found={found} href={rowAddress(path, row.row)} />
      {columns.map((column) => (
        <SheetCell row={row} column={column} found={found} />
      ))}
      {folded && <td class="folded" {...roles.cell} />}
    </tr>
  );
}
