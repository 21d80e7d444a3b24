import { cleanCell, shownValue } from "../cells/text.ts";
import type { Question } from "../check/report.ts";
import { MAX_ROWS, MAX_VALUE_SHOWN } from "../limits.ts";
import { filledRows } from "./csv.ts";
import { decodeAs } from "./encoding/bytes-to-text.ts";
import type { Delimiter } from "./format.ts";
import type { FileColumn } from "./headings.ts";

const MOST_SHOWN = 5;
/** Values are picked among so many of the first. */
const MOST_LOOKED_AT = 200;

/** Twice what is shown of a value (spec 4): a character may be two bytes. */
const MOST_BYTES = 2 * MAX_VALUE_SHOWN;

type Layout = { readonly delimiter: Delimiter; readonly fields: readonly FileColumn[] };

/**
 * Asks which encoding is meant, with the same values as each candidate reads them; a PIN is never among them. Null where
 * no value depends on it.
 */
export function askEncoding(bytes: Uint8Array, candidates: readonly string[], layout: Layout): Question | null {
  const values = telling(valuesBeyondAscii(bytes, layout));
  if (values.length === 0) return null;
  const encodings = candidates.map((encoding) => ({
    encoding,
    values: values.map((value) => shownValue(cleanCell(decodeAs(encoding, bytesOf(value))))),
  }));
  return { code: "encoding_guessed", params: { encodings } };
}

/** The different values of fields that have bytes beyond ASCII, each byte as the character of its number. */
function valuesBeyondAscii(bytes: Uint8Array, { delimiter, fields }: Layout): readonly string[] {
  const shown = fields.filter(({ key }) => key !== "voicemail_pin");
  const values = new Set<string>();
  let rows = 0;
  for (const { cells } of filledRows(toCharacters(bytes), delimiter)) {
    // The header row is the first.
    if (rows++ === 0) continue;
    if (rows > MAX_ROWS + 1 || values.size >= MOST_LOOKED_AT) break;
    for (const { index } of shown) {
      const cell = cells[index] ?? "";
      const beyond = cell.search(/[\x80-\xFF]/);
      if (beyond >= 0)
        values.add(beyond < MOST_BYTES ? cell.slice(0, MOST_BYTES) : cell.slice(beyond, beyond + MOST_BYTES));
    }
  }
  return [...values];
}

/** Those that have a byte which none before them has, then others. */
function telling(values: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const first = values.filter((value) => {
    const fresh = Array.from(value).filter((char) => char > "\x7F" && !seen.has(char));
    for (const char of fresh) seen.add(char);
    return fresh.length > 0;
  });
  return [...first, ...values.filter((value) => !first.includes(value))].slice(0, MOST_SHOWN);
}

const CHUNK = 8_192;

function toCharacters(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  return parts.join("");
}

function bytesOf(characters: string): Uint8Array {
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}
