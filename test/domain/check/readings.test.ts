import fc from "fast-check";
import { expect, test } from "vitest";
import { checkRows } from "../../../src/domain/check/check.ts";
import { Readings } from "../../../src/domain/check/readings.ts";
import type { Cells, ColumnKey } from "../../../src/domain/columns.ts";
import { withTexts } from "../../../src/domain/import/draft-row.ts";
import { makeFacts, makeHeld } from "../../support/files/facts.ts";
import { rounds } from "../../support/rounds.ts";

// So many names that suggestions are looked for only for the first texts of a file.
const cities = ["Berlin", "Headquarters", "Munich", "Hamburg", ...Array.from({ length: 1_700 }, (_, n) => `Site ${n}`)];

const misspelt = ["Berln", "Headqarters", "Muncih", "Hamburk", "Berlinn"];

type Row = { readonly row: number; readonly cells: Cells; readonly corrections: null; readonly revision: number };

const texts: Readonly<Partial<Record<ColumnKey, readonly string[]>>> = {
  email: ["a@example.com", "b@example.com", "x@", "c@gmial.com"],
  license_type: ["Pro", "Prro", "Baisc", "No such", ""],
  primary_phone: ["+1 415 555 0101", "4155550102", "auto", "?", ""],
  additional_phones: ["+14155550101;+14155550103", "0", ""],
  extension: ["2001", "2002", "0", ""],
  location: [...misspelt, "berlin", ""],
  voicemail_pin: ["7402", "1234", "1", ""],
  caller_id: ["+14155550101", ""],
  external_id: ["E1", ""],
};
const edit = fc.constantFrom(...Object.entries(texts)).chain(([field, some]) =>
  fc.record({
    kind: fc.constant("edit" as const),
    row: fc.integer({ min: 2, max: 7 }),
    field: fc.constant(field),
    text: fc.constantFrom(...some),
  }),
);
const step = fc.oneof(
  { weight: 6, arbitrary: edit },
  fc.record({ kind: fc.constant("remove" as const), row: fc.integer({ min: 2, max: 7 }) }),
  fc.record({
    kind: fc.constant("account" as const),
    services: fc.subarray(["connect", "meet"] as const),
    types: fc.constantFrom({ Pro: 10 }, { Pro: 10, Basic: 1 }),
    locations: fc.constantFrom(["Headquarters", "Berlin"], ["Berlin"], cities),
    country: fc.constantFrom("US", "DE"),
    reserved: fc.subarray(["2001"]),
    existing: fc.constantFrom("skip" as const, "fail" as const),
  }),
  fc.record({
    kind: fc.constant("numbers" as const),
    parked: fc.subarray(["+14155550101", "+14155550102", "+4155550102"]),
  }),
  fc.record({ kind: fc.constant("headers" as const), header: fc.constantFrom("Mail", "E-Mail Address") }),
);

const first: readonly Row[] = Array.from({ length: 6 }, (_, at) => ({
  row: at + 2,
  cells: {
    display_name: `User ${at}`,
    email: `user${at}@example.com`,
    license_type: "Pro",
    location: misspelt[at % 5] ?? "",
  },
  corrections: null,
  revision: 1,
}));

test("E2 a check that reads only what is new is the check of the whole file from nothing, after any changes of it or of the account", () => {
  let again = 0;
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { minLength: 1, maxLength: 14 }), (large, steps) => {
      const readings = new Readings();
      let rows: readonly Row[] = first;
      let account = { facts: makeFacts(large ? { locations: cities } : {}), held: makeHeld() };
      let options: { services: null; existing: "skip" | "fail" } = { services: null, existing: "fail" };
      let columns: readonly { readonly key: ColumnKey; readonly header: string }[] = [];
      for (const one of steps) {
        if (one.kind === "edit") {
          rows = rows.map((row) =>
            row.row === one.row ? { ...withTexts(row, { [one.field]: one.text }), corrections: null } : row,
          );
        } else if (one.kind === "remove") rows = rows.filter(({ row }) => row !== one.row);
        else if (one.kind === "headers") columns = [{ key: "email", header: one.header }];
        else if (one.kind === "numbers") {
          account = {
            ...account,
            held: makeHeld({ parked: one.parked, emails: ["a@example.com"], toChoose: one.parked }),
          };
        } else {
          account = { ...account, facts: makeFacts(one) };
          options = { services: null, existing: one.existing };
        }
        const input = { rows, columns, ...account, options, runningImport: null };
        const before = new Set(readings.read(input));
        const checked = checkRows(input, readings.read(input));
        expect(checked).toEqual(checkRows(input));
        again += readings.read(input).filter((row) => before.has(row)).length;
      }
    }),
    { numRuns: rounds(8, 16) },
  );
  expect(again).toBeGreaterThan(rounds(30, 60));
});

test("E2 a row is read again when it or what it asked has changed, and no other row with it", () => {
  const readings = new Readings();
  const facts = makeFacts();
  const phones = ["415 555 0101", "415 555 0102", "415 555 0103"];
  const rows = phones.map((primary_phone, at) => ({ row: at + 2, cells: { primary_phone } }));
  const read = (given: typeof rows, parked: readonly string[], some = facts) =>
    readings.read({ rows: given, columns: [], facts: some, held: makeHeld({ parked }), options: { services: null } });
  const before = read(rows, []);
  expect(read(rows, [])).toEqual(before);
  const known = (now: typeof before) => now.map((row, at) => row === before[at]);
  expect(known(read(rows, []))).toEqual([true, true, true]);
  const other = rows.map((row) => (row.row === 3 ? { ...row, cells: { primary_phone: "?" } } : row));
  expect(known(read(other, []))).toEqual([true, false, true]);
  // The account has it now, so it is accepted without its country code.
  expect(known(read(rows, ["+4155550103"]))).toEqual([true, true, false]);
  expect(known(read(rows, [], makeFacts({ reserved: ["3000"] })))).toEqual([false, false, false]);
});

test("E2 what was suggested before is no more than a check from nothing would suggest", () => {
  const readings = new Readings();
  const facts = makeFacts({ locations: cities });
  const others = misspelt.slice(1).map((location, at) => ({ row: at + 3, cells: { location } }));
  const checked = (location: string) => {
    const rows = [{ row: 2, cells: { location } }, ...others];
    const input = { rows, columns: [], facts, held: makeHeld(), options: { services: null }, runningImport: null };
    return [checkRows(input, readings.read(input)), checkRows(input)];
  };
  for (const first of ["Berlin", "Berln", "Berlin"]) {
    const [incremental, whole] = checked(first);
    expect(incremental).toEqual(whole);
  }
});
