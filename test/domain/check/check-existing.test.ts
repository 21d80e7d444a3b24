import { expect, test } from "vitest";
import { check, errors, warnings } from "../../support/files/check-rows.ts";
import { makeFacts, makeHeld } from "../../support/files/facts.ts";

const [parked, assigned] = ["+14155550101", "+14155550102"] as const;

/** Somebody of whom the account has everything that a row can ask for. */
const held = makeHeld({
  emails: ["ada@example.com"],
  parked: [parked],
  assigned: { [assigned]: "Ada" },
  extensions: { "2001": "Ada" },
  externalIds: { E7: "Ada" },
});
const ada = {
  email: "ADA@example.com",
  primary_phone: assigned,
  extension: "2001",
  external_id: "E7",
  location: "Berlin",
  caller_id: "+14155550199",
  voicemail_operator: "7777",
};

test("I10 of a row that will be skipped no warning tells what the account has", () => {
  expect(warnings([ada], { held, existing: "fail" }).length).toBeGreaterThan(5);
  expect(warnings([ada], { held, existing: "skip" })).toEqual([]);
});

test("I10 the warnings of the cells themselves, and those of other rows, stay", () => {
  const rows = [{ ...ada, voicemail_pin: "1234" }, { primary_phone: assigned }];
  expect(warnings(rows, { held, existing: "skip" })).toEqual([
    "2 voicemail_pin weak_pin",
    "3 primary_phone number_in_use!",
  ]);
});

test("I10 the errors of a row whose user exists count like those of any other", () => {
  const rows = [{ ...ada, call_timeout: "4" }, { extension: "2001" }];
  expect(errors(rows, { held, existing: "skip" })).toEqual([
    "2 extension duplicate_in_file",
    "2 call_timeout out_of_range",
    "3 extension duplicate_in_file",
  ]);
});

test("I10 it is counted which rows will be skipped, and these do not fail", () => {
  const rows = [ada, {}, { email: "" }, { email: "nobody" }];
  const of = (existing: "fail" | "skip") =>
    check(rows, { held, existing }).rows.map(({ willFail, willSkip }) => [willFail, willSkip]);
  const neither = [false, false];
  expect(of("skip")).toEqual([[false, true], neither, neither, neither]);
  expect(of("fail")).toEqual([[true, false], neither, neither, neither]);
});

test("B1 I10 licences are needed for the rows that are not skipped alone", () => {
  const facts = makeFacts({ types: { Pro: 1, Basic: 9 } });
  const rows = [ada, {}, { email: "bob@example.com" }];
  const blocked = (emails: readonly string[], existing: "fail" | "skip") =>
    check(rows, { facts, held: makeHeld({ emails }), existing }).report.blockers.map(({ params }) => params);
  const short = (needed: number) => [{ subscriptions: [{ type: "Pro", needed, available: 1, missing: needed - 1 }] }];
  expect(blocked(["ada@example.com"], "fail")).toEqual(short(3));
  expect(blocked(["ada@example.com"], "skip")).toEqual(short(2));
  expect(blocked(["ada@example.com", "bob@example.com"], "skip")).toEqual([]);
});

test("I10 I14 a row that will be skipped takes no number and no extension from those that are foreseen", () => {
  const some = makeHeld({ emails: ["ada@example.com"], toChoose: [parked], freeExtensions: 1 });
  const rows = [{ email: "ada@example.com", primary_phone: "auto" }, { primary_phone: "auto" }];
  expect(warnings(rows, { held: some, existing: "skip" })).toEqual([]);
  expect(warnings(rows, { held: some, existing: "fail" })).toEqual(["2 email user_exists!"]);
  expect(check(rows, { held: some, existing: "skip" }).report.notices).toEqual([
    { code: "numbers_foreseen", params: { rows: [{ row: 3, e164: parked }], more: 0 } },
  ]);
});
