import { columns } from "../../domain/columns.ts";
import { count } from "../../domain/count.ts";
import type { KeptChange } from "../../domain/import/draft-change.ts";
import { address } from "../address.ts";
import { BulkButtons } from "../imports/changes/bulk-buttons.tsx";
import { LastChange } from "../imports/changes/last-change.tsx";
import { words } from "../reader.ts";
import { countWrong } from "./grid.tsx";
import { type FoundIn, filtersOf, kindsIn, type SheetView, type ShownRow } from "./view.ts";

type Props = {
  /** The address of the draft. */
  readonly path: string;
  readonly rows: readonly ShownRow[];
  readonly found: FoundIn;
  readonly view: SheetView;
  /** What was changed last; null where nothing was. */
  readonly newest: KeptChange | null;
};

const labels: Readonly<Record<string, string>> = {
  all: "All rows",
  errors: "Errors",
  fails: "Will not be created",
  tips: "Good to know",
  corrected: "Corrected",
};

/**
 * Which rows are shown, by filters with their counts and by kinds of problem; what can be done at once about the kind that is
 * looked at; what was changed last. Sent again with each saved cell.
 */
export function SheetTools({ path, rows, found, view, newest }: Props) {
  const chip = (show: string, label: string, many: number) => (
    <a
      class="chip"
      href={address(`${path}/sheet`, { show, q: view.q, columns: view.unfolded ? "all" : "" })}
      aria-current={view.show === show ? "true" : undefined}
    >
      {label} <b>{count(many)}</b>
    </a>
  );
  const kinds = kindsIn(found);
  const wrong = columns
    .map((column) => [column.key, countWrong(found, column)] as const)
    .filter(([, many]) => many > 0);
  return (
    <section
      class="stack tight"
      id="sheet-tools"
      aria-label="Which rows are shown"
      data-wrong={wrong.map(([key, many]) => `${key}:${many}`).join(" ")}
    >
      <div class="chips">{filtersOf(rows, found).map(({ show, many }) => chip(show, labels[show] ?? show, many))}</div>
      {kinds.length > 1 && (
        <div class="chips">{kinds.map(({ code, many }) => chip(code, words().kind(code), many))}</div>
      )}
      <BulkButtons path={path} findings={[...found.values()].flat()} kind={view.show} rows={rows.length} from="sheet" />
      <LastChange path={path} newest={newest} from="sheet" />
    </section>
  );
}
