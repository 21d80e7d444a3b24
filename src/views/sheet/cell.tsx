import { inGroups } from "../../domain/cells/phone/groups.ts";
import type { Column } from "../../domain/columns.ts";
import { type Finding, willFail } from "../imports/findings.ts";
import { may } from "../may.tsx";
import { say, words } from "../reader.ts";
import { roles } from "../table.tsx";
import { type ShownRow, stateOf } from "./view.ts";

type Props = {
  readonly row: ShownRow;
  readonly column: Column;
  /** All that was found in the row. */
  readonly found: readonly Finding[];
};

/** A cell of the sheet: its value, under it why it is wrong in two to four words; the whole sentence is for its help. */
export function SheetCell({ row, column, found }: Props) {
  const here = found.filter(({ field }) => field === column.key);
  const [worst] = here;
  const corrected = row.corrected.includes(column.key);
  const state = worst ? stateOf(worst) : corrected ? "done" : undefined;
  const text = textOf(row, column);
  const isName = column.key === "display_name";
  // A blank cell names nobody.
  const names = isName && text !== "";
  const Part = names ? "th" : "td";
  const place = {
    class: isName ? join("name", state) : state,
    ...(names ? { scope: "row", role: "rowheader" } : { role: "cell" }),
  };
  const suggestion = here.find((finding) => finding.suggestion !== null)?.suggestion ?? null;
  return (
    <Part
      {...place}
      data-l={state && column.name}
      data-why={here.length > 0 ? here.map(say).join(" ") : undefined}
      data-use={suggestion ?? undefined}
      data-say={sayOf(suggestion)}
    >
      <span dir="auto">{text}</span>
      {worst && <em>{shortOf(worst)}</em>}
      {!worst && corrected && <em>corrected</em>}
    </Part>
  );
}

/** How a suggestion is read where that is not as it is saved (E16). */
function sayOf(suggestion: string | null): string | undefined {
  const grouped = suggestion === null ? null : inGroups(suggestion);
  return grouped === null || grouped === suggestion ? undefined : grouped;
}

/** A PIN is never shown, only that there is one (M8). */
export const HIDDEN_PIN = "••••";

function textOf({ values, hasPin }: ShownRow, { key }: Column): string {
  if (key === "voicemail_pin") return hasPin ? HIDDEN_PIN : "";
  return values[key] ?? "";
}

function shortOf(finding: Finding): string {
  return words().short(finding.code) ?? words().kind(finding.code);
}

function join(...names: readonly (string | undefined)[]): string {
  return names.filter((name) => name !== undefined).join(" ");
}

/** What is wrong with a row as a whole, in its first cell. */
export function RowNumber({ row, found, href }: { row: number; found: readonly Finding[]; href: string }) {
  const whole = found.filter(({ field }) => field === null);
  const state = whole.some(willFail) ? "row bad" : "row";
  return (
    <td class={state} {...roles.cell} data-why={whole.length > 0 ? whole.map(say).join(" ") : undefined}>
      {may("POST /imports/:id/rows") ? <a href={href}>{row}</a> : row}
    </td>
  );
}
