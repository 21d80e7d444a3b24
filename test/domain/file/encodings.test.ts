import { expect, test } from "vitest";
import { encodingNamed, encodingOfCharset } from "../../../src/domain/file/encoding/named.ts";

test.each([
  ["windows-1251", "windows-1251"],
  ["CP1251", "windows-1251"],
  [" Shift_JIS ", "shift_jis"],
  ["sjis", "shift_jis"],
  ["iso-8859-1", "windows-1252"],
  ["latin2", "iso-8859-2"],
  ["gb2312", "gbk"],
  ["mac", "macintosh"],
  ["ibm850", "ibm850"],
  ["cp850", "ibm850"],
  ["utf-8", "utf-8"],
  ["utf-7", null],
  ["hz-gb-2312", null],
  ["x-user-defined", null],
  ["klingon", null],
  ["", null],
])("F4 the option %j names %j", (label, encoding) => {
  expect(encodingNamed(label)).toBe(encoding);
});

test.each([
  ["utf-8", null],
  ["UTF-8", null],
  ["utf-16", null],
  ["us-ascii", null],
  ["klingon", null],
  ["ISO-8859-1", "windows-1252"],
  ["windows-1251", "windows-1251"],
  ["euc-kr", "euc-kr"],
])("F4 the charset %j names %j", (label, encoding) => {
  expect(encodingOfCharset(label)).toBe(encoding);
});
