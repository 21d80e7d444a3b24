import type { Question } from "../../domain/check/report.ts";
import { type ColumnKey, columnOf, isColumnKey } from "../../domain/columns.ts";
import { count } from "../../domain/count.ts";
import type { ReadAs, ShiftedRow } from "../../domain/problems/codes/questions.ts";
import { Field } from "../fields.tsx";
import { say } from "../reader.ts";
import { Fold } from "../sheet/folds/fold.tsx";
import { rowAddress, type ShownRow } from "../sheet/view.ts";
import { Table, type TableColumn } from "../table.tsx";
import { sayMany } from "../words.ts";
import { revisionName } from "./cell-names.ts";
import { nameOfEncoding } from "./encodings.ts";

type Props = {
  /** The address of the page. */
  readonly path: string;
  readonly questions: readonly Question[];
  readonly rows: readonly ShownRow[];
  /** Whether answering is what comes next. */
  readonly next: boolean;
};

/** What is to be answered before anything is created (Q1, Q2). */
export function Questions({ path, questions, rows, next }: Props) {
  return (
    <>
      {questions.map((question) =>
        question.code === "encoding_guessed" ? (
          <Encoding path={path} question={question} encodings={question.params.encodings} />
        ) : (
          <Shifted path={path} question={question} shifted={question.params.rows} rows={rows} next={next} />
        ),
      )}
    </>
  );
}

type EncodingProps = { readonly path: string; readonly question: Question; readonly encodings: readonly ReadAs[] };

/** Each likely encoding with the values as it reads them; the file need not be sent again. */
function Encoding({ path, question, encodings }: EncodingProps) {
  return (
    <Fold id="ask-encoding" title="In which of these are all letters right?" tone="ask" open>
      <p>{say(question)}</p>
      <form method="post" action={`${path}/reading`}>
        <Table
          id="encodings"
          caption="The same values, read in each way"
          columns={encodingColumns}
          rows={encodings}
          form
        />
      </form>
      <details>
        <summary>None of them is right</summary>
        <form class="stack read" method="post" action={`${path}/reading`}>
          <Field
            name="encoding"
            label="Name of the encoding"
            hint="Such as windows-1257, iso-8859-5 or euc-jp. Whoever made the file can tell."
            maxlength={40}
            required
          />
          <button type="submit" class="btn">
            Read the file in this encoding
          </button>
        </form>
      </details>
    </Fold>
  );
}

const encodingColumns: readonly TableColumn<ReadAs>[] = [
  {
    label: "Values",
    names: true,
    show: ({ values }) =>
      values.map((value) => (
        <span class="block">
          <q class="long">{value}</q>
        </span>
      )),
  },
  { label: "Read as", show: ({ encoding }) => nameOfEncoding(encoding) },
  {
    label: "Choose",
    full: true,
    show: ({ encoding }) => (
      <button type="submit" class="btn low" name="encoding" value={encoding}>
        These are right<span class="unseen">: {nameOfEncoding(encoding)}</span>
      </button>
    ),
  },
];

/** So many rows are shown; the CSV of problems has all. */
const MOST_ROWS = 50;

type ShiftedProps = {
  readonly path: string;
  readonly question: Question;
  readonly shifted: readonly ShiftedRow[];
  readonly rows: Props["rows"];
  readonly next: boolean;
};

/** What each column of a row would get, with the ways to put it right, or to say that it is. */
function Shifted({ path, question, shifted, rows, next }: ShiftedProps) {
  const revisions = new Map(rows.map((row) => [row.row, row.revision]));
  const shown = shifted.slice(0, MOST_ROWS);
  const only = shifted.length === 1;
  const part = shown.length < shifted.length ? ` The first ${count(shown.length)} of ${count(shifted.length)}.` : "";
  const tableColumns: readonly TableColumn<ShiftedRow>[] = [
    { label: "Row", numeric: true, show: ({ row }) => count(row) },
    { label: "What each column would get", names: true, show: ({ values }) => <Values values={values} /> },
    {
      label: "If this is wrong",
      show: ({ row }) => <WaysOut path={path} row={row} revision={revisions.get(row)} />,
    },
  ];
  return (
    <Fold
      id="shifted"
      title={`${only ? "Is this row" : `Are these ${count(shifted.length)} rows`} right?`}
      tone="ask"
      open={next}
    >
      <p>{say(question)}</p>
      <Table id="shifted-rows" caption={`Rows to look at.${part}`} columns={tableColumns} rows={shown} form />
      <form class="bar" method="post" action={`${path}/answers`}>
        <button type="submit" class="btn" name="confirm" value="cells_shifted">
          {only ? "This row is right" : `These ${sayMany(shifted.length, "row")} are right`}
        </button>
        {part && <a href={`${path}/problems.csv`}>Download them all (CSV)</a>}
      </form>
    </Fold>
  );
}

/** In the order of the file: so one sees what has moved. */
function Values({ values }: { values: { readonly [K in ColumnKey]?: string } }) {
  return (
    <>
      {Object.entries(values).map(([key, value]) =>
        value && isColumnKey(key) ? (
          <span class="block">
            {columnOf(key).name}: <b class="long">{value}</b>
          </span>
        ) : null,
      )}
    </>
  );
}

function WaysOut({ path, row, revision }: { path: string; row: number; revision: number | undefined }) {
  return (
    <form method="post" action={`${path}/rows`}>
      <input type="hidden" name={revisionName(row)} value={String(revision ?? "")} />
      <a href={rowAddress(path, row)}>Correct row {count(row)}</a>{" "}
      <button type="submit" class="link" name="remove" value={String(row)}>
        Remove row {count(row)}
      </button>
    </form>
  );
}
