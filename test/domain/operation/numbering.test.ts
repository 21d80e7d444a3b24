import fc from "fast-check";
import { expect, test } from "vitest";
import { carryOn, type Shift } from "../../../src/domain/events/position.ts";
import { compactSpan, type Gap, numberAnew, piecesOf } from "../../../src/domain/operation/numbering.ts";

const some = fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 30 });
/** Which of the gaps are left out. */
const chosen = fc.array(fc.boolean(), { minLength: 30, maxLength: 30 });

function gapsOf(sorted: readonly number[], isLeftOut: readonly boolean[]): readonly Gap[] {
  return sorted.slice(1).flatMap((next, at) => {
    const last = sorted[at] ?? 0;
    return isLeftOut[at] && next - last > 1 ? [{ last, next }] : [];
  });
}

test("O6 rows keep their order in the database to which they come, above what was given there, and gaps that are left out are gone", () => {
  fc.assert(
    fc.property(some, chosen, fc.integer({ min: 0, max: 200_000 }), (numbers, isLeftOut, taken) => {
      const sorted = numbers.toSorted((one, other) => one - other);
      const [lowest = 0, highest = 0] = [sorted[0], sorted.at(-1)];
      const gaps = gapsOf(sorted, isLeftOut);
      const span = compactSpan(lowest, highest, gaps);
      const placed = Math.max(highest, Math.max(taken, lowest - 1) + 1 + span);
      const pieces = piecesOf(highest, placed, gaps.toReversed());
      const anew = sorted.map((number) => numberAnew(pieces, number));
      expect(anew.at(-1)).toBe(placed);
      expect((anew.at(-1) ?? 0) - (anew[0] ?? 0)).toBe(span);
      for (const [at, number] of anew.entries()) expect(number).toBeGreaterThan(Math.max(taken, anew[at - 1] ?? 0));
    }),
  );
});

test("O6 W2 a position goes on after the same row, also one in a gap that was left out", () => {
  fc.assert(
    fc.property(some, chosen, fc.integer({ min: 0, max: 100_000 }), (numbers, isLeftOut, position) => {
      const sorted = numbers.toSorted((one, other) => one - other);
      const highest = sorted.at(-1) ?? 0;
      fc.pre(position <= highest);
      const pieces = piecesOf(highest, highest + 500_000, gapsOf(sorted, isLeftOut));
      const shifts = pieces.map((piece, at): Shift => {
        const before = pieces[at - 1];
        return { ...piece, source: 0, target: 1, floor: before ? before.last + before.shift : 0 };
      });
      const on = carryOn(new Map([[0, position]]), shifts, 1);
      const left = sorted.filter((number) => number > position).map((number) => numberAnew(pieces, number));
      expect(sorted.map((number) => numberAnew(pieces, number)).filter((number) => number > on)).toEqual(left);
    }),
  );
});
