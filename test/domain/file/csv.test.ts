import { expect, test } from "vitest";
import { filledRows, readRows } from "../../../src/domain/file/csv.ts";
import type { Delimiter } from "../../../src/domain/file/format.ts";

const cellsOf = (text: string, delimiter: Delimiter = ",") => [...readRows(text, delimiter)].map((row) => row.cells);
const faultsOf = (text: string) =>
  [...readRows(text, ",")].flatMap(({ row, fault }) => (fault ? [[row, fault] as const] : []));

test.each<[string, string, string[][]]>([
  [
    "plain cells",
    "a,b\nc,d",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ["CRLF, LF and CR, mixed", "a\r\nb\nc\rd\r\n", [["a"], ["b"], ["c"], ["d"]]],
  ["blank rows", "a\n\n\nb", [["a"], [""], [""], ["b"]]],
  ["blank rows in CR and LF", "a\r\r\n\nb", [["a"], [""], [""], ["b"]]],
  ["quoted cells", '"a,b","c"', [["a,b", "c"]]],
  ["doubled quotes", '"say ""hi""",""""', [['say "hi"', '"']]],
  ["line breaks in quotes, as they are", '"a\r\nb\nc\rd",e', [["a\r\nb\nc\rd", "e"]]],
  ["an empty quoted cell", '"",x', [["", "x"]]],
  ["spaces and tabs around a quoted cell dropped", ' \t"a " \t, "b"\n', [["a ", "b"]]],
  ["what nobody sees around a quoted cell dropped", 'x\n\uFEFF"a,b"\u00A0,\u200B"c"', [["x"], ["a,b", "c"]]],
  ["spaces around an unquoted cell kept", " a ,\tb\t", [[" a ", "\tb\t"]]],
  ["a quote inside an unquoted cell as text", 'a"b,5" pipe,c""', [['a"b', '5" pipe', 'c""']]],
  [
    "an empty last cell",
    "a,\n,\n",
    [
      ["a", ""],
      ["", ""],
    ],
  ],
  ["a separator at the very end", "a,", [["a", ""]]],
  ["a quoted last cell without a line end", 'a,"b"', [["a", "b"]]],
  ["no text", "", []],
])("F5 reads %s", (_, text, cells) => {
  expect(cellsOf(text)).toEqual(cells);
});

test("F5 takes a tab for a separator and not for a space where the file is separated by tabs", () => {
  expect(cellsOf('a\t"b"\t"c\td"\t \n', "\t")).toEqual([["a", "b", "c\td", " "]]);
});

test("F5 leaves the other separators in their cells", () => {
  expect(cellsOf("a,b;c\td", ";")).toEqual([["a,b", "c\td"]]);
});

test("F6 says in which row a quote is never closed", () => {
  expect(faultsOf('a,b\n"c\nd",e\nf,"g\nh,i\n')).toEqual([[3, "unclosed_quote"]]);
});

test("F6 says in which rows text follows a closing quote, and goes on behind them", () => {
  const text = 'a,b\n"c"d,e\nf,"g" "h"\n"i"  \n';
  expect(faultsOf(text)).toEqual([
    [2, "text_after_quote"],
    [3, "text_after_quote"],
  ]);
  expect(cellsOf(text).at(-1)).toEqual(["i"]);
});

test("F6 finds the cell that has lost the separator before its opening quote, which shifts nothing by chance", () => {
  expect(faultsOf('a,b,c\nAnn"Lee, Dr",x\n')).toEqual([[2, "text_before_quote"]]);
  expect(faultsOf('a,b,c\nAnn"Lee, a ""Dr"" b" ,x\n')).toEqual([[2, "text_before_quote"]]);
  expect(faultsOf('24" screen,19" screen,x\nAnn "Nan" Lee,"Dr",x\n6"x4,5,x\n"a",b"c,d\n')).toEqual([]);
});

test("F8 counts blank rows, and a row with line breaks inside once", () => {
  const rows = [...filledRows('\n a \n,,\n"b\n\nc"\n\u00A0,"\u200B"\nd', ",")];
  expect(rows.map((row) => [row.row, row.cells[0]])).toEqual([
    [2, " a "],
    [4, "b\n\nc"],
    [6, "d"],
  ]);
});

// Quadratic time would take minutes here, and the runner gives up on a test long before.
test("F5 comes to the end of two megabytes of the worst", () => {
  const unit = ["\n", ",", '"', '""\n', "a,", '"a" b,', " ", '" ', ',"\n', "\r", "é,", "漢"];
  for (const hostile of unit.map((text) => text.repeat(2_000_000 / text.length))) {
    expect([...filledRows(hostile, ",")].every(({ row }) => row > 0)).toBe(true);
  }
});
