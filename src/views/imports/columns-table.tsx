import { columns } from "../../domain/columns.ts";
import { count } from "../../domain/count.ts";
import { columnLetters } from "../../domain/file/column-letters.ts";
import type { Examples } from "../../domain/file/examples.ts";
import type { ReadColumn } from "../../domain/file/read-file.ts";
import type { TableColumn } from "../table.tsx";

/** What a select has for a column that is not used, and for what the file says itself. */
export const NOT_USED = "-";
export const AS_THE_FILE_SAYS = "=";

/** Names the field with what a column is to be, and the one with what it was when it was shown. */
export function columnName(part: "column" | "was", index: number): string {
  return `${part}:${index}`;
}

/** The fields of the form as they were sent. */
export type Chosen = Readonly<Record<string, string>>;

/** The columns of the table in which a person says what each column of a file is. */
export function columnsOf(
  all: readonly ReadColumn[],
  chosen: Chosen,
  examples: Examples,
): readonly TableColumn<ReadColumn>[] {
  const titles = Map.groupBy(all, ({ header }) => header.toLowerCase());
  const titleOf = ({ header, index }: ReadColumn) => {
    const letters = columnLetters(index - 1);
    if (header === "") return `Column ${letters}, without a header`;
    return (titles.get(header.toLowerCase()) ?? []).length > 1 ? `${header} (column ${letters})` : header;
  };
  return [
    { label: "Column of your file", names: true, show: (column) => <span class="long">{titleOf(column)}</span> },
    { label: "Values", numeric: true, show: ({ values }) => count(values) },
    { label: "Such as", show: ({ index, values }) => <Few shown={examples} index={index} values={values} /> },
    {
      label: "Read as",
      full: true,
      show: (column) => (
        <Choose column={column} title={titleOf(column)} given={chosen[columnName("column", column.index)]} />
      ),
    },
  ];
}

/** What may be a PIN is not shown, and that it is not is said (M8). */
function Few({ shown, index, values: all }: { shown: Examples; index: number; values: number }) {
  const values = shown.get(index) ?? [];
  if (shown.size > 0 && values.length === 0 && all > 0) return <span class="soft">not shown: may be PINs</span>;
  return (
    <span class="soft long">
      {values.map((value, at) => (
        <>
          {at > 0 && " · "}
          <bdi>{value}</bdi>
        </>
      ))}
    </span>
  );
}

type ChooseProps = {
  readonly column: ReadColumn;
  readonly title: string;
  /** What was chosen before, and could not be granted. */
  readonly given: string | undefined;
};

/** An unknown header has what it most likely means chosen; what nobody can tell is not used unless somebody says so. */
function Choose({ column, title, given }: ChooseProps) {
  const { index, how, field, suggestion } = column;
  const now = how === "unknown" ? "" : (field ?? NOT_USED);
  const chosen = given ?? (how === "unknown" ? (suggestion ?? NOT_USED) : now);
  return (
    <>
      <input type="hidden" name={columnName("was", index)} value={now} />
      <select class="input" name={columnName("column", index)} aria-label={`What ${title} is`}>
        <option value={NOT_USED} selected={chosen === NOT_USED}>
          not used
        </option>
        {(how === "assigned" || how === "remembered") && (
          <option value={AS_THE_FILE_SAYS} selected={chosen === AS_THE_FILE_SAYS}>
            as its header says
          </option>
        )}
        {columns.map(({ key, name }) => (
          <option value={key} selected={chosen === key}>
            {name}
          </option>
        ))}
      </select>
    </>
  );
}
