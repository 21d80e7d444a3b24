import type { Report } from "../../domain/check/report.ts";
import { count } from "../../domain/count.ts";
import type { Import } from "../../domain/import/import.ts";
import { findingsOf, rowsOf, willFail } from "../imports/findings.ts";
import { sayMany } from "../words.ts";

type Props = { readonly draft: Import; readonly report: Report };

/** What would happen now: how many users would be created, how many rows would not, and what has to be put right first. */
export function planOf({ draft, report }: Props) {
  const fails = rowsOf(findingsOf({ ...report, errors: [] }).filter(willFail));
  const errors = report.errors.length;
  const skips = draft.problem_counts.rows_will_skip;
  return {
    errors,
    questions: report.questions.length,
    blockers: report.blockers.length,
    fails,
    skips,
    creates: draft.counts.rows - fails - skips,
  };
}

/** The heading of a sheet: what is the case. */
export function headingOf(props: Props): string {
  const { errors, questions, creates } = planOf(props);
  const open = [errors > 0 && sayMany(errors, "error"), questions > 0 && sayMany(questions, "question")];
  const named = open.filter((part) => part !== false);
  return named.length > 0
    ? `${named.join(" and ")} before anyone is created`
    : `${sayMany(creates, "user")} will be created`;
}

/** The head of a sheet, which is sent again with each saved cell. */
export function SheetHead({ draft, report }: Props) {
  const { errors, questions, fails, skips, creates } = planOf({ draft, report });
  const first = errors + questions > 0;
  return (
    <div id="sheet-head">
      <h1>{headingOf({ draft, report })}</h1>
      <p class="lede">
        {first && (
          <>
            Then <b>{sayMany(creates, "user")} will be created</b>.{" "}
          </>
        )}
        {fails > 0 && `${sayMany(fails, "row")} will not: the account has what they ask for already, or lacks it. `}
        {skips > 0 && `${sayMany(skips, "row")} will be skipped: the users exist already. `}
        {!first && fails === 0 && "Every row of the file is in order. Nothing has been created yet."}
      </p>
    </div>
  );
}

/** What can be done now, always in sight, and why it cannot yet (E3). */
export function SheetDock({ draft, report }: Props) {
  const path = `/imports/${draft.id}`;
  const { errors, questions, blockers, creates } = planOf({ draft, report });
  const waits = errors + questions + blockers > 0;
  return (
    <div class="dock" id="sheet-dock">
      {waits ? (
        <p>
          <b>{sayMany(creates, "user")}</b> can be imported after{" "}
          {errors > 0 && <a href={`${path}/sheet?show=errors`}>{sayMany(errors, "error")}</a>}
          {errors > 0 && questions + blockers > 0 && " and "}
          {questions > 0 && <a href={path}>{sayMany(questions, "question")}</a>}
          {questions > 0 && blockers > 0 && " and "}
          {blockers > 0 && <a href={path}>what the account lacks</a>}
        </p>
      ) : (
        <form method="post" action={`${path}/start`}>
          <button type="submit" class="btn go big">
            Start import of {count(creates)} {creates === 1 ? "user" : "users"}
          </button>
        </form>
      )}
    </div>
  );
}
