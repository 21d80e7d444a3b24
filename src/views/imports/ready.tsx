import type { Blocker, Report } from "../../domain/check/report.ts";
import { count } from "../../domain/count.ts";
import type { Import } from "../../domain/import/import.ts";
import type { Shortfall } from "../../domain/problems/codes/imports.ts";
import { sayServices } from "../kinds.ts";
import { Page } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Facts, Say } from "../parts.tsx";
import { say } from "../reader.ts";
import { Table, type TableColumn } from "../table.tsx";
import { sayMany, sayTime } from "../words.ts";
import { LastChange } from "./changes/last-change.tsx";
import { ColumnsForm } from "./columns-form.tsx";
import type { DraftProps } from "./draft.ts";
import { AskAgain, Notices, ThrowAway, Turned } from "./draft-parts.tsx";
import { nameOfEncoding } from "./encodings.ts";
import { findingsOf, rowsOf, wholeRowOf, willFail } from "./findings.ts";
import { Findings } from "./findings-form.tsx";
import { Questions } from "./questions.tsx";

/** A checked file that may be started: what will be created, what will not, and what stands in the way (E3). */
export function ReadyDraftPage({ viewer, draft, report, rows, view, attempt, newest }: DraftProps) {
  const findings = findingsOf(report);
  const failing = rowsOf(findings.filter(willFail));
  const asked = report.questions.length > 0;
  const blocked = report.blockers.length > 0 || asked;
  const skipped = draft.problem_counts.rows_will_skip;
  const plan = sayPlan(draft.counts.rows - skipped, failing, skipped);
  const heading = sayHeading(plan, report);
  const path = `/imports/${draft.id}`;
  return (
    <Page title={heading} viewer={viewer} here="import" wrong={report.blockers.length > 0 || attempt !== null}>
      <Head
        title={heading}
        lede={
          <>
            <span class="long">{draft.file.name}</span> has been checked{blocked && `: ${plan}`}. Nothing has been
            created yet.
          </>
        }
      />
      {attempt && <Turned attempt={attempt} />}
      <LastChange path={path} newest={newest} />
      <Questions path={path} questions={report.questions} rows={rows} />
      <div class="cols side">
        <div class="stack">
          <Blockers blockers={report.blockers} />
          <Notices notices={report.notices} />
          <AskAgain draft={draft} />
        </div>
        <Plan draft={draft} />
      </div>
      <ColumnsForm path={path} columns={draft.columns} problems={[]} chosen={attempt?.chosen} />
      {(findings.length + (attempt?.typed.length ?? 0) > 0 || wholeRowOf(view) !== null) && (
        <Findings
          path={path}
          findings={findings}
          view={view}
          rows={rows}
          many={draft.counts.rows}
          typed={attempt?.typed ?? []}
        />
      )}
      <div class="dock">
        {!asked && <Start draft={draft} blocked={blocked} failing={failing} />}
        <ThrowAway draft={draft} />
      </div>
    </Page>
  );
}

function sayHeading(plan: string, { questions, blockers }: Report): string {
  if (questions.length > 0)
    return `${questions.length === 1 ? "One question" : "Two questions"} before the import can start`;
  return blockers.length > 0 ? "The import cannot start yet" : plan;
}

/** Of `rows` that ask for a user who does not exist, and of those that are skipped (I10). */
function sayPlan(rows: number, failing: number, skipped: number): string {
  return [
    `${sayMany(rows - failing, "user")} will be created`,
    ...(failing > 0 ? [`${count(failing)} will not`] : []),
    ...(skipped > 0 ? [`${count(skipped)} ${skipped === 1 ? "exists" : "exist"} already`] : []),
  ].join(", ");
}

function Blockers({ blockers }: { blockers: readonly Blocker[] }) {
  if (blockers.length === 0) return null;
  return (
    <Say id="blockers" tone="bad" heading="What stands in the way" first>
      {blockers.map((blocker) => (
        <>
          <p>
            {say(blocker)} <WayOut blocker={blocker} />
          </p>
          {blocker.code === "insufficient_subscriptions" && (
            <Table id="shortfalls" caption="Licences" columns={shortfallColumns} rows={blocker.params.subscriptions} />
          )}
        </>
      ))}
    </Say>
  );
}

/** Where the account is put right (B1 to B3). */
function WayOut({ blocker }: { blocker: Blocker }) {
  switch (blocker.code) {
    case "import_in_progress":
      return <a href={`/imports/${blocker.params.running?.id ?? ""}`}>See the running import</a>;
    case "insufficient_subscriptions":
      return <a href="/subscriptions">Go to Licences</a>;
    case "service_not_installed":
      return <a href="/services">Go to Services</a>;
    default:
      return blocker satisfies never;
  }
}

const shortfallColumns: readonly TableColumn<Shortfall>[] = [
  { label: "Type", names: true, phone: 1, show: ({ type }) => type },
  { label: "Needed", numeric: true, phone: 3, show: ({ needed }) => count(needed) },
  { label: "Available", numeric: true, phone: 4, show: ({ available }) => count(available) },
  { label: "Missing", numeric: true, phone: 2, show: ({ missing }) => count(missing) },
];

function Start({ draft, blocked, failing }: { draft: Import; blocked: boolean; failing: number }) {
  if (blocked) {
    return (
      <a class="btn go big" href={`/imports/${draft.id}`}>
        Check again
      </a>
    );
  }
  // Where nobody would be created, starting is not what comes next.
  const some = failing + draft.problem_counts.rows_will_skip < draft.counts.rows;
  return (
    <form id="start" class="bar" method="post" action={`/imports/${draft.id}/start`}>
      <button type="submit" class={some ? "btn go big" : "btn big"}>
        {failing > 0 ? "Start import anyway" : "Start import"}
      </button>
      {failing > 0 && (
        <a class={some ? "btn big" : "btn go big"} href="#problems">
          Fix rows
        </a>
      )}
    </form>
  );
}

const routes = { users: "to each user", recipient: "to one address", none: "not sent" } as const;

function sayMailTime({ mails, mails_at }: Import["options"]): string {
  if (mails_at !== null) return `on ${sayTime(mails_at)}`;
  return mails === "hold" ? "when somebody releases them" : "at once";
}

function Plan({ draft: { file, counts, options } }: { draft: Import }) {
  return (
    <aside class="panel stack" aria-label="This import">
      <h2>This import</h2>
      <Facts
        facts={[
          ["Rows", count(counts.rows)],
          ["Services", sayServices(options.services)],
          ["Users who exist already", options.existing === "skip" ? "skipped" : "not created"],
          ["Passwords", options.password_recipient ?? routes[options.passwords]],
          ["Mails go", sayMailTime(options)],
          ["Read as", nameOfEncoding(file.encoding)],
        ]}
      />
    </aside>
  );
}
