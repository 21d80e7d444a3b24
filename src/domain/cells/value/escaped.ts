import { decodeAs } from "../../file/encoding/bytes-to-text.ts";

/** The names of the signs of Latin-1 from A0 on in HTML, and of some others that people write. */
const latin1 =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest " +
  "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig " +
  "agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";
const others: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”" },
  ...{ ndash: "–", mdash: "—", hellip: "…", euro: "€", Scaron: "Š", scaron: "š", OElig: "Œ", oelig: "œ", Yuml: "Ÿ" },
};
const named: ReadonlyMap<string, string> = new Map([
  ...latin1.split(" ").map((name, at) => [name, String.fromCharCode(0xa0 + at)] as const),
  ...Object.entries(others),
]);

const ENTITY = /&(?:#([0-9]{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,7}));/gi;
const UNICODE = /\\u([0-9a-f]{4})/gi;
/** UTF-8 of two to four bytes, as links have it. */
const PERCENT = /(?:%[c-f][0-9a-f](?:%[89ab][0-9a-f]){1,3})+/gi;
/** No value may be so long. */
const MOST_READ = 5_000;

/** Gives a text that was written for a web page, a program or a link as it was before: R&amp;D, M\u00fcller, M%C3%BCller; null for others (F10). */
export function beforeEscaping(text: string): string | null {
  if (text.length > MOST_READ || !/&|\\u|%[c-f]/i.test(text)) return null;
  const plain = text
    .replace(ENTITY, (entity, decimal, hex, name) => signOf(decimal, hex, name) ?? entity)
    .replace(UNICODE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(PERCENT, decodeBytes);
  return plain === text || /[\p{Cc}\p{Cs}]/u.test(plain) ? null : plain;
}

function signOf(decimal: string | undefined, hex: string | undefined, name: string | undefined): string | null {
  if (name !== undefined) return named.get(name) ?? null;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return code >= 0x20 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}

/** What is no UTF-8 stays as it is. */
function decodeBytes(escaped: string): string {
  const bytes = Uint8Array.from(escaped.slice(1).split("%"), (hex) => Number.parseInt(hex, 16));
  const text = decodeAs("utf-8", bytes);
  return text.includes("\uFFFD") ? escaped : text;
}
