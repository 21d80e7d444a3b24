import fc from "fast-check";
import { expect, test } from "vitest";
import { emailKey, readEmail } from "../../../src/domain/cells/email.ts";
import { phoneCandidates, readPhone } from "../../../src/domain/cells/phone.ts";
import { readRow } from "../../../src/domain/cells/read-row.ts";
import { rowContext } from "../../../src/domain/cells/row-context.ts";
import { readTimeZone } from "../../../src/domain/cells/time-zone.ts";
import { checkRows } from "../../../src/domain/check/check.ts";
import { listClaims } from "../../../src/domain/check/claims.ts";
import { type Cells, type ColumnKey, columnKeys } from "../../../src/domain/columns.ts";
import { said } from "../../support/english.ts";
import { makeFacts, makeHeld } from "../../support/files/facts.ts";
import { rounds } from "../../support/rounds.ts";

/** Texts that are nearly right: letters of every script, and the signs that mean something somewhere. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(..."0123456789+-()[]./;,:@ xEe#!UTCGMZ\u200b\u2212\u0660\uff10\uff0bé"),
    maxLength: 24,
  }),
  fc.constantFrom("a@gmial.com", "Dana <a@example.com>", "4155550123;+14155550124", "EST", "Berln", "Y", "1.4E+10"),
);
const cells: fc.Arbitrary<Cells> = fc.dictionary(fc.constantFrom(...columnKeys), text);
const facts = makeFacts();

test("no cell, whatever it holds, makes the check throw or lose the order of its report", () => {
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 6 }), (given) => {
      const rows = given.map((one, at) => ({ row: at + 2, cells: one }));
      listClaims(rows);
      const { report, rows: checked } = checkRows({
        rows,
        columns: [],
        facts,
        held: makeHeld({ freeExtensions: 2 }),
        options: { services: null },
        runningImport: null,
      });
      for (const found of [report.errors, report.warnings]) {
        const places = found.map(({ row, field }) => (row ?? 0) * 100 + columnKeys.indexOf(field ?? "email"));
        expect(places).toEqual(places.toSorted((one, other) => one - other));
        expect(found.map(said).every((sentence) => sentence.length > 0 && sentence.length < 600)).toBe(true);
      }
      const faulty = new Set(report.errors.map(({ row }) => row));
      for (const { row, wanted } of checked) expect(wanted === null).toBe(faulty.has(row));
    }),
    { numRuns: rounds(100, 300) },
  );
});

test("what is suggested for a cell puts it right", () => {
  const context = rowContext(facts, ["connect"], () => false);
  const codes = (field: ColumnKey, value: string) =>
    readRow({ [field]: value }, context)
      .problems.filter((problem) => problem.field === field)
      .map(({ code }) => code);
  fc.assert(
    fc.property(fc.constantFrom(...columnKeys), text, (field, value) => {
      for (const { suggestion, code } of readRow({ [field]: value }, context).problems) {
        const isWhole = !value.includes(";");
        if (suggestion !== null && isWhole) expect([field, code, codes(field, suggestion)]).toEqual([field, code, []]);
      }
    }),
    { numRuns: rounds(600, 2_000) },
  );
});

test("V1 gives E.164 that reads as itself where it is valid, and is among the candidates that were looked up", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789 -()"), maxLength: 20 });
  const prefixed = fc.tuple(fc.constantFrom("+", "00", "011", "+1", "+44 (0)", "+49", "+39", "+52", "+55", ""), digits);
  fc.assert(
    fc.property(prefixed, fc.constantFrom("US", "GB", "DE", "IT", "AR", "BR"), ([prefix, rest], country) => {
      const reading = readPhone(`${prefix}${rest}`, country, () => false);
      if (!reading.ok) return;
      expect(reading.e164).toMatch(/^\+[1-9][0-9]{1,18}$/);
      expect(phoneCandidates(`${prefix}${rest}`)).toContain(reading.e164);
      // A number that no country gives out may begin with zeros, which reading drops again.
      if (!reading.unusual)
        expect(readPhone(reading.e164, country, () => false)).toMatchObject({ ok: true, e164: reading.e164 });
    }),
    { numRuns: rounds(900, 3_000) },
  );
});

test("V4 and V5 never throw, and keys are stable", () => {
  fc.assert(
    fc.property(text, (value) => {
      readEmail(value);
      readTimeZone(value);
      expect(emailKey(emailKey(value))).toBe(emailKey(value));
    }),
    { numRuns: rounds(600, 2_000) },
  );
});
