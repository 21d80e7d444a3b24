import { type ColumnKey, columnOf } from "../../domain/columns.ts";
import { inText } from "../kinds.ts";
import { Tag } from "../parts.tsx";
import { say, words } from "../reader.ts";
import { Table, type TableColumn } from "../table.tsx";
import { CellField } from "./cell-field.tsx";
import { cellName, type TypedCell } from "./cell-names.ts";
import { type Finding, type FoundCell, willFail } from "./findings.ts";

type Props = {
  readonly row: number;
  readonly cells: readonly FoundCell[];
  /** What stands in a cell of the row now. */
  readonly textOf: (field: ColumnKey) => string;
  /** What a person has typed, and could not be saved. */
  readonly typed: readonly TypedCell[];
  /** How many other cells are as wrong as this one. */
  readonly alike: (cell: FoundCell) => number;
};

/** All cells of a row, each with its field and all that is wrong with it. */
export function FindingsTable({ row, cells, textOf, typed, alike }: Props) {
  const typedIn = (field: ColumnKey | null) => typedAt(typed, field);
  const columns: readonly TableColumn<FoundCell>[] = [
    { label: "Column", names: true, show: ({ field }) => (field === null ? "The row" : columnOf(field).name) },
    {
      label: "Value",
      full: true,
      show: (cell) =>
        cell.field === null ? (
          "–"
        ) : (
          <CellField
            place={{ row, field: cell.field }}
            column={columnOf(cell.field).name}
            findings={cell.findings}
            now={textOf(cell.field)}
            typed={typedIn(cell.field)}
            alike={alike(cell)}
          />
        ),
    },
    {
      label: "Problem",
      show: ({ field, findings }) => (
        <span id={field === null ? undefined : cellName("why", { row, field })}>
          {findings.map((finding) => (
            <span class="block">
              <Words finding={finding} />
            </span>
          ))}
          {field !== null && <Now now={textOf(field)} typed={field === "voicemail_pin" ? null : typedIn(field)} />}
        </span>
      ),
    },
  ];
  return <Table id="findings" caption={`All cells of row ${row}`} columns={columns} rows={cells} form />;
}

/** What the draft has beside what was typed and turned down. */
function Now({ now, typed }: { now: string; typed: string | null }) {
  if (typed === null || typed === now) return null;
  return (
    <span class="block soft">{now === "" ? "The draft has a blank cell now." : `The draft has “${now}” now.`}</span>
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

/** What was typed; of a PIN only that it is to be blank. */
function typedAt(typed: readonly TypedCell[], field: ColumnKey | null): string | null {
  const text = typed.find((cell) => cell.field === field)?.text ?? null;
  return field === "voicemail_pin" && text !== "" ? null : text;
}
