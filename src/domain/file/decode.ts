import type { FileProblem } from "../check/report.ts";
import { readRows } from "./csv.ts";
import { readLayout } from "./delimiter.ts";
import { decodeAs } from "./encoding/bytes-to-text.ts";
import { firstUnknown, guessEncodings } from "./encoding/guess.ts";
import { isMostlyUtf8, measureUtf8 } from "./encoding/utf8.ts";
import { fileProblem } from "./file-problem.ts";
import { findForeign } from "./sniff.ts";

export type Decoded =
  | {
      readonly ok: true;
      /** Without a byte order mark. */
      readonly text: string;
      /** A label of the Encoding Standard, such as "utf-8", or ibm850. */
      readonly encoding: string;
      /** Where neither the bytes nor anybody told: what they may be in, likeliest first; the text is read as the first. */
      readonly candidates: readonly string[] | null;
    }
  | { readonly ok: false; readonly problem: FileProblem };

/**
 * Reads bytes as text by what is in them, else as what is named, else as what is likeliest; or says that they are
 * something else (F3) or damaged, and in which row (F4).
 */
export function decodeFile(bytes: Uint8Array, named: string | null): Decoded {
  const found = findForeign(bytes);
  if (found) return { ok: false, problem: fileProblem("unsupported_file_type", { found }) };
  if (beginsWith(bytes, 0xff, 0xfe)) return decodeUtf16(bytes, "utf-16le");
  if (beginsWith(bytes, 0xfe, 0xff)) return decodeUtf16(bytes, "utf-16be");
  const measure = measureUtf8(bytes);
  if (measure.invalid === 0) return readable(decodeAs("utf-8", bytes), "utf-8");
  if (measure.sequences > measure.invalid || isMostlyUtf8(bytes))
    return damagedAfter(decodeAs("utf-8", bytes.subarray(0, measure.firstInvalid)));
  // A byte order mark before bytes that are not UTF-8 was put there wrongly and is no part of the text.
  const body = beginsWith(bytes, 0xef, 0xbb, 0xbf) ? bytes.subarray(3) : bytes;
  return named !== null && !named.startsWith("utf-") ? decodeNamed(body, named) : decodeGuessed(body);
}

function decodeNamed(bytes: Uint8Array, encoding: string): Decoded {
  const text = decodeAs(encoding, bytes);
  const unknown = firstUnknown(text);
  return unknown === -1 ? readable(text, encoding) : damagedAfter(text.slice(0, unknown));
}

function decodeGuessed(bytes: Uint8Array): Decoded {
  const candidates = guessEncodings(bytes);
  // Code page 850 has a character for every byte.
  const [likeliest = "ibm850"] = candidates;
  return readable(decodeAs(likeliest, bytes), likeliest, candidates);
}

type Utf16 = "utf-16le" | "utf-16be";

/** Broken is half a character: a surrogate alone, or an odd byte at the end. */
function decodeUtf16(bytes: Uint8Array, encoding: Utf16): Decoded {
  const body = bytes.subarray(2);
  const lone = loneSurrogate(body, encoding);
  const whole = lone === body.length && body.length % 2 === 0;
  const text = decodeAs(encoding, body.subarray(0, lone - (lone % 2)));
  return whole ? readable(text, encoding) : damagedAfter(text);
}

/** Where the first half character is, in bytes; their number when there is none. */
function loneSurrogate(body: Uint8Array, encoding: Utf16): number {
  const high = encoding === "utf-16le" ? 1 : 0;
  const kindAt = (at: number) => (body[at + high] ?? 0) & 0xfc;
  for (let at = 0; at + 1 < body.length; at += 2) {
    if (kindAt(at) === 0xdc) return at;
    if (kindAt(at) !== 0xd8) continue;
    if (at + 3 >= body.length || kindAt(at + 2) !== 0xdc) return at;
    at += 2;
  }
  return body.length;
}

/** The damaged character stands in the last row of what could be read and the character itself (F8). */
function damagedAfter(readableText: string): Decoded {
  const { text, delimiter } = readLayout(`${readableText}\uFFFD`);
  let last = 1;
  for (const { row } of readRows(text, delimiter)) last = row;
  return { ok: false, problem: fileProblem("unreadable_encoding", { row: last }, { row: last }) };
}

/** A second byte order mark, as joined files have it, would hide the quotation mark after it. */
function readable(text: string, encoding: string, candidates: readonly string[] | null = null): Decoded {
  return { ok: true, text: withoutEndMark(text.replace(/^\uFEFF+/, "")), encoding, candidates };
}

/** Old programs end a file with 0x1A, or fill its last block with them, with line ends before or behind (F7). */
function withoutEndMark(text: string): string {
  const end = text.trimEnd();
  let last = end.length;
  while (end[last - 1] === "\u001A") last--;
  return last === end.length ? text : end.slice(0, last);
}

function beginsWith(bytes: Uint8Array, ...mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}
