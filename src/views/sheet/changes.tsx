import type { Column } from "../../domain/columns.ts";
import type { Failure } from "../../domain/problems/result.ts";
import { LastChange } from "../imports/changes/last-change.tsx";
import { say } from "../reader.ts";
import { Asks } from "./asks.tsx";
import { SheetDeeds } from "./dock.tsx";
import { AfterIt } from "./folds/outlook.tsx";
import { SheetRow } from "./grid.tsx";
import { SheetHead } from "./head.tsx";
import { SheetTools } from "./tools.tsx";
import { foundIn, type Sheet, type SheetView } from "./view.ts";

type Props = {
  readonly sheet: Sheet;
  readonly view: SheetView;
  /** The columns that the sheet has where it is shown, and whether some are folded away behind them. */
  readonly columns: readonly Column[];
  readonly folded: boolean;
  /** The rows of which something else is to be shown now. */
  readonly changed: ReadonlySet<number>;
  /** Why nothing was saved; null where it was. */
  readonly failure: Failure | null;
};

/** What has changed on a sheet since a cell was saved, and nothing else: each part takes the place of the one with its id. */
export function SheetChanges({ sheet, view, columns, folded, changed, failure }: Props) {
  const found = foundIn(sheet.report);
  const path = `/imports/${sheet.draft.id}`;
  return (
    <>
      {failure && <Refused failure={failure} />}
      <SheetHead {...sheet} />
      <Asks {...sheet} />
      <AfterIt {...sheet} />
      <SheetTools path={path} rows={sheet.rows} found={found} view={view} />
      <LastChange path={path} newest={sheet.newest} show={view.show} />
      <SheetDeeds {...sheet} />
      <table>
        <tbody>
          {sheet.rows
            .filter(({ row }) => changed.has(row))
            .map((row) => (
              <SheetRow path={path} row={row} columns={columns} folded={folded} found={found.get(row.row) ?? []} />
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
