import { count } from "../../domain/count.ts";
import { type Import, type ImportRow, notCreated, type Outcome } from "../../domain/import/import.ts";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { sayBetween, sayMany, sayTime } from "../words.ts";
import { Downloads } from "./downloads.tsx";
import { HeldMails } from "./mails/held-mails.tsx";
import type { MailCount } from "./mails.ts";
import { ResultActs } from "./result/acts.tsx";
import { Mails } from "./result/mails-panel.tsx";
import { Picture } from "./result/picture.tsx";
import { Reasons } from "./result/reasons.tsx";
import { ResultRows, type RowsView } from "./result-rows.tsx";
import { sayUndone } from "./undo/words.ts";

type Props = {
  readonly viewer: Viewer;
  readonly given: Import;
  readonly mails: readonly MailCount[];
  readonly rows: readonly ImportRow[];
  /** How each row ended, in file order. */
  readonly outcomes: readonly Outcome[];
  readonly view: RowsView;
};

/** How an import ended: what was created, what was not and why, and what to do next (X1). */
export function ResultPage({ viewer, given, mails, rows, outcomes, view }: Props) {
  const heading = headingOf(given);
  return (
    <Page title={`${heading}: ${given.file.name}`} viewer={viewer} here="history">
      <Head title={heading} crumb={<Crumb given={given} />} lede={<Lede given={given} />}>
        <ResultActs given={given} />
      </Head>
      <Picture given={given} outcomes={outcomes} />
      <HeldMails given={given} mails={mails} />
      <div class="cols c2">
        <Reasons given={given} reasons={view.reasons} />
        <Mails mails={mails} />
      </div>
      <ResultRows given={given} rows={rows} view={view} />
      <Downloads given={given} />
    </Page>
  );
}

function headingOf(given: Import): string {
  const { created, skipped, rows } = given.counts;
  if (given.state === "undone") return sayUndone(given);
  const left = rows - created - skipped;
  const existed = skipped > 0 ? [`${count(skipped)} existed already`] : [];
  if (created === 0 && left === 0) return `No user was created: ${existed.join("")}`;
  if (created === 0) return [`No user was created of ${count(rows)}`, ...existed].join(", ");
  const others = left > 0 ? [`${count(left)} ${left === 1 ? "was" : "were"} not`] : [];
  return [`${sayMany(created, "user")} created`, ...others, ...existed].join(", ");
}

function Crumb({ given }: { given: Import }) {
  const { file, started_by, started_at, finished_at, created_at } = given;
  const begun = started_at ?? created_at;
  return (
    <>
      <a href="/imports">Imports</a> / {file.name} · by {started_by}, {sayTime(begun)}
      {finished_at && `, in ${sayBetween(begun, finished_at)}`}
    </>
  );
}

function Lede({ given: { state, counts, undo, undone_at } }: { given: Import }) {
  return (
    <>
      {state === "stopped" && "It was stopped before its end. "}
      {undo && undone_at !== null && (
        <>
          It was undone {sayTime(undone_at)} by <span class="long">{undo.started_by}</span>.{" "}
        </>
      )}
      {counts.failed > 0
        ? "Correct here what was wrong; nothing is uploaded a second time."
        : notCreated(counts) > 0 && "Import what is left as it is; nothing is uploaded a second time."}
    </>
  );
}
