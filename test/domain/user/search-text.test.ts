import { expect, test } from "vitest";
import { readNumberSearch, readUserSearch } from "../../../src/domain/user/search-text.ts";

const users = (text: string) => `{display_name email phones extension} : (${text})`;

test("nothing to look for finds everything", () => {
  expect(readUserSearch("  ")).toEqual({ kind: "everything" });
  expect(readNumberSearch("")).toEqual({ kind: "everything" });
});

test("one or two characters find what begins with them", () => {
  expect(readUserSearch("Da")).toEqual({ kind: "beginning", text: "da" });
  expect(readNumberSearch("+1")).toEqual({ kind: "beginning", text: "+1" });
  expect(readNumberSearch("14")).toEqual({ kind: "beginning", text: "+14" });
});

test("each of several words must be found; with a short one among them, the words as they stand", () => {
  expect(readUserSearch("Ruiz  Dana")).toEqual({ kind: "part", match: users('"Ruiz" AND "Dana"') });
  expect(readUserSearch("Li Dana")).toEqual({ kind: "part", match: users('"Li Dana"') });
});

test("quotes and operators of the index are mere text", () => {
  expect(readUserSearch('a"b OR c*')).toEqual({ kind: "part", match: users('"a""b OR c*"') });
  expect(readUserSearch("NEAR(x")).toEqual({ kind: "part", match: users('"NEAR(x"') });
});

test("a number is found however its digits are grouped", () => {
  expect(readUserSearch("(415) 555-01")).toEqual({
    kind: "part",
    match: `(${users('"(415)" AND "555-01"')}) OR (phones : "41555501")`,
  });
  expect(readNumberSearch("415 555")).toEqual({ kind: "part", match: '"415555"' });
  expect(readNumberSearch("+1 415")).toEqual({ kind: "part", match: '"+1415"' });
});

test("control characters in what is looked for count as blanks: no index holds them, nor could it be asked for them", () => {
  expect(readUserSearch("abc\u0000def")).toEqual(readUserSearch("abc def"));
  expect(readUserSearch("\u0000\u0007")).toEqual({ kind: "everything" });
  expect(readNumberSearch("+1\u0000 415 555")).toEqual(readNumberSearch("+1 415 555"));
});
