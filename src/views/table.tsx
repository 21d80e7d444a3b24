import type { Child } from "hono/jsx";

/** A column of a table and what it shows of a row. */
export type TableColumn<Row> = {
  readonly label: string;
  readonly show: (row: Row) => Child;
  /** Numbers stand to the right. */
  readonly numeric?: boolean;
  /** The column that names the row. */
  readonly names?: boolean;
};

type Props<Row> = {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
};

/** On a narrow screen rows stack into labels and values, which takes a table's parts their meaning in some browsers. */
export const roles = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  column: { scope: "col", role: "columnheader" },
  name: { scope: "row", role: "rowheader" },
  cell: { role: "cell" },
} as const;

/** A table for comparing: a caption, headers, and a row header where a column names the row. */
export function Table<Row>({ id, caption, columns, rows }: Props<Row>) {
  return (
    <table id={id} class="stack" {...roles.table}>
      <caption>{caption}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          {columns.map(({ label, numeric }) => (
            <th class={numeric ? "n" : undefined} {...roles.column}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...roles.group}>
        {rows.map((row) => (
          <tr {...roles.row}>
            {columns.map((column) => (
              <Cell column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, row }: { column: TableColumn<Row>; row: Row }) {
  const Part = column.names ? "th" : "td";
  const role = column.names ? roles.name : roles.cell;
  return (
    <Part class={column.numeric ? "n" : undefined} data-l={column.label} {...role}>
      <span>{column.show(row)}</span>
    </Part>
  );
}
