import type { AccountFacts } from "../../../src/domain/account/account.ts";
import { type Checked, checkRows } from "../../../src/domain/check/check.ts";
import type { Held } from "../../../src/domain/check/check-input.ts";
import type { Cells, ColumnKey } from "../../../src/domain/columns.ts";
import type { Existing } from "../../../src/domain/import/options.ts";
import type { RunningImport } from "../../../src/domain/problems/codes/imports.ts";
import type { Service } from "../../../src/domain/user/user.ts";
import { makeFacts, makeHeld } from "./facts.ts";

type Given = {
  readonly facts?: AccountFacts;
  readonly held?: Held;
  readonly services?: readonly Service[] | null;
  readonly running?: RunningImport;
  readonly existing?: Existing;
  readonly columns?: readonly { readonly key: ColumnKey; readonly header: string }[];
};

/** Checks rows that stand from row 2 on; what is mandatory is filled in where they lack it. */
export function check(rows: readonly Cells[], given: Given = {}): Checked {
  const filled = rows.map((cells, at) => ({
    row: at + 2,
    cells: { display_name: `User ${at}`, email: `user${at}@example.com`, license_type: "Pro", ...cells },
  }));
  return checkRows({
    rows: filled,
    columns: given.columns ?? [],
    facts: given.facts ?? makeFacts(),
    held: given.held ?? makeHeld(),
    options: { services: given.services ?? null, existing: given.existing ?? "fail" },
    runningImport: given.running ?? null,
  });
}

/** The errors as `row field code`. */
export function errors(rows: readonly Cells[], given: Given = {}): readonly string[] {
  return check(rows, given).report.errors.map(({ row, field, code }) => `${row} ${field} ${code}`);
}

/** The warnings as `row field code`, with `!` where the row will fail. */
export function warnings(rows: readonly Cells[], given: Given = {}): readonly string[] {
  const { report } = check(rows, given);
  return report.warnings.map(({ row, field, code, will_fail }) => `${row} ${field} ${code}${will_fail ? "!" : ""}`);
}
