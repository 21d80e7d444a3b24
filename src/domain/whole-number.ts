import { sayCellError } from "./problems/cell.ts";
import { fault, type Reading } from "./reading.ts";

export type WholeBounds = {
  readonly column: string;
  readonly from: number;
  readonly to: number;
  readonly unit: string;
};

/** Reads a whole number within its bounds; `30.0` is 30, while `ten`, `10.5`, `1e2` and `1,000` are not numbers (spec 4). */
export function readWhole(text: string, bounds: WholeBounds): Reading<number> {
  if (!/^[+-]?[0-9]+(?:\.0+)?$/.test(text)) return fault("not_a_number", sayCellError("not_a_number", bounds));
  const value = Number(text);
  if (value >= bounds.from && value <= bounds.to) return { ok: true, value };
  return fault("out_of_range", sayCellError("out_of_range", bounds));
}
