import fc from "fast-check";
import { expect, test } from "vitest";
import { numbersToChoose } from "../../../src/domain/check/numbers-to-choose.ts";
import { readRows } from "../../../src/domain/check/readings.ts";
import type { Cells } from "../../../src/domain/columns.ts";
import { settle } from "../../../src/domain/import/settle.ts";
import { said } from "../../support/english.ts";
import { check, errors, warnings } from "../../support/files/check-rows.ts";
import { makeFacts, makeHeld } from "../../support/files/facts.ts";
import { rounds } from "../../support/rounds.ts";

const [one, two, three] = ["+14155550101", "+14155550102", "+14165550101"] as const;
const toChoose = [one, two, three, "+493012345678"];
const held = makeHeld({ toChoose });
const auto = { primary_phone: "auto" };

test("I14 the check foresees which numbers rows with auto will get, and says so", () => {
  const { report } = check([auto, { primary_phone: "auto +1416" }, {}, { ...auto, location: "Berlin" }], { held });
  expect([report.errors, report.warnings]).toEqual([[], []]);
  const [notice] = report.notices.filter(({ code }) => code === "numbers_foreseen");
  expect(notice?.params).toEqual({
    rows: [
      { row: 2, e164: one },
      { row: 3, e164: three },
      { row: 5, e164: "+493012345678" },
    ],
    more: 0,
  });
  expect(said(notice)).toContain(`row 2 ${one}, row 3 ${three}`);
});

test("I14 the notice names 20 rows and counts the others", () => {
  const many = Array.from({ length: 22 }, (_, n) => `+1415555${String(1000 + n)}`);
  const { notices } = check(
    many.map(() => auto),
    { held: makeHeld({ toChoose: many }) },
  ).report;
  const [notice] = notices.filter(({ code }) => code === "numbers_foreseen");
  expect(notice?.params).toMatchObject({ more: 2 });
  expect(said(notice)).toContain("and 2 more rows");
});

test("I14 no_number_available stands on the rows for which none is left, and says of what", () => {
  const rows = [auto, auto, auto, { primary_phone: "auto +1415" }, { primary_phone: "auto +44" }];
  expect(warnings(rows, { held })).toEqual([
    "4 primary_phone no_number_available!",
    "5 primary_phone no_number_available!",
    "6 primary_phone no_number_available!",
  ]);
  const [country, beginning] = check(rows, { held }).report.warnings.map((warning) => said(warning));
  expect([country, beginning]).toEqual([
    expect.stringContaining("No parked number of United States"),
    expect.stringContaining("begins with +1415"),
  ]);
});

test("I14 a row that will fail anyway takes no number, and one without a number takes no extension", () => {
  const taken = makeHeld({ toChoose: [one], emails: ["user0@example.com"], freeExtensions: 1 });
  expect(warnings([auto, auto, auto, {}], { held: taken })).toEqual([
    "2 email user_exists!",
    "4 primary_phone no_number_available!",
    "5 extension no_extension_available!",
  ]);
});

test("I14 auto is a primary number for additional ones, and nothing without CONNECT (V2)", () => {
  expect(errors([{ ...auto, additional_phones: two }])).toEqual([]);
  const { report } = check([auto], { held, services: ["meet"] });
  expect(report.notices.map(({ code }) => code)).toEqual(["columns_ignored"]);
  expect(errors([{ primary_phone: "auto 1415" }, { caller_id: "auto" }])).toEqual([
    "2 primary_phone invalid_phone",
    "3 caller_id invalid_phone",
  ]);
});

test("I14 what auto is to begin with is suggested where more than its digits stand there, for a primary number only", () => {
  const rows = [{ primary_phone: "auto +1 415" }, { caller_id: "auto +1 415" }];
  const { report } = check(rows, { held });
  expect(report.errors.map(({ field, suggestion }) => [field, suggestion])).toEqual([
    ["primary_phone", "auto +1415"],
    ["caller_id", null],
  ]);
});

test("I14 what is looked up for a file: its searches, and the numbers that its rows ask for", () => {
  const choose = (rows: readonly Cells[], services: readonly "connect"[] = ["connect"]) =>
    numbersToChoose(
      readRows({
        rows: rows.map((cells, at) => ({ row: at + 2, cells })),
        columns: [],
        facts: makeFacts(),
        held: makeHeld(),
        options: { services },
      }),
      makeFacts(),
    );
  expect(choose([{ primary_phone: one }, {}])).toEqual({ wanted: [], asked: [] });
  const asking = { primary_phone: "+1 415 555 0101", additional_phones: `${two};${two}`, caller_id: three };
  expect(choose([auto, asking])).toEqual({
    wanted: [{ search: { beginning: "+1", country: "US" }, most: 1 }],
    asked: [one, two],
  });
  expect(choose([auto, asking], [])).toEqual({ wanted: [], asked: [one, two].slice(2) });
});

const row: fc.Arbitrary<Cells> = fc.record(
  {
    email: fc.constantFrom("a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example", "f@x.example"),
    primary_phone: fc.constantFrom("auto", "auto", "auto +1415", "auto +14155", "auto +49", "auto +1", "+14155550199"),
    extension: fc.constantFrom("101", "102"),
    location: fc.constantFrom("Berlin", "Headquarters"),
    license_type: fc.constantFrom("Pro", "Basic"),
  },
  { requiredKeys: ["email"] },
);

test("I14 I4 what the check foresees is what the run does, if the account stays as it is", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(row, { maxLength: 6, selector: ({ email }) => email }),
      fc.subarray(toChoose),
      fc.integer({ min: 0, max: 5 }),
      fc.subarray(["a@x.example", "d@x.example"]),
      (rows, parked, free, emails) => {
        const facts = makeFacts({ extensionLength: 3, types: { Pro: 9, Basic: 9 } });
        const known = makeHeld({ toChoose: parked, emails, parked: ["+14155550199"], freeExtensions: free });
        const checked = check(rows, { facts, held: known });
        if (checked.report.errors.length > 0) return;
        const wanted = checked.rows.flatMap((found) =>
          found.wanted ? [{ row: found.row, wanted: found.wanted }] : [],
        );
        const asked = new Set(wanted.flatMap((found) => found.wanted.extension ?? []));
        const lots = Array.from({ length: 20 }, (_, n) => 101 + n).filter((n) => !asked.has(String(n)));
        const given = lots.slice(0, Math.max(0, free - asked.size)).map((n) => ({ first: n, last: n }));
        const snapshot = { facts, services: ["connect"] as const, ...known, free: given, asked, skip: new Map() };
        const settled = settle(wanted, snapshot);
        const told = checked.report.warnings.filter((one) => one.will_fail).map((one) => `${one.row} ${one.code}`);
        const failed = settled.flatMap((one) => (one.outcome === "failed" ? [`${one.row} ${one.failure.code}`] : []));
        expect(told).toEqual(failed);
        const chosen = settled.flatMap((one) =>
          one.outcome === "created" && one.user.wanted.auto_phone !== null
            ? [{ row: one.row, e164: one.user.primary_phone }]
            : [],
        );
        const [notice] = checked.report.notices.filter((found) => found.code === "numbers_foreseen");
        expect(notice?.params ?? { rows: [], more: 0 }).toEqual({ rows: chosen, more: 0 });
      },
    ),
    { numRuns: rounds(300, 1_000) },
  );
});
