/** The characters of the bytes from 80 on, in the encodings as which UTF-8 is most often read by mistake. */
const windows1252 =
  "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ" +
  Array.from({ length: 96 }, (_, at) => String.fromCharCode(0xa0 + at)).join("");
const macRoman =
  "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø" +
  "¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

const windows1250 =
  "€\u0081‚\u0083„…†‡\u0088‰Š‹ŚŤŽŹ\u0090‘’“”•–—\u0098™š›śťžź\u00a0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00ad®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż" +
  "ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";
const windows1251 =
  "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї" +
  Array.from({ length: 64 }, (_, at) => String.fromCharCode(0x410 + at)).join("");

/** An encoding, and the first bytes of the sequences that are believed: those of letters and signs of Europe. */
type Misreading = {
  readonly byteOf: ReadonlyMap<string, number>;
  readonly leads: ReadonlySet<number>;
  /** Tells whether a text may have been `read` so at all: in languages of the encoding some words look like sequences. */
  readonly isLikely: (text: string, read: string) => boolean;
};

const misreadings: readonly Misreading[] = [
  // ISO 8859-1, as which the same is read as well, has control characters at 80 to 9F.
  misreading(windows1252, [0xc2, 0xc3, 0xc4, 0xc5, 0xd0, 0xd1, 0xe2], c1Controls()),
  misreading(macRoman, [0xc2, 0xc3, 0xc4, 0xc5, 0xe2], []),
  // TĂŞNAD is a town, and no TêNAD.
  misreading(windows1250, [0xc3, 0xc4, 0xc5, 0xe2], [], (text, read) => isSmall(text) || !isSmall(read)),
  // Ді is a name; of ДіДі, or of a Latin word that ends so, nobody has heard.
  misreading(windows1251, [0xc2, 0xc3, 0xc4, 0xc5, 0xd0, 0xd1, 0xe2], [], (text) => SEVERAL.test(text)),
];

/** One of these signs begins every sequence. */
const LEAD = /[ÂÃÄÅÐÑâ¬√ƒ≈‚ĂĹВ-ЕРСв]/;
const SEVERAL = /(?:[В-ЕРСв][^\0-\x7fА-я]+.*){2}|[A-Za-z][В-ЕРС]/u;

function isSmall(text: string): boolean {
  return /\p{Ll}/u.test(text);
}

/** No value may be so long, and so much is looked at. */
const MOST_READ = 5_000;
/** More often no program has been seen to do it. */
const MOST_TIMES = 4;

/** Gives what a text was before its UTF-8 was read as windows-1252 or Mac Roman, once or several times; null if it was not (F10). */
export function beforeTwice(text: string): string | null {
  if (text.length > MOST_READ || !LEAD.test(text)) return null;
  let repaired: string | null = null;
  let next = readOnce(text);
  for (let times = 0; next !== null && times < MOST_TIMES; times++) {
    repaired = next;
    next = readOnce(next);
  }
  return repaired;
}

function readOnce(text: string): string | null {
  for (const { byteOf, leads, isLikely } of misreadings) {
    const read = decode(bytesOf(text, byteOf), leads);
    if (read !== null && isLikely(text, read)) return read;
  }
  return null;
}

/** Null: the encoding lacks one of the characters. */
function bytesOf(text: string, byteOf: ReadonlyMap<string, number>): readonly number[] | null {
  const bytes: number[] = [];
  for (const char of text) {
    const byte = char < "\u0080" ? char.charCodeAt(0) : byteOf.get(char);
    if (byte === undefined) return null;
    bytes.push(byte);
  }
  return bytes;
}

/** Reads bytes as UTF-8 of one to three bytes a character; null unless all is valid and there is a sequence at all. */
function decode(bytes: readonly number[] | null, leads: ReadonlySet<number>): string | null {
  if (bytes === null) return null;
  let text = "";
  let found = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) {
      text += String.fromCharCode(byte);
      continue;
    }
    const following = byte < 0xe0 ? 1 : 2;
    const tail = bytes.slice(at + 1, at + 1 + following);
    if (!leads.has(byte) || tail.length < following || !tail.every((one) => one >= 0x80 && one < 0xc0)) return null;
    const first = following === 1 ? byte & 0x1f : byte & 0xf;
    text += String.fromCharCode(tail.reduce((code, one) => (code << 6) | (one & 0x3f), first));
    found = true;
    at += following;
  }
  return found && !/\p{Cc}/u.test(text) ? text : null;
}

function misreading(
  high: string,
  leads: readonly number[],
  more: readonly (readonly [string, number])[],
  isLikely: Misreading["isLikely"] = () => true,
): Misreading {
  const chars = [...high].map((char, at) => [char, 0x80 + at] as const);
  return { byteOf: new Map([...more, ...chars]), leads: new Set(leads), isLikely };
}

function c1Controls(): readonly (readonly [string, number])[] {
  return Array.from({ length: 32 }, (_, at) => [String.fromCharCode(0x80 + at), 0x80 + at] as const);
}
