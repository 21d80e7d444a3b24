import * as v from "valibot";
import { cells, json, maybeText, whole } from "../../columns.ts";

/** A row of an import as it is kept: its PIN sealed apart from its cells. */
export type KeptRow = Readonly<v.InferOutput<typeof keptRow>>;

export const keptRow = v.object({
  row: whole,
  cells: json(cells),
  pin: maybeText,
  corrections: v.nullable(json(cells)),
  revision: whole,
});
