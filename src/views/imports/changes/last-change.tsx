import type { KeptChange } from "../../../domain/import/draft-change.ts";
import { May } from "../../may.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Time } from "../../parts/time.tsx";
import { Email } from "../../parts.tsx";
import { sayChange } from "./say-change.ts";

type Props = {
  /** The address of the draft. */
  readonly path: string;
  readonly newest: KeptChange | null;
  /** The rows that are looked at, to come back to. */
  readonly show: string;
};

/** What was changed last in a draft, by whom, and the way back (I12). Sent again with each saved cell. */
export function LastChange({ path, newest, show }: Props) {
  return (
    <div id="sheet-undo" class="bar small">
      {newest !== null && (
        <>
          <span class="soft wide-only">
            <a href={`${path}/changes`}>Last change</a>: <span class="long">{sayChange(newest)}</span>, by{" "}
            <Email email={newest.by} />, <Time at={newest.at} />
          </span>
          <Undo path={path} id={newest.id} show={show} />
        </>
      )}
    </div>
  );
}

/** Takes the newest change back. */
export function Undo({ path, id, show = "" }: { path: string; id: string; show?: string }) {
  return (
    <May ask="POST /imports/:id/changes/:change/undo">
      <form method="post" action={`${path}/changes/${id}/undo`}>
        {show !== "" && <input type="hidden" name="show" value={show} />}
        <button type="submit" class="btn low">
          <Icon sign="undo" /> Undo
        </button>
      </form>
    </May>
  );
}
