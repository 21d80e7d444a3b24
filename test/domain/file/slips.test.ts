import { expect, test } from "vitest";
import { basesWith } from "../../support/files/slips/bases.ts";
import { judge } from "../../support/files/slips/judge.ts";
import { slipsOf } from "../../support/files/slips/slips.ts";
import { rounds } from "../../support/rounds.ts";

/** Of each file so many places are tried; all of them by scripts/slips.ts. */
const PLACES = rounds(6, 15);

test.each([",", ";", "\t"] as const)(
  "F6 files with %j and without a slip are read as they are meant, unasked",
  (delimiter) => {
    const bases = basesWith(delimiter);
    expect(bases.length).toBeGreaterThan(25);
    for (const base of bases) {
      const { verdict } = judge(base, { kind: "none", at: 0, text: base.text });
      expect([base.name, verdict]).toEqual([base.name, "as meant"]);
    }
  },
);

test.each([",", ";", "\t"] as const)("F6 no slip in a file with %j moves a value in silence", (delimiter) => {
  const verdicts = new Map<string, number>();
  for (const base of basesWith(delimiter)) {
    for (const slip of slipsOf(base, Math.ceil(base.text.length / PLACES))) {
      const { verdict, what } = judge(base, slip);
      if (verdict === "moved in silence") expect([base.name, slip.kind, slip.at, what]).toEqual([]);
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
  }
  for (const verdict of ["refused", "error", "asked", "as meant"])
    expect(verdicts.get(verdict)).toBeGreaterThan(3 * PLACES);
});
