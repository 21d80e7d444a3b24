import { count } from "../../domain/count.ts";
import { address } from "../address.ts";
import { inText } from "../kinds.ts";
import { Tag } from "../parts.tsx";
import { say, words } from "../reader.ts";
import { Table, type TableColumn } from "../table.tsx";
import { CellField } from "./cell-field.tsx";
import { type CellPlace, cellName, type TypedCell } from "./cell-names.ts";
import type { ShownDraftRow } from "./draft.ts";
import { type Finding, type FoundCell, FRAGMENT, kindOfRow, willFail } from "./findings.ts";

type Props = {
  readonly caption: string;
  /** The address of the report, where the other cells of a row are to be reached; null where they are shown already. */
  readonly path: string | null;
  readonly cells: readonly FoundCell[];
  readonly rows: ReadonlyMap<number, ShownDraftRow>;
  readonly typed: readonly TypedCell[];
  /** How many other cells are as wrong as this one. */
  readonly alike: (cell: FoundCell) => number;
};

/** Each cell in which something was found, once: its field, all that is wrong with it, and the way to remove its row. */
export function FindingsTable({ caption, path, cells, rows, typed, alike }: Props) {
  const firsts = new Set([...Map.groupBy(cells, ({ row }) => row).values()].flatMap(([first]) => first ?? []));
  const columns: readonly TableColumn<FoundCell>[] = [
    { label: "Row", numeric: true, show: ({ row }) => (row === null ? "–" : count(row)) },
    { label: "User", names: true, show: ({ row }) => nameOf(row, rows) || <span class="soft">no name</span> },
    { label: "Column", show: ({ column }) => shortOf(column) },
    { label: "Value", show: (cell) => <Value cell={cell} rows={rows} typed={typed} alike={alike(cell)} /> },
    {
      label: "Problem",
      show: (cell) => (
        <>
          <Problems cell={cell} rows={rows} typed={typed} />
          {cell.row !== null && firsts.has(cell) && <WholeRow row={cell.row} path={path} />}
        </>
      ),
    },
  ];
  return <Table id="findings" caption={caption} columns={columns} rows={cells} form />;
}

type CellProps = Pick<Props, "rows" | "typed"> & { readonly cell: FoundCell };

function Value({ cell, rows, typed, alike }: CellProps & { alike: number }) {
  const place = placeOf(cell);
  if (!place) return <>–</>;
  return (
    <CellField
      place={place}
      column={shortOf(cell.column)}
      findings={cell.findings}
      now={textOf(place, rows)}
      typed={typedAt(place, typed)}
      alike={alike}
    />
  );
}

function Problems({ cell, rows, typed }: CellProps) {
  const place = placeOf(cell);
  const now = place && textOf(place, rows);
  const isOther = place && place.field !== "voicemail_pin" && (typedAt(place, typed) ?? now) !== now;
  return (
    <span id={place ? cellName("why", place) : undefined}>
      {cell.findings.map((finding) => (
        <span class="block">
          <Words finding={finding} />
        </span>
      ))}
      {isOther && (
        <span class="block soft">{now === "" ? "The draft has a blank cell now." : `The draft has “${now}” now.`}</span>
      )}
    </span>
  );
}

/** Errors need no tag: everything has to be put right. Of warnings some keep a user from being created. */
function Words({ finding }: { finding: Finding }) {
  if (!("will_fail" in finding)) return <>{say(finding)}</>;
  return (
    <>
      <Tag tone={willFail(finding) ? "bad" : "warn"}>{inText(words().kind(finding.code))}</Tag> {say(finding)}
    </>
  );
}

/** What can be done about the row: something in another cell of it, or leaving it out. */
function WholeRow({ row, path }: { row: number; path: string | null }) {
  return (
    <span class="block small">
      {path !== null && (
        <>
          <a href={address(path, { kind: kindOfRow(row) }, FRAGMENT)}>All cells of row {count(row)}</a>{" "}
        </>
      )}
      <button type="submit" class="link" name="remove" value={String(row)}>
        Remove row {count(row)}
      </button>
    </span>
  );
}

function placeOf({ row, field }: FoundCell): CellPlace | null {
  return row === null || field === null ? null : { row, field };
}

/** A PIN stands in no row that is shown. */
function textOf({ row, field }: CellPlace, rows: Props["rows"]): string {
  return rows.get(row)?.values[field] ?? "";
}

/** What was typed; of a PIN only that it is to be blank. */
function typedAt({ row, field }: CellPlace, typed: readonly TypedCell[]): string | null {
  const text = typed.find((cell) => cell.row === row && cell.field === field)?.text ?? null;
  return field === "voicemail_pin" && text !== "" ? null : text;
}

/** What is too long for a name must not stretch the table: its cell has all of it. */
const MOST_OF_NAME = 60;

function nameOf(row: number | null, rows: Props["rows"]): string {
  const name = (row !== null && rows.get(row)?.display_name) || "";
  return name.length > MOST_OF_NAME ? `${[...name].slice(0, MOST_OF_NAME).join("")}…` : name;
}

/** The header without its "(…)". */
function shortOf(column: string | null): string {
  return column?.replace(/\s*\([^)]*\)\s*$/, "") ?? "–";
}
