import { type Column, type ColumnKey, columnKeys, columnOf } from "../../columns.ts";

/** How the texts of a column are read (F9): as they stand, as addresses, as numbers, or as words of a closed set. */
export type Form = "text" | "address" | "number" | "word";

const forms: ReadonlyMap<ColumnKey, Form> = new Map(columnKeys.map((key) => [key, formOfKind(columnOf(key).kind)]));

/** Gives how the texts of a column are read. */
export function formOf(key: ColumnKey): Form {
  return forms.get(key) ?? "text";
}

/** Tells whether a column is one of the text columns of F9: names, titles, and what is called by a name of its own. */
export function isTextColumn(key: ColumnKey): boolean {
  return formOf(key) === "text";
}

function formOfKind({ type }: Column["kind"]): Form {
  switch (type) {
    case "text":
    case "license_type":
    case "location":
    case "time_zone":
      return "text";
    case "email":
    case "emails":
      return "address";
    case "choice":
      return "word";
    default:
      return "number";
  }
}
