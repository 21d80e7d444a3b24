import { isOfHeaders } from "../../domain/problems/codes.ts";
import { revisionName } from "../imports/cell-names.ts";
import type { DraftProps } from "../imports/draft.ts";
import { Turned } from "../imports/draft-parts.tsx";
import { cellsOfRow, countAlike, findingsOf, willFail } from "../imports/findings.ts";
import { FindingsTable } from "../imports/findings-table.tsx";
import { Page } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { sayMany } from "../words.ts";
import { headingOf } from "./plan.ts";
import type { ShownRow } from "./view.ts";

type Props = Pick<DraftProps, "viewer" | "sheet" | "attempt"> & { readonly row: ShownRow };

/** All cells of one row of a draft as fields (V6): the sheet row by row, for where no script runs, and for long texts. */
export function RowPage({ viewer, sheet, attempt, row }: Props) {
  const { draft, report, rows } = sheet;
  const path = `/imports/${draft.id}`;
  const findings = findingsOf(report).filter((finding) => !isOfHeaders(finding));
  const wrong = findings.filter((finding) => finding.row === row.row && willFail(finding)).length;
  const values = new Map(rows.map((one) => [one.row, one.values]));
  const name = row.values.display_name ?? "";
  const next = rows[rows.findIndex((one) => one.row === row.row) + 1];
  return (
    <Page
      title={`Row ${row.row} of ${draft.file.name}`}
      viewer={viewer}
      here="import"
      wrong={wrong > 0 || attempt !== null}
    >
      <Head
        title={wrong > 0 ? `${sayMany(wrong, "problem")} in row ${row.row}` : `Row ${row.row} is in order`}
        crumb={
          <>
            <a href="/imports">Imports</a> / <a href={path}>{draft.file.name}</a> / Row {row.row}
          </>
        }
        lede={
          <>
            {name && <b class="long">{shortened(name)}. </b>}
            In the whole file: {headingOf(sheet)}.
          </>
        }
      >
        <a class="btn" href={path}>
          Back to the file
        </a>
        {next && (
          <a class="btn" href={`${path}?show=row:${next.row}`}>
            Next row
          </a>
        )}
      </Head>
      {attempt && <Turned attempt={attempt} />}
      <form class="stack" id="row" method="post" action={`${path}/rows`} autocomplete="off">
        {/* Enter in a cell presses the first button of its form, which must not be the one that removes the row. */}
        <button type="submit" class="unseen" tabindex={-1} name="go" value="next">
          Save and go to the next problem
        </button>
        <input type="hidden" name="show" value={`row:${row.row}`} />
        <input type="hidden" name={revisionName(row.row)} value={String(row.revision)} />
        <FindingsTable
          row={row.row}
          cells={cellsOfRow(findings, row.row)}
          textOf={(field) => row.values[field] ?? ""}
          typed={attempt?.typed ?? []}
          alike={(cell) => countAlike(findings, cell, (at, field) => values.get(at)?.[field] ?? "")}
        />
        <div class="dock">
          <button type="submit" class="btn go big">
            Save and check again
          </button>
          <button type="submit" class="btn big" name="go" value="next">
            Save, next problem
          </button>
          {/* Shown by the stylesheet once something was typed: nothing above it moves. */}
          <p class="unsaved" role="status">
            What you have typed is not saved yet.
          </p>
          <div class="bar end">
            <button type="submit" class="btn stop" name="remove" value={String(row.row)}>
              Remove row {row.row}
            </button>
          </div>
        </div>
      </form>
    </Page>
  );
}

/** What is too long for a name must not stretch the page: its cell has all of it. */
const MOST_OF_NAME = 60;

function shortened(name: string): string {
  return name.length > MOST_OF_NAME ? `${[...name].slice(0, MOST_OF_NAME).join("")}…` : name;
}
