import fc from "fast-check";
import { columns } from "../../../src/domain/columns.ts";

/** Bytes that are nearly a file: pieces of files, marks, encodings and damage, in any order. For the test and for scripts/fuzz.ts. */
export function hostileFile(): fc.Arbitrary<Uint8Array> {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...pieces) },
    { weight: 2, arbitrary: fc.constantFrom(...columns.map(({ name }) => utf8(name))) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 12 }) },
  );
  return fc
    .tuple(fc.constantFrom(...tops), fc.array(piece, { maxLength: 24 }), fc.constantFrom(...codes))
    .map(([top, rest, code]) => code(concat([top, ...rest])));
}

const utf8 = (text: string) => new TextEncoder().encode(text);

const tops: readonly Uint8Array[] = [
  ...["", "sep=;\r\n", "\uFEFF", "\uFEFFsep=\t\n", "New users, June\n\n"].map(utf8),
  ...[",", ";", "\t"].map((delimiter) =>
    utf8(`Display Name${delimiter}Email Address${delimiter}Subscription License Type${delimiter}Voicemail PIN\r\n`),
  ),
  utf8(`${columns.map(({ name }) => `"${name}"`).join(",")}\r\n`),
  utf8("Display Name,display  name (Optional),E-Mail Address,Email Address\n"),
  utf8("PK\x03\x04"),
];

const pieces: readonly Uint8Array[] = [
  ...["Ann,a@x.org,Pro,2580\n", "Bo;b@x.org;Pro;1\r\n", '"C\nD",c@x.org\r', '"', '""', '"x"y', ",", ";", "\t", "\n"],
  ...["\r\n", "\r", " ", "'", "'=", "=1", "\u00A0", "\u200B", "\u202E", "\uFEFF", "é", "e\u0301", "漢", "\u{1F600}"],
  ...["\u0007", "\0", "\u2028", "(Optional)", "Import Error", "+1 415 555 0123", "1.4E+10", "#REF!", "a".repeat(70)],
]
  .map(utf8)
  .concat([
    Uint8Array.of(0xe9),
    Uint8Array.of(0xc3),
    Uint8Array.of(0xed, 0xa0, 0x80),
    Uint8Array.of(0xf5),
    Uint8Array.of(0x81, 0x8d),
  ]);

const codes: readonly ((bytes: Uint8Array) => Uint8Array)[] = [
  (bytes) => bytes,
  (bytes) => bytes,
  (bytes) => bytes,
  (bytes) => concat([Uint8Array.of(0xff, 0xfe), wide(bytes, 0)]),
  (bytes) => concat([Uint8Array.of(0xfe, 0xff), wide(bytes, 1)]),
  (bytes) => bytes.subarray(0, -1),
];

/** Each byte as a unit of UTF-16. */
function wide(bytes: Uint8Array, at: 0 | 1): Uint8Array {
  const units = new Uint8Array(2 * bytes.length);
  for (const [index, byte] of bytes.entries()) units[2 * index + at] = byte;
  return units;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
