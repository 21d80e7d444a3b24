import { expect, test } from "vitest";
import { type ColumnKey, columnKeys, columnOf } from "../../../src/domain/columns.ts";
import { said } from "../../support/english.ts";
import { makeFacts } from "../../support/files/facts.ts";
import { read } from "../../support/files/read-row.ts";

const placeholders = ["NULL", "null", "\\N", "N/A", "n/a", "none", "None", "-", "--", "–", "—", "?", "0"];
const texts = columnKeys.filter((key) => columnOf(key).kind.type === "text" && key !== "display_name");
const others = columnKeys.filter((key) => columnOf(key).kind.type !== "text" && !columnOf(key).mandatory);

/** What a cell comes to: codes with what is suggested. */
function outcome(field: ColumnKey, text: string): readonly string[] {
  const { problems, notes } = read({ [field]: text });
  const own = [...problems, ...notes].filter((found) => found.field === field && found.code !== "fmfm_incomplete");
  return own.map(({ code, suggestion }) => `${code} → ${JSON.stringify(suggestion)}`);
}

test("placeholder texts are five, and all but the display name", () => {
  expect(texts).toEqual(["first_name", "last_name", "job_title", "department", "external_id"]);
});

test.each(placeholders)(
  "placeholder is noted where %s stands alone in an optional text, and the suggestion is blank",
  (text) => {
    for (const field of texts) expect([field, ...outcome(field, text)]).toEqual([field, 'placeholder → ""']);
  },
);

test.each([
  ...[
    "Nonesuch",
    "None So Vile",
    "Null-Bauer",
    "N/A/B",
    "0.5 FTE",
    "00",
    "---",
    "No",
    "Na",
    "Nil",
    "-1",
    "O",
    "null null",
  ],
])("placeholder is not noted for %s, which may be meant", (text) => {
  for (const field of texts) expect([field, ...outcome(field, text)]).toEqual([field]);
});

test("placeholder is nothing that a mandatory name can be told to leave out", () => {
  expect(outcome("display_name", "none")).toEqual([]);
});

test.each(placeholders)(
  "%s in any other optional column is its own error, which says to clear the cell and suggests it",
  (text) => {
    for (const field of others) {
      // The voicemail operator may be extension 0 (spec 2, column 16).
      if (field === "voicemail_operator" && text === "0") continue;
      const own = read({ [field]: text }).problems.filter((problem) => problem.field === field);
      expect([field, own.length]).toEqual([field, 1]);
      expect([field, said(own[0])]).toEqual([field, expect.stringMatching(/clear the cell if there is none/i)]);
      expect(["", "NO"]).toContain(own[0]?.suggestion);
    }
  },
);

test("a placeholder is explained by what it is, not by letters or a missing country code", () => {
  for (const text of placeholders) {
    expect(said(read({ primary_phone: text }).problems[0])).toBe(
      "This is no phone number. Clear the cell if there is none.",
    );
  }
});

test("a location that is called like a placeholder is a location", () => {
  expect(read({ location: "none" }, makeFacts({ locations: ["Headquarters", "None"] })).problems).toEqual([]);
});

test("unknown_location lists the account's locations, as many as a sentence can hold", () => {
  const many = ["Headquarters", ...Array.from({ length: 30 }, (_, at) => `Office ${at}`)];
  expect(said(read({ location: "Qqq" }).problems[0])).toContain("Your locations: Headquarters, Berlin.");
  expect(said(read({ location: "Qqq" }, makeFacts({ locations: many })).problems[0])).toMatch(
    /Office 8 and 21 more\.$/,
  );
  const long = many.map((name) => name.padEnd(128, "x"));
  expect(said(read({ location: "Qqq" }, makeFacts({ locations: long })).problems[0]).length).toBeLessThan(600);
});
