import { expect, test } from "vitest";
import { decodeAs } from "../../../src/domain/file/encoding/bytes-to-text.ts";
import { guessEncodings } from "../../../src/domain/file/encoding/guess.ts";
import { encode } from "../../support/files/encodings/encode.ts";
import { languages, peopleFile } from "../../support/files/encodings/names.ts";

const cases = Object.entries(languages).flatMap(([language, names]) =>
  names.encodings.map((encoding) => ({ language, names, encoding })),
);

/** Of so many files, how often the first guess reads the file as it was written, and how often one of them does. */
function tally(rows: number, files: number) {
  const guesses = cases.flatMap(({ names, encoding }) =>
    Array.from({ length: files }, (_, seed) => {
      const bytes = encode(peopleFile(names, rows, seed), encoding);
      const texts = guessEncodings(bytes).map((guess) => decodeAs(guess, bytes));
      return { texts, text: decodeAs(encoding, bytes) };
    }),
  );
  return {
    first: guesses.filter(({ texts: [first], text }) => first === text).length / guesses.length,
    asked: guesses.filter(({ texts, text }) => texts.includes(text)).length / guesses.length,
  };
}

test("F4 guesses the encoding of 30 rows of names in 26 languages at once", () => {
  expect(cases.length).toBeGreaterThan(45);
  expect(tally(30, 3)).toEqual({ first: 1, asked: 1 });
});

test("Q1 asks for the right encoding among others with 3 rows, too, and mostly first", () => {
  const { first, asked } = tally(3, 6);
  expect(asked).toBe(1);
  expect(first).toBeGreaterThan(0.95);
});

test("Q1 asks once for encodings that read a file alike, and for eight at most", () => {
  const bytes = encode(peopleFile({ first: "Jörg", last: "Müller", encodings: [] }, 3, 0), "windows-1252");
  const texts = guessEncodings(bytes).map((encoding) => decodeAs(encoding, bytes));
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts.length).toBeLessThanOrEqual(8);
  expect(texts[0]).toContain("Jörg Müller");
});
