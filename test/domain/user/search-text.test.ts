import { expect, test } from "vitest";
import { facet, matchUsers, readNumberSearch } from "../../../src/domain/user/search-text.ts";

const matchNames = (q: string) => matchUsers(q, () => []);
/** A word that is looked for in all texts. */
const word = (text: string) => `(({display_name email phones extension license department external_id} : ${text}))`;

test("nothing to look for finds everything", () => {
  expect(matchNames("  ")).toBeNull();
  expect(readNumberSearch("")).toEqual({ kind: "everything" });
});

test("one or two characters find what begins with them", () => {
  expect(matchNames("Da")).toBe('(((email : "||Da")))');
  expect(readNumberSearch("+1")).toEqual({ kind: "beginning", text: "+1" });
  expect(readNumberSearch("14")).toEqual({ kind: "beginning", text: "+14" });
});

test("each of several words must be found; with a short one among them, the words as they stand", () => {
  expect(matchNames("Ruiz  Dana")).toBe(`(${word('"Ruiz"')} AND ${word('"Dana"')})`);
  expect(matchNames("Li Dana")).toBe(`(${word('"Li Dana"')})`);
});

test("quotes and operators of the index are mere text", () => {
  expect(matchNames('a"b OR c*')).toBe(`(${word('"a""b OR c*"')})`);
  expect(matchNames("NEAR(x")).toBe(`(${word('"NEAR(x"')})`);
});

test("a number is found however its digits are grouped", () => {
  expect(matchNames("(415) 555-01")).toBe(`((${word('"(415)"')} AND ${word('"555-01"')}) OR (phones : "41555501"))`);
  expect(readNumberSearch("415 555")).toEqual({ kind: "part", match: '"415555"' });
  expect(readNumberSearch("+1 415")).toEqual({ kind: "part", match: '"+1415"' });
});

test("control characters in what is looked for count as blanks: no index holds them, nor could it be asked for them", () => {
  expect(matchNames("abc\u0000def")).toBe(matchNames("abc def"));
  expect(matchNames("\u0000\u0007")).toBeNull();
  expect(readNumberSearch("+1\u0000 415 555")).toEqual(readNumberSearch("+1 415 555"));
});

test("E11 a word finds whoever is at a location that has it in its name", () => {
  const at = (name: string) => (name === "Berlin" ? ["loc_1", "loc_2"] : []);
  const berlin = `(({display_name email phones extension license department external_id} : "Berlin") OR (${facet("o", "loc_1")}) OR (${facet("o", "loc_2")}))`;
  expect(matchUsers("Berlin Dana", at)).toBe(`(${berlin} AND ${word('"Dana"')})`);
});
