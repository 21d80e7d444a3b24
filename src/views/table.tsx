import type { Child } from "hono/jsx";

/** A column of a table and what it shows of a row. */
export type TableColumn<Row> = {
  readonly label: string;
  readonly show: (row: Row) => Child;
  /** Numbers stand to the right. */
  readonly numeric?: boolean;
  /** The column that names the row. */
  readonly names?: boolean;
  /** Where it stands on a phone: left or right, above (1, 2) or below (3, 4); without it, it is left out there. */
  readonly phone?: 1 | 2 | 3 | 4;
  /** The more there is to do without, the wider a window must be: 3 from 1024 px, 2 from 1360 px, 1 from 1600 px. */
  readonly wide?: 1 | 2 | 3;
  /** Takes as many lines as it needs; where it is filled in on a phone the whole width, without its name. */
  readonly full?: boolean;
  /** Shows a picture, which needs its width. */
  readonly picture?: boolean;
  /** The way to the list sorted by it, and how it is sorted by it now; null when it is not. */
  readonly sort?: { readonly href: string; readonly now: "ascending" | "descending" | null };
};

/** Boxes before the rows, of which some are picked. */
export type Picking<Row> = {
  readonly name: string;
  readonly value: (row: Row) => string;
  /** Who is picked, for those who hear it. */
  readonly label: (row: Row) => string;
  readonly picked: boolean;
  /** All that are found are picked, of which these are a part: the boxes stay as they are. */
  readonly fixed: boolean;
  /** The way to have all rows of the page picked, where no script runs. */
  readonly every: string;
};

type Props<Row> = {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  /** On a phone every cell is shown, one below the other with its name: for what is to be filled in. */
  readonly form?: boolean;
  readonly picking?: Picking<Row>;
};

/** On a narrow screen rows stand otherwise, which takes a table's parts their meaning in some browsers. */
export const roles = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  column: { scope: "col", role: "columnheader" },
  name: { scope: "row", role: "rowheader" },
  cell: { role: "cell" },
} as const;

/** A table for comparing: a caption, headers, and a row header where a column names the row. */
export function Table<Row>({ id, caption, columns, rows, form = false, picking }: Props<Row>) {
  return (
    <table id={id} class={form ? "list forms" : "list"} {...roles.table}>
      <caption class="unseen">{caption}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          {picking && <PickPage picking={picking} />}
          {columns.map((column) => (
            <th
              class={classOf({ ...column, phone: undefined })}
              aria-sort={column.sort?.now ?? undefined}
              {...roles.column}
            >
              {column.sort ? <SortLink label={column.label} {...column.sort} /> : column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...roles.group}>
        {rows.map((row) => (
          <tr {...roles.row}>
            {picking && <PickRow picking={picking} row={row} />}
            {columns.map((column) => (
              <Cell column={column} row={row} form={form} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The box for all rows is shown by the script that makes it work. */
function PickPage<Row>({ picking: { picked, fixed, every } }: { picking: Picking<Row> }) {
  return (
    <th class="tickcell" {...roles.column}>
      <input class="tick" type="checkbox" aria-label="Select this page" checked={picked} disabled={fixed} hidden />
      <noscript>{!fixed && <a href={every}>All</a>}</noscript>
    </th>
  );
}

function PickRow<Row>({ picking, row }: { picking: Picking<Row>; row: Row }) {
  const { name, value, label, picked, fixed } = picking;
  return (
    <td class="tickcell" {...roles.cell}>
      <input
        class="tick"
        type="checkbox"
        name={fixed ? undefined : name}
        value={fixed ? undefined : value(row)}
        aria-label={`Select ${label(row)}`}
        checked={picked}
        disabled={fixed}
      />
    </td>
  );
}

/** An arrow tells the order to the eye, aria-sort to who listens. */
function SortLink({ label, href, now }: { label: string } & NonNullable<TableColumn<unknown>["sort"]>) {
  return (
    <a href={href}>
      {label}
      {now && <span aria-hidden="true">{now === "ascending" ? " ↑" : " ↓"}</span>}
    </a>
  );
}

function Cell<Row>({ column, row, form }: { column: TableColumn<Row>; row: Row; form: boolean }) {
  const Part = column.names ? "th" : "td";
  const role = column.names ? roles.name : roles.cell;
  const shown = column.show(row);
  return (
    <Part class={classOf(column)} data-l={form ? column.label : undefined} {...role}>
      {form ? <div>{shown}</div> : shown}
    </Part>
  );
}

type Placed = {
  readonly numeric?: boolean | undefined;
  readonly phone?: number | undefined;
  readonly wide?: number | undefined;
  readonly full?: boolean | undefined;
  readonly picture?: boolean | undefined;
};

function classOf({ numeric, phone, wide, full, picture }: Placed): string | undefined {
  const parts = [numeric && "num", phone && `m${phone}`, wide && `p${wide}`, full && "full", picture && "pic"];
  return parts.filter(Boolean).join(" ") || undefined;
}
