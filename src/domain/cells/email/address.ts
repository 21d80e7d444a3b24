import { toASCII } from "punycode/punycode.es6.js";

/** The most octets of an address (V4). */
export const MAX_EMAIL_BYTES = 254;
/** The most octets of the part before the @ (RFC 5321). */
const MAX_LOCAL_BYTES = 64;
/** The most octets of a label of a domain, as punycode (RFC 1035). */
const MAX_LABEL_BYTES = 63;

// Letters, digits and the signs of RFC 5322's atext; beyond ASCII letters, marks and digits only (V4).
const dotAtom =
  /^(?:[\w!#$%&'*+/=?^`{|}~-]|(?![\0-\x7f])[\p{L}\p{M}\p{Nd}])+(?:\.(?:[\w!#$%&'*+/=?^`{|}~-]|(?![\0-\x7f])[\p{L}\p{M}\p{Nd}])+)*$/u;
const label = /^[\p{L}\p{Nd}](?:[\p{L}\p{M}\p{Nd}-]*[\p{L}\p{M}\p{Nd}])?$/u;
const lastLabel = /^(?:\p{L}[\p{L}\p{M}]+|xn--[a-z0-9-]*[a-z0-9])$/iu;
const ASCII = /^[\0-\x7f]*$/;
/** The same of ASCII alone: nearly every address, and several times as fast. */
const plainAddress =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]*[a-z0-9])$/i;

/** Tells whether a text is an address (V4), but for its octets in all; full-width letters and their like never are. */
export function isEmail(text: string): boolean {
  // Nothing longer is tried: punycode takes quadratic time.
  if (text.length > MAX_EMAIL_BYTES) return false;
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  const domain = text.slice(at + 1);
  if (ASCII.test(text)) return plainAddress.test(text) && at <= MAX_LOCAL_BYTES && hasShortLabels(domain);
  return dotAtom.test(local) && countBytes(local) <= MAX_LOCAL_BYTES && isDomain(domain) && isNormal(text);
}

/** Writes a domain as punycode, in small letters: two that mean the same are the same (V4). */
export function asciiDomain(domain: string): string {
  if (/^[!-~]*$/.test(domain)) return domain.toLowerCase();
  return toASCII(domain.normalize("NFKC").toLowerCase()).toLowerCase();
}

/** Octets in UTF-8 (RFC 3629). */
export function countBytes(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Whether it is decomposed does not matter; cells are composed already (F9), addresses from elsewhere may not be. */
function isNormal(text: string): boolean {
  return text.normalize("NFKC") === text.normalize("NFC");
}

function isDomain(domain: string): boolean {
  const labels = domain.split(".");
  if (labels.length < 2 || !labels.every((one) => label.test(one)) || !lastLabel.test(labels.at(-1) ?? ""))
    return false;
  return hasShortLabels(asciiDomain(domain));
}

function hasShortLabels(domain: string): boolean {
  return domain.split(".").every((one) => one.length <= MAX_LABEL_BYTES);
}
