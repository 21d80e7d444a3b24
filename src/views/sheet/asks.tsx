import { Notices } from "../imports/draft-parts.tsx";
import { Questions } from "../imports/questions.tsx";
import { Blockers } from "./folds/blockers.tsx";
import { planOf } from "./plan.ts";
import type { Sheet } from "./view.ts";

/** What is to be answered or waited for before Start, and what is good to know. Sent again with each saved cell. */
export function Asks({ draft, report, outlook, rows }: Pick<Sheet, "draft" | "report" | "outlook" | "rows">) {
  const path = `/imports/${draft.id}`;
  const { errors, questions } = planOf({ report, outlook });
  return (
    <div class="asks" id="sheet-asks">
      <Questions path={path} questions={report.questions} rows={rows} next={errors === 0} />
      <Blockers path={path} blockers={report.blockers} next={errors + questions === 0} />
      <Notices notices={report.notices} />
    </div>
  );
}
