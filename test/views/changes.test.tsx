import { expect, test } from "vitest";
import type { ChangeAbout } from "../../src/domain/import/draft-change.ts";
import { BulkButtons } from "../../src/views/imports/changes/bulk-buttons.tsx";
import { sayChange } from "../../src/views/imports/changes/say-change.ts";
import { aProblem, aWarning } from "./fixtures.ts";

const step = { field: "department" } as const;

test.each<readonly [string, number, ChangeAbout]>([
  ["Department corrected in 1 row", 1, { kind: "cells", fields: ["department"], removed: 0 }],
  ["2 columns corrected in 3 rows, 1 row removed", 4, { kind: "cells", fields: ["department", "email"], removed: 1 }],
  ["12 rows removed", 12, { kind: "rows_removed" }],
  ["Columns read otherwise: 3 rows changed", 3, { kind: "columns" }],
  ["File read as Western European (windows-1252): 3 rows changed", 3, { kind: "encoding", encoding: "windows-1252" }],
  ["File read as it says itself", 3, { kind: "encoding", encoding: null }],
  ["Suggestions taken (No country code): 2 rows", 2, bulk({ do: "accept_suggestions", code: "country_code_missing" })],
  ["All suggestions taken: 2 rows", 2, bulk({ do: "accept_suggestions" })],
  [
    "Department set to “Sales” where it was blank: 2 rows",
    2,
    bulk({ do: "set", ...step, value: "Sales", where: "blank" }),
  ],
  ["Department cleared where it was “x”: 2 rows", 2, bulk({ do: "set", ...step, value: " ", where: { value: "x" } })],
  ["“a” replaced by “b” in Department: 1 row", 1, bulk({ do: "replace", ...step, find: "a", with: "b" })],
  [
    "Department set to “IT”; Rows removed (Value missing): 9 rows",
    9,
    bulk({ do: "set", ...step, value: "IT", where: "all" }, { do: "remove", code: "required" }),
  ],
])("I12 a change is told in words: %s", (words, changed, about) => {
  expect(sayChange({ about, changed })).toBe(words);
});

type Bulk = Extract<ChangeAbout, { readonly kind: "bulk" }>;

function bulk(...steps: Bulk["steps"]): Bulk {
  return { kind: "bulk", steps };
}

const suggested = [4, 5, 6].map((row) => aProblem(row, { suggestion: "40" }));
const buttons = (findings: readonly ReturnType<typeof aProblem>[], kind: string, rows = 9) =>
  String(<BulkButtons path="/imports/imp_1" findings={findings} kind={kind} rows={rows} />);

test("I13 what can be done about a kind of problem stands where that kind is looked at, or is the only one", () => {
  expect(buttons(suggested, "")).toMatch(/Use all 3<span class="wide-only"> suggestions<\/span>.*Remove the 3 rows/s);
  const mixed = [...suggested, aWarning(7, false)];
  expect(buttons(mixed, "errors")).toContain("Use all 3<span");
  expect(buttons(mixed, "errors")).not.toMatch(/Remove|name="code"/);
  expect(buttons(mixed, "out_of_range")).toContain("Use all 3<span");
  expect(buttons(mixed, "number_unusual")).toBe("");
});

test("I13 nothing is offered that cannot be: one suggestion, a PIN's, or the removal of all rows", () => {
  expect(buttons([aProblem(4, { suggestion: "40" })], "")).toBe("");
  expect(
    buttons(
      [4, 5].map((row) => aProblem(row, { field: "voicemail_pin", suggestion: "1" })),
      "",
      2,
    ),
  ).toBe("");
  expect(buttons(suggested, "", 3)).not.toContain("Remove");
});
