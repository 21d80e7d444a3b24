import type { Problem } from "../../domain/check/report.ts";
import { isColumnKey } from "../../domain/columns.ts";
import { count } from "../../domain/count.ts";
import type { Examples } from "../../domain/file/examples.ts";
import type { ReadColumn } from "../../domain/file/read-file.ts";
import { say } from "../reader.ts";
import { Fold } from "../sheet/folds/fold.tsx";
import { Table } from "../table.tsx";
import { sayMany } from "../words.ts";
import { AS_THE_FILE_SAYS, type Chosen, columnName, columnsOf, NOT_USED } from "./columns-table.tsx";

type Props = {
  /** The address of the page. */
  readonly path: string;
  readonly columns: readonly ReadColumn[];
  /** What is wrong with the headers. */
  readonly problems: readonly Problem[];
  /** Whether every column can be assigned, those with the template's headers too. */
  readonly all?: boolean;
  /** What was chosen and could not be granted, by the names of the fields. */
  readonly chosen?: Chosen | undefined;
  readonly examples: Examples;
};

/** Says what each column of the file is that is not the template's (T4); a person chooses, and the file is read anew. */
export function ColumnsForm({ path, columns: given, problems, all = false, chosen = {}, examples }: Props) {
  const wrong = problems.length > 0;
  const twice = problems.flatMap(({ code, field }) => (code === "header_duplicate" ? field : []));
  const isOwn = (column: ReadColumn) =>
    all || !isAsItIs(column) || (column.field !== null && twice.includes(column.field));
  const [own, others] = [given.filter(isOwn), given.filter((column) => !isOwn(column))];
  if (!wrong && own.length === 0) return null;
  const told = problems.filter((problem) => !isInTable(problem, given));
  const tableColumns = columnsOf(given, chosen, examples);
  return (
    <Fold
      id="columns"
      title={wrong ? "Say what the columns of your file are" : "How the columns of your file are read"}
      figures={wrong ? undefined : count(own.length)}
      open={wrong || all}
      {...(wrong && { tone: "ask" as const })}
    >
      <form class="stack" method="post" action={`${path}/reading`} autocomplete="off">
        {wrong && own.length > 0 && (
          <p>Choose what each column is, or “not used”. What is likely is chosen already: look whether it is right.</p>
        )}
        {told.length > 0 && (
          <ul class="dots">
            {told.map((problem) => (
              <li>{say(problem)}</li>
            ))}
          </ul>
        )}
        {own.length > 0 && (
          <Table id="own-columns" caption={captionOf(own)} columns={tableColumns} rows={shown(own)} form />
        )}
        {wrong && others.length > 0 && (
          <details>
            <summary>{sayMany(others.length, "other column")}: with headers of the template, or without values</summary>
            <Table
              id="other-columns"
              caption="Read as they are headed"
              columns={tableColumns}
              rows={shown(others)}
              form
            />
          </details>
        )}
        <p class="bar">
          <button type="submit" class={wrong ? "btn go" : "btn"}>
            Read the file with these columns
          </button>
          <span class="soft small">
            Your file is not uploaded a second time. What you choose is remembered for the next file once this import
            starts.
          </span>
        </p>
      </form>
    </Fold>
  );
}

/** More of them nobody chooses one by one: the API takes all. */
const MOST_SHOWN = 100;

function shown(some: readonly ReadColumn[]): readonly ReadColumn[] {
  return some.slice(0, MOST_SHOWN);
}

function captionOf(own: readonly ReadColumn[]): string {
  const part = own.length > MOST_SHOWN ? ` The first ${count(MOST_SHOWN)} of ${count(own.length)}.` : "";
  return `Columns whose headers are not the template’s.${part}`;
}

function isAsItIs({ how, values }: ReadColumn): boolean {
  return how === "template" || (how === "ignored" && values === 0);
}

/** The table has a line for it, which says the same; what is missing has a column chosen for it there. */
function isInTable({ code, field, params }: Problem, all: readonly ReadColumn[]): boolean {
  if (code === "header_missing") return field !== null && all.some(({ suggestion }) => suggestion === field);
  if (code !== "header_unknown") return false;
  return "column" in params || ("nearest" in params && !params.lostQuotes);
}

/** Reads what was chosen: only what is otherwise than it was shown. */
export function readChosen(fields: Readonly<Record<string, string>>): Readonly<Record<string, string | null>> {
  const chosen = Object.entries(fields).flatMap(([name, value]): (readonly [string, string | null])[] => {
    const [, index] = /^column:([0-9]{1,5})$/.exec(name) ?? [];
    if (index === undefined || value === fields[columnName("was", Number(index))]) return [];
    if (value === NOT_USED) return [[`#${index}`, null]];
    if (value === AS_THE_FILE_SAYS) return [[`#${index}`, ""]];
    return isColumnKey(value) ? [[`#${index}`, value]] : [];
  });
  return Object.fromEntries(chosen);
}
