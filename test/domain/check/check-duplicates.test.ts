import { expect, test } from "vitest";
import type { ColumnKey } from "../../../src/domain/columns.ts";
import { said } from "../../support/english.ts";
import { check, errors } from "../../support/files/check-rows.ts";

test("duplicate_in_file stands on every row that has the value, and names the first other row", () => {
  const { report } = check([{ extension: "2001" }, {}, { extension: "2001" }, { extension: "2001" }]);
  expect(report.errors.map(({ row, field, code }) => `${row} ${field} ${code}`)).toEqual([
    "2 extension duplicate_in_file",
    "4 extension duplicate_in_file",
    "5 extension duplicate_in_file",
  ]);
  expect(
    report.errors.map((error) =>
      said(error)
        .match(/^Row (\d+)(?: and (\d+) more)?/)
        ?.slice(1),
    ),
  ).toEqual([
    ["4", "1"],
    ["2", "1"],
    ["2", "1"],
  ]);
  expect(said(check([{ extension: "2001" }, { extension: "2001" }]).report.errors[0])).toContain(
    "Row 3 has the same extension",
  );
});

test.each<readonly [ColumnKey, string, string]>([
  ["email", "Dana@Example.com", "dana@EXAMPLE.com"],
  ["email", "a@münchen.de", "a@xn--mnchen-3ya.de"],
  ["primary_phone", "+1 415 555 0123", "0014155550123"],
  ["extension", "2001", "2001"],
  ["voicemail_pin", "2580", "2580"],
  ["external_id", "E-0042", "E-0042"],
])("duplicate_in_file compares what %s means: %s and %s", (field, one, other) => {
  expect(errors([{ [field]: one }, { [field]: other }])).toEqual([
    `2 ${field} duplicate_in_file`,
    `3 ${field} duplicate_in_file`,
  ]);
});

test("duplicate_in_file compares primary with additional numbers", () => {
  const rows = [
    { primary_phone: "+14155550123" },
    { primary_phone: "+14155550124", additional_phones: "+14155550125;+14155550123" },
  ];
  expect(errors(rows)).toEqual(["2 primary_phone duplicate_in_file", "3 additional_phones duplicate_in_file"]);
  expect(said(check(rows).report.errors[1])).toContain("“+14155550123”: Row 2 has the same number");
});

test("duplicate_in_file names each number of a list that other rows have", () => {
  const rows = [
    { primary_phone: "+14155550120", additional_phones: "+14155550123;+14155550124;+14155550125" },
    { primary_phone: "+14155550121", additional_phones: "+14155550123;+14155550124" },
    { primary_phone: "+14155550125" },
  ];
  const messages = check(rows)
    .report.errors.filter(({ row }) => row === 2)
    .map(said);
  expect(messages).toHaveLength(2);
  expect(messages[0]).toContain("“+14155550123”, “+14155550124”: Row 3");
  expect(messages[1]).toContain("“+14155550125”: Row 4");
});

test("what may be shared is no duplicate: caller IDs, operators, follow-me numbers, names", () => {
  const same = {
    display_name: "Dana",
    caller_id: "+14155550123",
    voicemail_sms: "+14155550123",
    fmfm_phones: "+14155550123",
    voicemail_operator: "1911",
    voicemail_emails: "a@example.com",
  };
  expect(errors([same, same])).toEqual([]);
});

test("a number that stands twice in one row is no duplicate in the file", () => {
  expect(errors([{ primary_phone: "+14155550123", additional_phones: "+14155550123" }])).toEqual([
    "2 additional_phones duplicate_in_row",
  ]);
});

test("V1 does not compare values that are errors in themselves", () => {
  const bad = {
    email: "x",
    primary_phone: "+18005550123",
    extension: "1911",
    voicemail_pin: "123",
  };
  expect(errors([bad, bad]).filter((error) => error.includes("duplicate"))).toEqual([]);
  expect(errors([{ email: "" }, { email: "" }])).toEqual(["2 email required", "3 email required"]);
});

test("T6 external IDs are compared as written, with or without CONNECT", () => {
  expect(errors([{ external_id: "e-42" }, { external_id: "E-42" }, {}, {}])).toEqual([]);
  expect(errors([{ external_id: "e-42" }, { external_id: "e-42" }], { services: ["meet"] })).toEqual([
    "2 external_id duplicate_in_file",
    "3 external_id duplicate_in_file",
  ]);
});
