import { type Column, isColumnKey } from "../../domain/columns.ts";
import { count } from "../../domain/count.ts";
import { isBulkField } from "../../domain/import/bulk-step.ts";
import { address } from "../address.ts";
import type { Finding } from "../imports/findings.ts";
import { may } from "../may.tsx";
import { roles } from "../table.tsx";
import { type FoundIn, type SheetView, stateOf, viewAddress, withoutColumn } from "./view.ts";

type Props = {
  /** The address of the draft. */
  readonly path: string;
  readonly column: Column;
  /** How many rows the file has. */
  readonly rows: number;
  readonly found: FoundIn;
  readonly view: SheetView;
};

/** The head of a column: its name, how many of its cells keep a row from being created, and what can be done with all of it. */
export function ColumnHead({ path, column, rows, found, view }: Props) {
  const here = [...found.values()].flat().filter(({ field }) => field === column.key);
  const wrong = countWrong(found, column);
  const head = (
    <span class="colhead">
      {column.name}{" "}
      <b class="tag bad" hidden={wrong === 0}>
        {count(wrong)}
        <span class="unseen"> problems</span>
      </b>
    </span>
  );
  return (
    <th class={column.key === "display_name" ? "name" : undefined} {...roles.column} data-f={column.key}>
      {may("POST /imports/:id/bulk") ? (
        <details class="menu" name="menu">
          <summary>{head}</summary>
          <Menu path={path} column={column} rows={rows} here={here} view={view} />
        </details>
      ) : (
        head
      )}
    </th>
  );
}

function Menu({ path, column: { key }, rows, here, view }: Omit<Props, "found"> & { here: readonly Finding[] }) {
  const suggested = new Set(here.flatMap(({ row, suggestion }) => (suggestion === null ? [] : [row]))).size;
  const named = new Set(here.map(({ row }) => row)).size;
  const often = oftenWrong(here);
  return (
    <ul>
      {suggested > 0 && isBulkField(key) && (
        <li>
          <form method="post" action={`${path}/bulk`}>
            <input type="hidden" name="field" value={key} />
            <input type="hidden" name="show" value={view.show} />
            <button type="submit" name="do" value="accept_suggestions">
              {suggested === 1 ? "Use the suggestion" : `Use all ${count(suggested)} suggestions`}
            </button>
          </form>
        </li>
      )}
      {here.length > 0 && (
        <li>
          <a href={viewAddress(path, { ...view, show: `in:${key}`, page: 1 })}>Show only its problems</a>
        </li>
      )}
      {named > 0 && named < rows && (
        <li>
          <form method="post" action={`${path}/bulk`}>
            <input type="hidden" name="field" value={key} />
            <input type="hidden" name="show" value={view.show} />
            <button type="submit" name="do" value="remove">
              Remove rows with a problem here
            </button>
          </form>
        </li>
      )}
      {isBulkField(key) && (
        <>
          {often && (
            <li>
              <a href={address(`${path}/bulk`, { field: key, equal: often })}>Set those with “{often}” to…</a>
            </li>
          )}
          <li>
            <a href={address(`${path}/bulk`, { field: key })}>Set or replace its values…</a>
          </li>
        </>
      )}
      <li>
        <a href={address(path, { columns: "assign" }, "columns")}>Read this column as…</a>
      </li>
      {key !== "display_name" && (
        <li>
          <a href={viewAddress(path, withoutColumn(view, key))}>Fold it away</a>
        </li>
      )}
    </ul>
  );
}

/** So much of a value stands in a menu: a longer one is not one that many rows share. */
const MOST_SHOWN = 60;

/** Gives the wrong value that most cells share, of those for which nothing is suggested; null where no two do. */
function oftenWrong(here: readonly Finding[]): string | null {
  const values = here.flatMap(({ value, suggestion }) => (value && suggestion === null ? [value] : []));
  const shared = [...Map.groupBy(values, (value) => value)].filter(
    ([value, all]) => all.length > 1 && value.length <= MOST_SHOWN,
  );
  return shared.toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0] ?? null;
}

/** How many cells of a column keep their row from being created. */
export function countWrong(found: FoundIn, { key }: Column): number {
  return [...found.values()].flat().filter((one) => one.field === key && stateOf(one) !== "tip").length;
}

/** Counts them for all columns, for the script that keeps the heads true: "email:3 extension:1". */
export function wrongByColumn(found: FoundIn): string {
  const wrong = [...found.values()].flat().filter((one) => stateOf(one) !== "tip");
  const groups = Map.groupBy(wrong, ({ field }) => field ?? "");
  return [...groups].flatMap(([key, ones]) => (isColumnKey(key) ? [`${key}:${ones.length}`] : [])).join(" ");
}
