import type { Column } from "../../domain/columns.ts";
import { count } from "../../domain/count.ts";
import { address } from "../address.ts";
import type { Finding } from "../imports/findings.ts";
import { FRAGMENT, kindOfRow } from "../imports/findings.ts";
import { roles } from "../table.tsx";
import { RowNumber, SheetCell } from "./cell.tsx";
import { type FoundIn, type ShownRow, stateOf } from "./view.ts";

type Props = {
  /** The address of the draft. */
  readonly path: string;
  readonly rows: readonly ShownRow[];
  readonly columns: readonly Column[];
  readonly folded: number;
  /** Where the folded columns are shown. */
  readonly unfold: string;
  readonly found: FoundIn;
};

/** The rows of a draft as a table over the width of the window; a script makes a grid of it in which each cell is edited in place. */
export function SheetGrid({ path, rows, columns, folded, unfold, found }: Props) {
  return (
    <section class="gridwrap" tabindex={0} aria-label="Rows of the file">
      <table class="sheet" id="sheet" {...roles.table} data-save={`${path}/sheet`}>
        <caption class="unseen">Rows of the file</caption>
        <thead {...roles.group}>
          <tr {...roles.row}>
            <th class="row" {...roles.column}>
              Row
            </th>
            {columns.map((column) => (
              <Head column={column} wrong={countWrong(found, column)} />
            ))}
            {folded > 0 && (
              <th class="folded" {...roles.column}>
                <a href={unfold}>
                  {count(folded)} {folded === 1 ? "column" : "columns"} without values
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

function Head({ column, wrong }: { column: Column; wrong: number }) {
  return (
    <th class={column.key === "display_name" ? "name" : undefined} {...roles.column} data-f={column.key}>
      <span class="colhead">
        {column.name}{" "}
        <b class="tag bad" hidden={wrong === 0}>
          {count(wrong)}
          <span class="unseen"> problems</span>
        </b>
      </span>
    </th>
  );
}

/** How many cells of a column keep their row from being created. */
export function countWrong(found: FoundIn, { key }: Column): number {
  return [...found.values()].flat().filter((one) => one.field === key && stateOf(one) !== "tip").length;
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
    <tr id={`r${row.row}`} {...roles.row} data-rev={row.revision}>
      <RowNumber row={row.row} found={found} href={address(path, { kind: kindOfRow(row.row) }, FRAGMENT)} />
      {columns.map((column) => (
        <SheetCell row={row} column={column} found={found} />
      ))}
      {folded && <td class="folded" {...roles.cell} />}
    </tr>
  );
}
