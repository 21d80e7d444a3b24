import { expect, test } from "vitest";
import { csvResponse } from "../../src/http/answer/download.ts";

test.each([
  ['june".csv', "june_.csv"],
  ["june\r\nSet-Cookie: a=b.csv", "june__Set-Cookie: a=b.csv"],
  ['june\\".exe"; x=.csv', "june__.exe_; x=.csv"],
  ["été.csv", "_t_.csv"],
])("X2 the name %j of a file that is saved stays within its header", (name, plain) => {
  const { headers } = csvResponse("", name);
  const [, quoted, encoded = ""] =
    /^attachment; filename="([^"\\]*)"; filename\*=UTF-8''([^\s;"]+)$/.exec(headers.get("Content-Disposition") ?? "") ??
    [];
  expect([quoted, decodeURIComponent(encoded)]).toEqual([plain, name]);
  expect(headers.get("Set-Cookie")).toBeNull();
});

test.each([
  ["june.csv", "june.csv"],
  ["JUNE.CSV", "JUNE.CSV"],
  ["june.tsv", "june.tsv"],
  ["june.txt", "june.txt"],
  ["june", "june.csv"],
  ["payroll.hta", "payroll.hta.csv"],
  ["payroll.csv.exe", "payroll.csv.exe.csv"],
  ["payroll.html", "payroll.html.csv"],
  ["payroll.csv.", "payroll.csv..csv"],
  [".bashrc", ".bashrc.csv"],
])("X4 what somebody has called %j is saved as %j: no program and no page", (given, saved) => {
  const { headers } = csvResponse("", given);
  const names = `attachment; filename="${saved}"; filename*=UTF-8''${saved}`;
  expect(headers.get("Content-Disposition")).toBe(names);
});
