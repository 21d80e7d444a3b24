import { type Alphabet, alphabets } from "./alphabets.ts";
import { decodeAs } from "./bytes-to-text.ts";
import { readerOf } from "./likeness.ts";

/** So much of a file is looked at: lines that have a byte beyond ASCII. */
const MOST_LOOKED_AT = 6_144;
/** So many are asked for; any other can be named. */
const MOST_CANDIDATES = 8;
/** Readings that are so much less like words are not asked for. */
const TOO_UNLIKE = 4;

const readers = alphabets.map((alphabet) => ({ alphabet, likeness: readerOf(alphabet) }));

/** Gives the encodings that bytes may be in which are no UTF-8, likeliest first; those that read them alike are one (F4). */
export function guessEncodings(bytes: Uint8Array): readonly string[] {
  const sample = sampleOf(bytes);
  const used = usedBytes(bytes);
  const scored = readers.flatMap(({ alphabet: { encoding }, likeness }, at) => {
    if (!hasAll(encoding, used)) return [];
    const text = decodeAs(encoding, sample);
    return isWhole(text) ? [{ encoding, text, score: likeness(text) - at / 100 }] : [];
  });
  const likely = scored.toSorted((one, other) => other.score - one.score);
  const [best] = likely;
  const different = likely.filter((one, at) => likely.findIndex((other) => readsAlike(one, other, used)) === at);
  return different
    .filter(({ score }) => best && score > best.score - TOO_UNLIKE)
    .slice(0, MOST_CANDIDATES)
    .filter(({ encoding }) => !MULTI_BYTE.has(encoding) || isWhole(decodeAs(encoding, bytes)))
    .map(({ encoding }) => encoding);
}

/** Finds the first character that stands for a byte which the encoding does not have; -1 where there is none. */
export function firstUnknown(text: string): number {
  return text.search(/[\uFFFD\u0080-\u009F]/);
}

function isWhole(text: string): boolean {
  return firstUnknown(text) === -1;
}

const MULTI_BYTE: ReadonlySet<Alphabet["encoding"]> = new Set(["gbk", "shift_jis", "euc-kr", "big5", "euc-jp"]);

/** Encodings of one byte a letter read alike what they read alike byte by byte, wherever it stands. */
function readsAlike(
  one: { encoding: string; text: string },
  other: { encoding: string; text: string },
  used: Uint8Array,
) {
  if (one.encoding === other.encoding) return true;
  if (MULTI_BYTE.has(one.encoding) || MULTI_BYTE.has(other.encoding)) return one.text === other.text;
  return decodeAs(one.encoding, used) === decodeAs(other.encoding, used);
}

/** An encoding of several bytes a letter is asked when the whole file is read. */
function hasAll(encoding: string, used: Uint8Array): boolean {
  return MULTI_BYTE.has(encoding) || isWhole(decodeAs(encoding, used));
}

/** Each byte beyond ASCII that occurs. */
function usedBytes(bytes: Uint8Array): Uint8Array {
  const seen = new Uint8Array(256);
  for (const byte of bytes) seen[byte] = 1;
  return Uint8Array.from(Array.from(seen.keys()).filter((byte) => byte >= 0x80 && seen[byte] === 1));
}

/** Whole lines that have bytes beyond ASCII, from the beginning of the file. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const lines: number[] = [];
  let start = 0;
  let isPlain = true;
  for (let at = 0; at <= bytes.length && lines.length < MOST_LOOKED_AT; at++) {
    const byte = bytes[at] ?? 0x0a;
    isPlain &&= byte < 0x80;
    const isLong = at - start >= MOST_LOOKED_AT;
    if (byte !== 0x0a && byte !== 0x0d && !isLong) continue;
    if (!isPlain) lines.push(...bytes.subarray(start, at), 0x0a);
    [start, isPlain] = [at + 1, true];
  }
  return Uint8Array.from(lines);
}
