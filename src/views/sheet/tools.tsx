import { columnOf, isColumnKey } from "../../domain/columns.ts";
import { count } from "../../domain/count.ts";
import { address } from "../address.ts";
import { BulkButtons } from "../imports/changes/bulk-buttons.tsx";
import { words } from "../reader.ts";
import { wrongByColumn } from "./column-head.tsx";
import { type Filter, type FoundIn, filtersOf, type SheetView, type ShownRow, stateOf } from "./view.ts";

type Props = {
  /** The address of the draft. */
  readonly path: string;
  readonly rows: readonly ShownRow[];
  readonly found: FoundIn;
  readonly view: SheetView;
};

const labels: Readonly<Record<string, string>> = {
  all: "All rows",
  errors: "Errors",
  fails: "Will not be created",
  tips: "Good to know",
  corrected: "Corrected",
};

/**
 * Which rows are shown, by filters with their counts and by kinds of problem, and what can be done at once about the kind that is
 * looked at. Sent again with each saved cell.
 */
export function SheetTools({ path, rows, found, view }: Props) {
  return (
    <div class="stack tight" id="sheet-tools" data-wrong={wrongByColumn(found)}>
      <nav class="chips" aria-label="Which rows are shown">
        {filtersOf(rows, found).map((filter) => (
          <Chip path={path} view={view} filter={filter} />
        ))}
      </nav>
      <Kinds path={path} found={found} view={view} />
      <BulkButtons path={path} findings={[...found.values()].flat()} kind={view.show} rows={rows.length} />
    </div>
  );
}

function Chip({ path, view, filter: { show, many } }: Pick<Props, "path" | "view"> & { filter: Filter }) {
  return (
    <a
      class="chip"
      href={address(path, { show, q: view.q, columns: view.columns })}
      aria-current={view.show === show ? "true" : undefined}
    >
      {nameOf(show)} <b>{count(many)}</b>
    </a>
  );
}

function nameOf(show: string): string {
  const key = show.startsWith("in:") ? show.slice("in:".length) : "";
  if (isColumnKey(key)) return `In ${columnOf(key).name}`;
  return labels[show] ?? words().kind(show);
}

/** So many kinds stand side by side; the others are in a menu. */
const MOST_KINDS = 5;

function Kinds({ path, found, view }: Pick<Props, "path" | "found" | "view">) {
  const all = kindsIn(found);
  const kinds = view.show.startsWith("in:") ? [{ show: view.show, many: countIn(found, view.show) }, ...all] : all;
  if (kinds.length < 2) return null;
  const first = kinds.filter(({ show }, at) => at < MOST_KINDS || show === view.show);
  const others = kinds.filter((kind) => !first.includes(kind));
  return (
    <nav class="chips" aria-label="Kinds of problem">
      {first.map((filter) => (
        <Chip path={path} view={view} filter={filter} />
      ))}
      {others.length > 0 && (
        <details class="menu" name="menu">
          <summary class="chip">
            {count(others.length)} more {others.length === 1 ? "kind" : "kinds"}
          </summary>
          <ul>
            {others.map(({ show, many }) => (
              <li>
                <a href={address(path, { show, q: view.q, columns: view.columns })}>
                  {nameOf(show)} <b>{count(many)}</b>
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </nav>
  );
}

/** Counts problems by kind, the most frequent first. */
function kindsIn(found: FoundIn): readonly Filter[] {
  const all = [...found.values()].flat().filter((finding) => stateOf(finding) !== "tip");
  const groups = [...Map.groupBy(all, ({ code }) => code)];
  return groups.map(([show, ones]) => ({ show, many: ones.length })).sort((one, other) => other.many - one.many);
}

function countIn(found: FoundIn, show: string): number {
  return [...found.values()].flat().filter(({ field }) => field === show.slice("in:".length)).length;
}
