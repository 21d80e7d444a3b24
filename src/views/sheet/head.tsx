import type { Notice } from "../../domain/check/report.ts";
import { Icon } from "../parts/icon.tsx";
import { Said } from "../said.tsx";
import { sayMany } from "../words.ts";
import { headingOf, planOf, sayPlan } from "./plan.ts";
import { SheetRoll } from "./roll.tsx";
import { foundIn, type Sheet } from "./view.ts";

type Props = Pick<Sheet, "report" | "outlook" | "rows"> & {
  /** Takes the focus when the page opens: that there is something to put right is heard first. */
  readonly first?: boolean;
};

/** The head of a sheet, which is sent again with each saved cell: what is the case, and each row as a dot. */
export function SheetHead({ first = false, ...sheet }: Props) {
  const { waits, errors, blockers, questions, fails, skips, foreseen } = planOf(sheet);
  const focus = first ? { tabindex: -1, autofocus: true, role: "group", "aria-labelledby": "sheet-heading" } : {};
  return (
    <div class="head" id="sheet-head" {...focus}>
      <div>
        <h1 id="sheet-heading">{headingOf(sheet)}</h1>
        <p class="lede">
          {errors + questions + blockers > 0 && foreseen && (
            <>
              Then <b>{sayPlan(sheet.outlook)}</b>.{" "}
            </>
          )}
          {!foreseen && "Who will be created can be told once it is known what the columns are. "}
          <span class="wide-only">
            {fails > 0 &&
              `${sayMany(fails, "row")} ${fails === 1 ? "asks" : "ask"} for what the account has already, or lacks. `}
            {skips > 0 && `${sayMany(skips, "row")} will be skipped: the users exist already. `}
          </span>
          {!waits && "Nothing has been created yet."}
        </p>
        <SameFile notices={sheet.report.notices} />
      </div>
      <SheetRoll rows={sheet.rows} found={foundIn(sheet.report)} waits={waits} />
    </div>
  );
}

/** That the very same file was imported before is seen before Start (E3). */
function SameFile({ notices }: { notices: readonly Notice[] }) {
  const same = notices.find(({ code }) => code === "same_file");
  if (same?.code !== "same_file") return null;
  return (
    <p class="small warn-text">
      <Icon sign="bang" /> <Said of={same} /> <a href={`/imports/${same.params.import}`}>See its result</a>
    </p>
  );
}
