import type { KeptChange } from "../../../domain/import/draft-change.ts";
import { Email } from "../../parts.tsx";
import { sayTime } from "../../words.ts";
import { sayChange } from "./say-change.ts";

/** Where the last change stands on the page of its draft. */
export const LAST_CHANGE = "last-change";

/** The page that a form of a draft goes back to: its own, or its sheet. */
export type From = "" | "sheet";

/** What was changed last in a draft, by whom, and the way back (I12); nothing where nothing was changed. */
export function LastChange({ path, newest, from = "" }: { path: string; newest: KeptChange | null; from?: From }) {
  if (newest === null) return null;
  return (
    <div id={LAST_CHANGE} class="bar small">
      <span class="soft">
        Last change: <span class="long">{sayChange(newest)}</span>, by <Email email={newest.by} />, {sayTime(newest.at)}
        .
      </span>
      <Undo path={path} id={newest.id} from={from} />
      <a href={`${path}/changes`}>All changes</a>
    </div>
  );
}

/** Takes the newest change back. */
export function Undo({ path, id, from = "" }: { path: string; id: string; from?: From }) {
  return (
    <form method="post" action={`${path}/changes/${id}/undo`}>
      {from !== "" && <input type="hidden" name="from" value={from} />}
      <button type="submit" class="link">
        Undo
      </button>
    </form>
  );
}
