import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cells, ColumnKey } from "../../../src/domain/columns.ts";
import { type DraftRow, withTexts } from "../../../src/domain/import/draft-row.ts";
import { correctionsLost, countChanged, restoreRows, rowsBefore } from "../../../src/domain/import/row-before.ts";

const keys = ["email", "department", "voicemail_pin"] as const satisfies readonly ColumnKey[];
const text = fc.constantFrom("", "a", "b", "4711");
const cells = fc.record<Cells>({ email: text, department: text, voicemail_pin: text });
const withoutBlank = (texts: Cells): Cells =>
  Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== ""));

const someRows = fc
  .array(cells, { minLength: 1, maxLength: 5 })
  .map((all) =>
    all.map((texts, at): DraftRow => ({ row: at + 2, cells: withoutBlank(texts), corrections: null, revision: 1 })),
  );

/** A correction of one cell, or the removal of a row. */
const act = fc.record({ row: fc.integer({ min: 2, max: 6 }), key: fc.constantFrom(...keys, "remove" as const), text });
type Act = { readonly row: number; readonly key: (typeof keys)[number] | "remove"; readonly text: string };

function apply(rows: readonly DraftRow[], acts: readonly Act[]): readonly DraftRow[] {
  return acts.reduce<readonly DraftRow[]>(
    (now, { row, key, text }) =>
      key === "remove"
        ? now.filter((one) => one.row !== row)
        : now.map((one) => (one.row === row ? withTexts(one, { [key]: text }) : one)),
    rows,
  );
}

const unnumbered = (rows: readonly DraftRow[]) => rows.map(({ revision: _, ...row }) => row);

test("I12 whatever was changed in rows, as many takings-back give them as they were, removed ones too", () => {
  fc.assert(
    fc.property(
      someRows,
      fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
      (rows, changes) => {
        const states: (readonly DraftRow[])[] = [rows];
        for (const acts of changes) states.push(apply(states.at(-1) ?? [], acts));
        let now: readonly DraftRow[] = states.at(-1) ?? [];
        for (let at = states.length - 2; at >= 0; at -= 1) {
          const [before, after] = [states[at] ?? [], states[at + 1] ?? []];
          const images = rowsBefore(before, after);
          expect(countChanged(before, after)).toBe(images.length);
          const restored = restoreRows(now, images);
          expect(unnumbered(restored)).toEqual(unnumbered(before));
          // Whoever saw a row in between is told: no row has a revision that it had with other texts.
          for (const { row, revision } of restored) {
            const seen = states.slice(at + 1).flatMap((all) => all.filter((one) => one.row === row));
            if (images.some((image) => image.row === row))
              for (const one of seen) expect(revision).toBeGreaterThan(one.revision);
          }
          now = restored;
        }
      },
    ),
  );
});

test("I12 nothing is kept of rows that are as they were", () => {
  const row = { row: 2, cells: { email: "a" }, corrections: null, revision: 1 };
  expect(rowsBefore([row], [row])).toEqual([]);
  expect(rowsBefore([row], [{ ...row, revision: 2 }])).toEqual([]);
  expect(rowsBefore([row], [withTexts(row, { department: "b" })])).toEqual([
    { row: 2, revision: 1, texts: { department: "" }, corrected: [] },
  ]);
});

test("I12 of rows that a new reading does not have, what was corrected is kept, a cell that was made blank too", () => {
  const corrections = { department: "", email: "b", voicemail_pin: "" };
  const row = { row: 3, cells: { email: "b", last_name: "Read", voicemail_pin: "4711" }, corrections, revision: 4 };
  expect(correctionsLost([row, { ...row, row: 4, corrections: null }], [])).toEqual([
    {
      ...{ row: 3, revision: 4, corrected: ["department", "email", "voicemail_pin"] },
      texts: { department: "", email: "b", voicemail_pin: "4711" },
    },
  ]);
  expect(correctionsLost([row], [{ ...row, cells: {} }])).toEqual([]);
});
