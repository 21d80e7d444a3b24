import { toASCII } from "punycode/punycode.es6.js";
import { foldCase } from "../user/user.ts";
import { fault, type Reading } from "./reading.ts";

/** The most octets of an address (V4). */
export const MAX_EMAIL_BYTES = 254;
/** The most octets of the part before the @ (RFC 5321). */
const MAX_LOCAL_BYTES = 64;
/** The most octets of a label of a domain, as punycode (RFC 1035). */
const MAX_LABEL_BYTES = 63;

// Letters, digits and the signs of RFC 5322's atext, and whatever is visible beyond ASCII (RFC 6531).
const dotAtom =
  /^(?:[\w!#$%&'*+/=?^`{|}~-]|[^\0-\x7f\p{C}\p{Z}])+(?:\.(?:[\w!#$%&'*+/=?^`{|}~-]|[^\0-\x7f\p{C}\p{Z}])+)*$/u;
const label = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;
const lastLabel = /^(?:\p{L}[\p{L}\p{M}]+|xn--[a-z0-9-]*[a-z0-9])$/iu;

/** Reads an e-mail address and keeps it as written (V4). */
export function readEmail(text: string): Reading<string, "invalid_email" | "too_long"> {
  const length = countBytes(text);
  if (length > MAX_EMAIL_BYTES) {
    return fault("too_long", { column: null, max: MAX_EMAIL_BYTES, unit: "bytes", length });
  }
  if (isEmail(text)) return { ok: true, value: text };
  return fault("invalid_email", { value: text, more: 0 }, addressWithin(text));
}

/** Gives the key by which addresses are compared: ignoring case, the domain as punycode (V4). */
export function emailKey(email: string): string {
  const at = email.lastIndexOf("@");
  // What is longer is no address, and punycode must not be given it: it throws where its arithmetic ends.
  if (at < 0 || email.length > MAX_EMAIL_BYTES) return foldCase(email);
  return `${foldCase(email.slice(0, at))}@${asciiDomain(email.slice(at + 1))}`;
}

function asciiDomain(domain: string): string {
  if (/^[!-~]*$/.test(domain)) return domain.toLowerCase();
  return toASCII(domain.normalize("NFKC").toLowerCase()).toLowerCase();
}

/** Tells whether a text is an address (V4), its length in all left aside. */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  return dotAtom.test(local) && countBytes(local) <= MAX_LOCAL_BYTES && isDomain(text.slice(at + 1));
}

function isDomain(domain: string): boolean {
  const labels = domain.split(".");
  if (labels.length < 2 || !labels.every((one) => label.test(one)) || !lastLabel.test(labels.at(-1) ?? ""))
    return false;
  return asciiDomain(domain)
    .split(".")
    .every((one) => one.length <= MAX_LABEL_BYTES);
}

/**
 * The address inside `Dana <dana@example.com>` or `mailto:dana@example.com?subject=Hi`, or without the quotes around it, the
 * stop behind it, and the spaces and invisible signs at its @ and its dots.
 */
function addressWithin(text: string): string | null {
  const inner = text.match(/^[^<>]*<([^<>]+)>$/)?.[1] ?? text.match(/^mailto:([^?]+)/i)?.[1] ?? text;
  const bare = inner
    .replace(/\p{Cf}/gu, "")
    .replace(/^["'“”„«‘’\s]+|["'“”«»‘’.,;:\s]+$/gu, "")
    .replace(/\s*([@＠])\s*/g, "@")
    .replace(/(@.*?)\s*[.,]\s*(?=\S+$)/, "$1.");
  return bare !== text && isEmail(bare) ? bare : null;
}

/** Octets in UTF-8 (RFC 3629). */
function countBytes(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
