import { count } from "../../domain/count.ts";
import type { Import } from "../../domain/import/import.ts";
import { isOfHeaders } from "../../domain/problems/codes.ts";
import { address } from "../address.ts";
import { Page } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Say } from "../parts.tsx";
import { say, words } from "../reader.ts";
import { sayMany } from "../words.ts";
import { LastChange } from "./changes/last-change.tsx";
import { ColumnsForm } from "./columns-form.tsx";
import type { DraftProps } from "./draft.ts";
import { AskAgain, Notices, ThrowAway, Turned } from "./draft-parts.tsx";
import { FileField } from "./file-field.tsx";
import { findingsOf, type Kind, kindsOf, rowsOf } from "./findings.ts";
import { Findings } from "./findings-form.tsx";
import { Questions } from "./questions.tsx";
import { SubmitFile } from "./submit-file.tsx";

/** A file with errors: what they are by kind, each cell to be corrected in place, and the other ways on (E2). */
export function InvalidDraftPage({ viewer, draft, report, rows, view, attempt, newest, key, account }: DraftProps) {
  const { errors, questions } = report;
  const ofHeaders = errors.filter(isOfHeaders);
  const findings = findingsOf(report).filter((finding) => !isOfHeaders(finding));
  const kinds = kindsOf(errors);
  const path = `/imports/${draft.id}`;
  const problems = sayMany(errors.length, "problem");
  const inCells = errors.filter((error) => !isOfHeaders(error));
  const where = sayWhere(ofHeaders.length, rowsOf(inCells), draft.counts.rows);
  return (
    <Page title={`${problems} in ${draft.file.name}`} viewer={viewer} here="import" wrong>
      <Head
        title="Nothing was created: the file has errors"
        lede={
          <>
            <span class="long">{draft.file.name}</span> was checked as a whole.{" "}
            {ofHeaders.length > 0 ? "Say below what its columns are" : "Correct the cells below"}, or{" "}
            <a href="#corrected">upload a corrected file instead</a>.
          </>
        }
      />
      {attempt && <Turned attempt={attempt} />}
      <LastChange path={path} newest={newest} />
      <Say
        id="summary"
        tone="bad"
        heading={`There ${errors.length === 1 ? "is" : "are"} ${problems} in ${where}`}
        first
      >
        <Summary path={path} kinds={kinds} />
      </Say>
      <Questions path={path} questions={questions} rows={rows} />
      <ColumnsForm
        path={path}
        columns={draft.columns}
        problems={ofHeaders}
        isSaid={({ code }) => saysSentence(kinds, code)}
        chosen={attempt?.chosen}
      />
      <Notices notices={report.notices} />
      <AskAgain draft={draft} />
      {findings.length > 0 && (
        <Findings
          path={path}
          findings={findings}
          view={view}
          rows={rows}
          many={draft.counts.rows}
          typed={attempt?.typed ?? []}
          next={ofHeaders.length === 0 && questions.length === 0}
        />
      )}
      <Corrected draft={draft} formKey={key} account={account} />
      <ThrowAway draft={draft} />
    </Page>
  );
}

function sayWhere(headers: number, wrong: number, rows: number): string {
  const inRows = `${count(wrong)} of ${sayMany(rows, "row")}`;
  if (headers === 0) return inRows;
  return wrong === 0 ? "the header row" : `the header row and ${inRows}`;
}

/** With more kinds than this the list names them only: the sentences stand below, at their cells. */
const MOST_SENTENCES = 10;

function Summary({ path, kinds }: { path: string; kinds: readonly Kind[] }) {
  return (
    <ul class="dots">
      {kinds.map(({ code, many, sample }) => (
        <li>
          <a href={isOfHeaders({ code }) ? "#columns" : address(path, { kind: code }, "problems")}>
            {words().kind(code)}: {count(many)}
          </a>
          {saysSentence(kinds, code) && ` – ${say(sample)}`}
        </li>
      ))}
    </ul>
  );
}

/** Tells whether the list has the sentence of a kind, which all of that kind share. */
function saysSentence(kinds: readonly Kind[], code: Kind["code"]): boolean {
  return kinds.length <= MOST_SENTENCES && kinds.some((kind) => kind.code === code && kind.alike);
}

/** Takes the corrected file, with the options of the one that it replaces. */
function Corrected({ draft, formKey, account }: { draft: Import; formKey: string; account: string }) {
  const { services, passwords, password_recipient, existing, mails, mails_at } = draft.options;
  return (
    <form
      class="panel stack read"
      method="post"
      action="/imports"
      enctype="multipart/form-data"
      aria-labelledby="corrected"
    >
      <h2 id="corrected">Upload a corrected file instead</h2>
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="account" value={account} />
      <input type="hidden" name="services" value={services.join(",") || "none"} />
      <input type="hidden" name="passwords" value={passwords} />
      <input type="hidden" name="password_recipient" value={password_recipient ?? ""} />
      <input type="hidden" name="existing" value={existing} />
      <input type="hidden" name="mails" value={mails_at === null ? mails : "at"} />
      <input type="hidden" name="mails_at" value={mails_at ?? ""} />
      <p>The services, the way of the passwords and all else stay as you have chosen them.</p>
      <FileField label="Choose the corrected file, or drop it here" />
      <SubmitFile next={false} />
    </form>
  );
}
