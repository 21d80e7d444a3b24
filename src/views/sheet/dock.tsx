import { count } from "../../domain/count.ts";
import { sayMany } from "../words.ts";
import { planOf } from "./plan.ts";
import { isAnyRead, type Sheet } from "./view.ts";

type Props = Pick<Sheet, "draft" | "report" | "outlook">;

/** What is always in sight: how it stands with what was typed, and what can be done now (E2, E3). */
export function SheetDock(sheet: Props) {
  return (
    <div class="dock">
      {/* It takes no room until it says something. */}
      <p class="unseen" id="sheet-said" role="status" />
      <SheetDeeds {...sheet} />
    </div>
  );
}

/** What can be done now, and why it cannot yet. Start takes the options as they are shown. */
export function SheetDeeds(sheet: Props) {
  const path = `/imports/${sheet.draft.id}`;
  const { waits, errors, creates, fails, foreseen } = planOf(sheet);
  const label = foreseen ? `Start import of ${count(creates)} ${creates === 1 ? "user" : "users"}` : "Start import";
  return (
    <div id="sheet-deeds">
      {waits ? (
        <>
          <button type="button" class="btn big" aria-disabled="true" aria-describedby="sheet-waits">
            {label}
          </button>
          <p class="said" id="sheet-waits">
            After <Waits {...sheet} />
          </p>
        </>
      ) : (
        <>
          <button
            type="submit"
            form="options"
            formaction={`${path}/start`}
            class={creates > 0 ? "btn go big" : "btn big"}
          >
            {label}
          </button>
          <p class="said">
            {creates > 0
              ? "Can be stopped while it runs, and undone afterwards."
              : "As the file is now, nobody would be created."}
          </p>
        </>
      )}
      <div class="bar end">
        {isAnyRead(sheet.draft) && errors + fails > 0 && (
          <a class="btn big" href={`${path}?show=${errors > 0 ? "errors" : "fails"}`} data-next="">
            Next problem <kbd>F8</kbd>
          </a>
        )}
        <form class="wide-only" method="post" action={`${path}/removal`}>
          <button type="submit" class="btn bare">
            Delete this draft
          </button>
        </form>
      </div>
    </div>
  );
}

/** What has to come first, each as the way there. */
function Waits(sheet: Props) {
  const { errors, questions, blockers } = planOf(sheet);
  const ways = [
    errors > 0 && (
      <a href={isAnyRead(sheet.draft) ? `/imports/${sheet.draft.id}?show=errors` : "#columns"}>
        {sayMany(errors, "error")}
      </a>
    ),
    questions > 0 && <a href="#sheet-asks">{sayMany(questions, "question")}</a>,
    blockers > 0 && <a href="#blockers">what the account lacks</a>,
  ].filter((way) => way !== false);
  return (
    <>
      {ways.map((way, at) => (
        <>
          {at > 0 && (at === ways.length - 1 ? " and " : ", ")}
          {way}
        </>
      ))}
    </>
  );
}
