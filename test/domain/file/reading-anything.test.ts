import fc from "fast-check";
import { expect, test } from "vitest";
import { hostileFile } from "../../support/files/hostile-files.ts";
import { flawOf, readAndCheck } from "../../support/files/read-anything.ts";
import { rounds } from "../../support/rounds.ts";

/** scripts/fuzz.ts does the same for as long as one likes. */
const FILES = rounds(2_000, 10_000);

test(`F1–F9 reads or refuses whatever bytes there are, ${FILES} times, and never without a reason`, () => {
  fc.assert(
    fc.property(hostileFile(), (bytes) => {
      expect(flawOf(readAndCheck(bytes))).toBeNull();
    }),
    { numRuns: FILES },
  );
});

test("F1–F9 the files that it is tried with are of all kinds", () => {
  const codes = new Map<string, number>();
  for (const bytes of fc.sample(hostileFile(), { numRuns: 3_000, seed: 1 })) {
    const outcome = readAndCheck(bytes);
    for (const { code } of outcome.ok ? [{ code: "read" }, ...outcome.checked.report.errors] : outcome.problems) {
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
  }
  const expected = ["read", "unsupported_file_type", "unreadable_encoding", "file_empty", "no_rows", "malformed_csv"];
  const more = ["too_many_cells", "header_unknown", "header_duplicate", "header_missing", "invalid_email", "required"];
  expect([...expected, ...more].filter((code) => !codes.has(code))).toEqual([]);
});
