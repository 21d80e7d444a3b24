import { count } from "../../domain/count.ts";
import { type Continuation, leftToContinue } from "../../domain/import/continuation.ts";
import type { LeftOutcome } from "../../domain/import/continues.ts";
import type { Import, ImportRow, Outcome } from "../../domain/import/import.ts";
import type { Waiting } from "../../domain/mail/waiting.ts";
import { may } from "../may.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Time } from "../parts/time.tsx";
import { sayBetween, sayMany } from "../words.ts";
import { Downloads } from "./downloads.tsx";
import { HeldMails } from "./mails/held-mails.tsx";
import { type MailCount, manyMails } from "./mails.ts";
import { ResultActs } from "./result/acts.tsx";
import { Continuations } from "./result/continuations.tsx";
import { areMoving, Mails } from "./result/mails-panel.tsx";
import { Picture } from "./result/picture.tsx";
import { Reasons } from "./result/reasons.tsx";
import { TooLate } from "./result/too-late.tsx";
import { ResultRows, type RowsView } from "./result-rows.tsx";
import { sayUndone } from "./undo/words.ts";

/** What is known of a result. */
type Props = {
  readonly viewer: Viewer;
  readonly given: Import;
  readonly mails: readonly MailCount[];
  readonly rows: readonly ImportRow[];
  /** How each row ended, in file order. */
  readonly outcomes: readonly Outcome[];
  readonly view: RowsView;
  /** Why mails wait, where that is known. */
  readonly waiting?: Waiting | null;
  /** What was made of the rows that were not created, the newest first. */
  readonly continuations?: readonly Continuation[];
  /** Whether Stop was pressed, and came too late. */
  readonly late?: boolean;
};

/** How an import ended: what was created, what was not and why, and what to do next (X1). */
export function ResultPage({ viewer, given, mails, rows, outcomes, view, ...more }: Props) {
  const { waiting = null, continuations = [], late = false } = more;
  const heading = headingOf(given);
  const open = leftToContinue(given.counts, continuations);
  const moving = areMoving({ given, mails, waiting });
  return (
    <Page title={`${heading}: ${given.file.name}`} viewer={viewer} here="history" live={moving ? 0 : null}>
      <Head title={heading} crumb={<Crumb given={given} />} lede={<Lede given={given} mails={mails} open={open} />}>
        <ResultActs given={given} open={open} continuations={continuations} />
      </Head>
      {late && <TooLate given={given} />}
      <Continuations continuations={continuations} />
      <Picture given={given} outcomes={outcomes} />
      <HeldMails given={given} mails={mails} />
      <div class="cols c2">
        <Reasons given={given} reasons={view.reasons} />
        <Mails given={given} mails={mails} waiting={waiting} />
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
  const { file, started_by, started_at, finished_at, created_at, continues } = given;
  const begun = started_at ?? created_at;
  return (
    <>
      <a href="/imports">Imports</a> / {file.name} · by {started_by}, <Time at={begun} />
      {finished_at && `, in ${sayBetween(begun, finished_at)}`}
      {continues && (
        <>
          {" "}
          · it continues <a href={`/imports/${continues.import}`}>an earlier import</a>
        </>
      )}
    </>
  );
}

function Lede({ given, mails, open }: Pick<Props, "given" | "mails"> & { open: readonly LeftOutcome[] }) {
  const { state, undo, undone_at } = given;
  const cancelled = manyMails(mails, "cancelled");
  return (
    <>
      {state === "stopped" && "It was stopped before its end. "}
      {undo && undone_at !== null && (
        <>
          It was undone <Time at={undone_at} /> by <span class="long">{undo.started_by}</span>.{" "}
          {cancelled > 0 && `${sayMany(cancelled, "mail")} that waited ${cancelled === 1 ? "was" : "were"} cancelled. `}
        </>
      )}
      {may("POST /imports/:id/continuation") &&
        (open.includes("failed")
          ? "Correct here what was wrong; nothing is uploaded a second time."
          : open.length > 0 && "Import what is left as it is; nothing is uploaded a second time.")}
    </>
  );
}
