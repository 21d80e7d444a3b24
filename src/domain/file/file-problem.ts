import type { Place } from "../check/report.ts";
import { type Coded, coded, type FileCode, type Params } from "../problems/codes.ts";

const nowhere: Place = { row: null, column: null, field: null, value: null, suggestion: null, parts: null };

/** Makes a problem of the file; where no place is given, it is about all of it. */
export function fileProblem<C extends FileCode>(
  code: C,
  params: Params[C],
  place: Partial<Place> = {},
): Coded<C> & Place {
  return { ...coded(code, params), ...nowhere, ...place };
}
