import { columnOf } from "../../../domain/columns.ts";
import { count } from "../../../domain/count.ts";
import type { BulkStep, Where } from "../../../domain/import/bulk-step.ts";
import type { ChangeAbout, KeptChange } from "../../../domain/import/draft-change.ts";
import { words } from "../../reader.ts";
import { sayMany } from "../../words.ts";
import { nameOfEncoding } from "../encodings.ts";

/** Says what a change of a draft was: "Department corrected in 3 rows" (I12). */
export function sayChange({ about, changed }: Pick<KeptChange, "about" | "changed">): string {
  const rows = sayMany(changed, "row");
  switch (about.kind) {
    case "cells":
      return sayCells(about, changed);
    case "rows_removed":
      return `${rows} removed`;
    case "columns":
      return `Columns read otherwise: ${rows} changed`;
    case "encoding":
      return about.encoding === null
        ? "File read as it says itself"
        : `File read as ${nameOfEncoding(about.encoding)}: ${rows} changed`;
    case "bulk":
      return `${about.steps.map(sayStep).join("; ")}: ${rows}`;
    default:
      return about satisfies never;
  }
}

function sayCells({ fields, removed }: Extract<ChangeAbout, { readonly kind: "cells" }>, changed: number): string {
  const [only, another] = fields;
  const what = only && !another ? columnOf(only).name : `${count(fields.length)} columns`;
  const corrected = `${what} corrected in ${sayMany(changed - removed, "row")}`;
  return removed > 0 ? `${corrected}, ${sayMany(removed, "row")} removed` : corrected;
}

/** So much of a text is repeated. */
const MOST_CHARACTERS = 40;

function quoted(text: string): string {
  const letters = [...text.slice(0, 2 * MOST_CHARACTERS)];
  return letters.length > MOST_CHARACTERS ? `“${letters.slice(0, MOST_CHARACTERS).join("")}…”` : `“${text}”`;
}

function sayStep(step: BulkStep): string {
  switch (step.do) {
    case "accept_suggestions":
      return sayAccepted(step);
    case "remove":
      return `Rows removed (${aboutOf(step).join(", ")})`;
    case "set": {
      const to = step.value.trim() === "" ? "cleared" : `set to ${quoted(step.value)}`;
      return `${columnOf(step.field).name} ${to}${sayWhere(step.where)}`;
    }
    case "replace":
      return `${quoted(step.find)} replaced by ${quoted(step.with)} in ${columnOf(step.field).name}`;
    default:
      return step satisfies never;
  }
}

type ByProblems = Extract<BulkStep, { readonly do: "accept_suggestions" | "remove" }>;

function aboutOf({ code, field }: Pick<ByProblems, "code" | "field">): readonly string[] {
  return [...(code ? [words().kind(code)] : []), ...(field ? [columnOf(field).name] : [])];
}

function sayAccepted(step: ByProblems): string {
  const only = aboutOf(step);
  return only.length > 0 ? `Suggestions taken (${only.join(", ")})` : "All suggestions taken";
}

function sayWhere(where: Where): string {
  if (where === "all") return "";
  return where === "blank" ? " where it was blank" : ` where it was ${quoted(where.value)}`;
}
