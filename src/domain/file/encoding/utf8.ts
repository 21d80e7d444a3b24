/** What bytes look like as UTF-8 (F4). */
export type Utf8Measure = {
  /** Valid sequences of two to four bytes. */
  readonly sequences: number;
  /** Bytes that are part of no valid sequence. */
  readonly invalid: number;
  /** Where the first of them is; the number of bytes when there is none. */
  readonly firstInvalid: number;
};

/** Counts valid multi-byte sequences and invalid bytes, by RFC 3629: no surrogates, nothing overlong, nothing above U+10FFFF. */
export function measureUtf8(bytes: Uint8Array): Utf8Measure {
  let sequences = 0;
  let invalid = 0;
  let firstInvalid = bytes.length;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length > 1) sequences++;
    if (length === 0 && invalid++ === 0) firstInvalid = at;
    at += length || 1;
  }
  return { sequences, invalid, firstInvalid };
}

/** The bytes of the sequence that begins here; 0 when none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const length = lengthFrom(lead);
  if (length < 2) return length;
  const second = bytes[at + 1] ?? 0;
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let next = at + 2; next < at + length; next++) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

function lengthFrom(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

/** Tells whether of the lines that have bytes beyond ASCII most are UTF-8, and some are not (F4). */
export function isMostlyUtf8(bytes: Uint8Array): boolean {
  let valid = 0;
  let others = 0;
  let start = 0;
  for (let at = 0; at <= bytes.length; at++) {
    const byte = bytes[at] ?? LINE_FEED;
    if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) continue;
    const { sequences, invalid } = measureUtf8(bytes.subarray(start, at));
    if (invalid > 0) others++;
    else if (sequences > 0) valid++;
    start = at + 1;
  }
  return others > 0 && valid > others;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
