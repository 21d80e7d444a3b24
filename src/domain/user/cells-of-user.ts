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

/**
 * Gives the text that a JSON value stands for in a column (api.md, POST users): the template's text, or the type that the
 * answer has there. Undefined when it is neither.
 */
export function textOfJson({ key, kind }: Column, value: unknown): string | undefined {
  if (value === null) return "";
  if (typeof value === "string") return readValue(value, key);
  if (typeof value === "number") return String(value);
  const isTruth = kind.type === "choice" && kind.choices.includes("YES");
  if (typeof value === "boolean" && isTruth) return value ? "YES" : "NO";
  const isList = kind.type === "phones" || kind.type === "emails";
  if (!isList || !Array.isArray(value) || !value.every((part) => typeof part === "string")) return undefined;
  return readValue(value.join(";"), key);
}
