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
