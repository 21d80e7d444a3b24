import { readValue } from "../cells/value/read-value.ts";
import { type Cells, type Column, type ColumnKey, columnKeys } from "../columns.ts";
import type { User } from "./user.ts";
import { userText } from "./users-csv.ts";

/** Gives the texts that a row with everything of this user would have; the PIN is not among them (M8). */
export function cellsOfUser(user: User): Cells {
  const texts = columnKeys.map((key): readonly [ColumnKey, string] => [key, userText(user, key)]);
  // The label says more than the offset in front of it.
  const zone = user.settings.time_zone_label;
  return filled({ ...Object.fromEntries(texts), ...(zone === null ? {} : { time_zone: zone }) });
}

/** Leaves out the cells that are blank, and puts the others into the order of the columns. */
export function filled(cells: Cells): Cells {
  const keys = columnKeys.filter((key) => (cells[key] ?? "") !== "");
  return Object.fromEntries(keys.map((key) => [key, cells[key] ?? ""]));
}

/** What a column takes in JSON beside its text and null: a list of texts, true and false, or a number. */
export type JsonType = "texts" | "truth" | "value";

/** Tells what a column takes in JSON (api.md, POST users): for what reads it, and for what describes it. */
export function jsonTypeOf({ kind }: Column): JsonType {
  if (kind.type === "phones" || kind.type === "emails") return "texts";
  return kind.type === "choice" && kind.choices.includes("YES") ? "truth" : "value";
}

/**
 * Gives the text that a JSON value stands for in a column (api.md, POST users): the template's text, or the type that the
 * answer has there. Undefined when it is neither.
 */
export function textOfJson(column: Column, value: unknown): string | undefined {
  if (value === null) return "";
  if (typeof value === "string") return readValue(value, column.key);
  if (typeof value === "number") return String(value);
  const type = jsonTypeOf(column);
  if (typeof value === "boolean" && type === "truth") return value ? "YES" : "NO";
  if (type !== "texts" || !Array.isArray(value) || !value.every((part) => typeof part === "string")) return undefined;
  return readValue(value.join(";"), column.key);
}
