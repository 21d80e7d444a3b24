import { type ReadRow, readRow } from "../../../src/domain/cells/read-row.ts";
import { rowContext } from "../../../src/domain/cells/row-context.ts";
import type { Cells } from "../../../src/domain/columns.ts";
import type { Service } from "../../../src/domain/user/user.ts";
import { makeFacts } from "./facts.ts";

export const needed = { display_name: "Dana Miller", email: "dana@example.com", license_type: "Pro" };

/** Reads a row; what is mandatory is filled in where it is not given. */
export function read(cells: Cells, facts = makeFacts(), services: readonly Service[] = ["connect"]): ReadRow {
  return readRow(
    { ...needed, ...cells },
    rowContext(facts, services, () => false),
  );
}

/** What is wrong, as `field code`, or `field code → suggestion`. */
export function wrong(
  cells: Cells,
  facts = makeFacts(),
  services: readonly Service[] = ["connect"],
): readonly string[] {
  return read(cells, facts, services).problems.map(({ field, code, suggestion }) =>
    suggestion === null ? `${field} ${code}` : `${field} ${code} → ${suggestion}`,
  );
}

export function notes(cells: Cells): readonly string[] {
  return read(cells).notes.map(({ field, code }) => `${field} ${code}`);
}
