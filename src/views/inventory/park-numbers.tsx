import { count } from "../../domain/count.ts";
import { MAX_NUMBERS_PARKED } from "../../domain/limits.ts";
import type { Failure } from "../../domain/problems/result.ts";
import type { Sayable } from "../../domain/problems/say.ts";
import { Wrong } from "../fields.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Say } from "../parts.tsx";
import { say } from "../reader.ts";
import { Refusal } from "../refusal.tsx";
import { Table, type TableColumn } from "../table.tsx";
import { sayMany } from "../words.ts";

/** A value that is no number: where it stands, and what is wrong with it. */
export type RejectedNumber = {
  readonly place: string;
  readonly value: string;
  readonly problem: Sayable;
  readonly suggestion: string | null;
};

/** What became of a list of which some were rejected. */
export type ParkedSome = {
  readonly parked: number;
  readonly already_present: number;
  readonly rejected: readonly RejectedNumber[];
};

type Props = {
  readonly viewer: Viewer;
  /** What stands in the field. */
  readonly text?: string;
  readonly outcome?: ParkedSome | null;
  readonly failure?: Failure | null;
};

/** Parks many numbers at once, pasted or from a file; after that, what was rejected and why, ready to be put right. */
export function ParkNumbersPage({ viewer, text = "", outcome = null, failure = null }: Props) {
  const wrong = failure !== null || outcome?.parked === 0;
  return (
    <Page title="Park numbers" viewer={viewer} here="numbers" wrong={wrong}>
      <Head
        title="Park numbers"
        lede="A parked number is on the account and nobody has it yet. Users get theirs at an import, or one by one."
      />
      {failure && <Refusal failure={failure} heading="No number was parked" />}
      {outcome && <Outcome outcome={outcome} />}
      <form class="panel roomy stack read" method="post" action="/numbers" enctype="multipart/form-data">
        <ListField text={text} again={outcome !== null} />
        <div class="field">
          <label class="label" for="file">
            Or a file
          </label>
          <span class="hint" id="file-hint">
            CSV or text. Where it has several columns, head the one with the numbers “Phone Number”.
          </span>
          <input
            id="file"
            name="file"
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            aria-describedby="file-hint"
          />
        </div>
        <div class="bar">
          <button type="submit" class="btn go">
            Park these numbers
          </button>
          <a href="/numbers">See the numbers</a>
        </div>
      </form>
    </Page>
  );
}

type ListFieldProps = { readonly text: string; readonly again: boolean };

function ListField({ text, again }: ListFieldProps) {
  return (
    <div class={again ? "field wrong" : "field"}>
      <label class="label" for="numbers">
        {again ? "The rejected ones, to put right" : "Paste the numbers"}
      </label>
      <span class="hint" id="numbers-hint">
        One a line, or with commas between them, in any format. Each has its country code in front, such as +1 415 555
        0123; the plus may be missing. At most {count(MAX_NUMBERS_PARKED)} at once. What is there already stays as it
        is.
      </span>
      {again && (
        <Wrong id="numbers-wrong">
          Why they were rejected stands above. Where it is clear what was meant, that is filled in: look at it.
        </Wrong>
      )}
      <textarea
        class="input verbatim"
        id="numbers"
        name="numbers"
        rows={8}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={again ? "true" : undefined}
        aria-describedby={again ? "numbers-hint numbers-wrong" : "numbers-hint"}
      >
        {text}
      </textarea>
    </div>
  );
}

/** So many reasons are shown at once. */
const MOST_SHOWN = 50;

function Outcome({ outcome: { parked, already_present, rejected } }: { outcome: ParkedSome }) {
  const more = rejected.length - MOST_SHOWN;
  return (
    <>
      <Say id="refusal" tone={parked > 0 ? "warn" : "bad"} heading={headingOf(parked, rejected.length)} first>
        <p>
          {sayPresent(already_present)} {more > 0 && `The first ${MOST_SHOWN} that were rejected are listed.`} Put the
          rejected ones right in the field below, and park them again.
        </p>
      </Say>
      <Table id="rejected" caption="Rejected" columns={columns} rows={rejected.slice(0, MOST_SHOWN)} />
    </>
  );
}

function headingOf(parked: number, rejected: number): string {
  return `${parked > 0 ? sayMany(parked, "number") : "No number was"} parked, ${count(rejected)} rejected`;
}

function sayPresent(present: number): string {
  return present > 0 ? `${sayMany(present, "number was", "numbers were")} there already.` : "";
}

const columns: readonly TableColumn<RejectedNumber>[] = [
  { label: "Line", numeric: true, wide: 3, show: ({ place }) => place },
  { label: "What it says", names: true, phone: 1, show: ({ value }) => <span class="long">{value}</span> },
  { label: "Why not", phone: 3, full: true, show: ({ problem }) => say(problem) },
];
