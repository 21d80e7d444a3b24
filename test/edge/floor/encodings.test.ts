import { expect, test } from "vitest";
import { alphabets } from "../../../src/domain/file/encoding/alphabets.ts";
import { decodeAs } from "../../../src/domain/file/encoding/bytes-to-text.ts";
import { guessEncodings } from "../../../src/domain/file/encoding/guess.ts";
import { encodingNamed } from "../../../src/domain/file/encoding/named.ts";
import { encode } from "../../support/files/encodings/encode.ts";
import { languages, peopleFile } from "../../support/files/encodings/names.ts";

test("F4 the Worker's decoder knows every encoding that is asked for, by its own name", () => {
  expect(alphabets.map(({ encoding }) => encodingNamed(encoding))).toEqual(alphabets.map(({ encoding }) => encoding));
  expect(["hz-gb-2312", "utf-7", "x-user-defined"].map(encodingNamed)).toEqual([null, null, null]);
});

test("F4 the Worker reads names in each of them as they were written, and guesses them at once", () => {
  for (const names of Object.values(languages)) {
    const text = peopleFile(names, 30, 1);
    for (const encoding of names.encodings) {
      const bytes = encode(text, encoding);
      expect([encoding, decodeAs(encoding, bytes).normalize("NFC")]).toEqual([encoding, text.normalize("NFC")]);
      const [first = "none"] = guessEncodings(bytes);
      expect([encoding, decodeAs(first, bytes)]).toEqual([encoding, decodeAs(encoding, bytes)]);
    }
  }
});

test.each([
  ["windows-1252", [0x80, 0x9c, 0xe9], "€œé"],
  ["windows-1250", [0x9f, 0xb3], "źł"],
  ["windows-1251", [0xcf, 0xb8], "Пё"],
  ["macintosh", [0x8e, 0x9f], "éü"],
  ["koi8-r", [0xf0, 0xc1], "Па"],
  ["shift_jis", [0x8e, 0x52, 0x93, 0x63], "山田"],
  ["euc-kr", [0xb1, 0xe8], "김"],
  ["big5", [0xb3, 0xaf], "陳"],
  ["gbk", [0xcd, 0xf5], "王"],
  ["ibm850", [0x82, 0x9b], "éø"],
])("F4 the Worker's %s is the Encoding Standard's", (encoding, bytes, text) => {
  expect(decodeAs(encoding, Uint8Array.from(bytes))).toBe(text);
});
