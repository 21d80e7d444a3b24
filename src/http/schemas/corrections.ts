import * as v from "valibot";
import { bulkSteps } from "../../domain/import/bulk-step.ts";
import { ruleName } from "../../domain/problems/codes/rules.ts";
import { byName } from "./by-name.ts";

const texts = v.pipe(
  byName(v.nullable(v.union([v.string(), v.number(), v.boolean()], ruleName("text"))), {
    type: ["string", "number", "boolean", "null"],
  }),
  v.transform((values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value ?? "")]))),
);

type Corrected = { readonly row: number; readonly values?: object; readonly remove?: boolean };

/** Of two changes of a cell one would be lost in silence. */
function changesOnce(all: readonly Corrected[]): boolean {
  const removed = new Set(all.flatMap(({ row, remove }) => (remove ? [row] : [])));
  const cells = all.flatMap(({ row, values = {} }) => Object.keys(values).map((key) => `${row} ${key}`));
  const isWhole = all.every(({ row, remove, values }) => remove || !values || !removed.has(row));
  return isWhole && new Set(cells).size === cells.length;
}

export const corrections = v.strictObject({
  rows: v.pipe(
    v.array(
      v.strictObject({
        row: v.pipe(v.number(), v.integer()),
        values: v.exactOptional(texts),
        revision: v.exactOptional(v.number()),
        remove: v.exactOptional(v.boolean()),
      }),
    ),
    v.minLength(1, ruleName("row_named")),
    v.check((all) => changesOnce(all), ruleName("cell_once")),
  ),
});

/** Rows one by one, or many by what they have in common: never both (I13). */
export const inBulk = v.strictObject({ bulk: bulkSteps }, ruleName("alone"));
const isInBulk = (body: unknown) => typeof body === "object" && body !== null && "bulk" in body;
/** The body of `PATCH …/rows` (api.md). */
export const changes = v.lazy((body) => (isInBulk(body) ? inBulk : corrections));
