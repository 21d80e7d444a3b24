import type { FileProblem } from "../check/report.ts";
import { type FileErrorCode, sayFileError } from "../problems/file.ts";

/** Where a problem is; what is left out is the whole file's. */
type Place = Partial<Pick<FileProblem, "row" | "column" | "field" | "value" | "suggestion">>;

/** Makes a problem of the file, with its sentence, in the shape of the API. */
export function fileProblem<C extends FileErrorCode>(
  code: C,
  params: Parameters<typeof sayFileError<C>>[1],
  place: Place = {},
): FileProblem {
  const nowhere = { row: null, column: null, field: null, value: null, suggestion: null };
  return { ...nowhere, ...place, code, message: sayFileError(code, params) };
}
