import type { KeptChange } from "../../../domain/import/draft-change.ts";
import { Email } from "../../parts.tsx";
import { sayTime } from "../../words.ts";
import { sayChange } from "./say-change.ts";

/** Where the last change stands on the page of its draft. */
export const LAST_CHANGE = "last-change";

/** What was changed last in a draft, by whom, and the way back (I12); nothing where nothing was changed. */
export function LastChange({ path, newest }: { path: string; newest: KeptChange | null }) {
  if (newest === null) return null;
  return (
    <div id={LAST_CHANGE} class="acts">
      <span class="soft">
        Last change: <span class="breakable">{sayChange(newest)}</span>, by <Email email={newest.by} />,{" "}
        {sayTime(newest.at)}.
      </span>
      <Undo path={path} id={newest.id} />
      <a href={`${path}/changes`}>All changes</a>
    </div>
  );
}

/** Takes the newest change back. */
export function Undo({ path, id }: { path: string; id: string }) {
  return (
    <form method="post" action={`${path}/changes/${id}/undo`}>
      <button type="submit" class="link">
        Undo
      </button>
    </form>
  );
}
