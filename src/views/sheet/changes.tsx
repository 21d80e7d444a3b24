import type { Column } from "../../domain/columns.ts";
import type { Failure } from "../../domain/problems/result.ts";
import { say } from "../reader.ts";
import { SheetRow } from "./grid.tsx";
import { SheetDock, SheetHead } from "./head.tsx";
import type { Sheet } from "./page.tsx";
import { SheetTools } from "./tools.tsx";
import { foundIn, type SheetView } from "./view.ts";

type ChangedProps = Sheet & {
  readonly view: SheetView;
  /** The columns that the sheet has where it is shown. */
  readonly columns: readonly Column[];
  /** The rows of which something else is to be shown now. */
  readonly changed: readonly number[];
  /** Why nothing was saved; null where it was. */
  readonly failure: Failure | null;
};

/** What has changed on a sheet since a cell was saved, and nothing else: each part takes the place of the one with its id. */
export function SheetChanges({ draft, report, rows, newest, view, columns, changed, failure }: ChangedProps) {
  const found = foundIn(report);
  const path = `/imports/${draft.id}`;
  const again = new Set(changed);
  return (
    <>
      {failure && <Refused failure={failure} />}
      <SheetHead draft={draft} report={report} />
      <SheetTools path={path} rows={rows} found={found} view={view} newest={newest} />
      <SheetDock draft={draft} report={report} />
      <table>
        <tbody>
          {rows
            .filter(({ row }) => again.has(row))
            .map((row) => (
              <SheetRow
                path={path}
                row={row}
                columns={columns}
                folded={!view.unfolded}
                found={found.get(row.row) ?? []}
              />
            ))}
        </tbody>
      </table>
    </>
  );
}

/** Why cells were not saved, in one sentence. */
export function Refused({ failure }: { failure: Failure }) {
  return <p id="sheet-refused">{say(failure)}</p>;
}
