import { foldCase } from "../user/user.ts";
import { asciiDomain, countBytes, isEmail, MAX_EMAIL_BYTES } from "./email/address.ts";
import { addressesWithin, mayBeTorn } from "./email/within.ts";
import { fault, type Reading } from "./reading.ts";

/** Reads an e-mail address and keeps it as written; the one address that stands in a text is suggested (V4). */
export function readEmail(text: string): Reading<string, "invalid_email" | "too_long"> {
  const length = countBytes(text);
  if (length > MAX_EMAIL_BYTES) {
    return fault("too_long", { column: null, max: MAX_EMAIL_BYTES, unit: "bytes", length });
  }
  if (isEmail(text)) return { ok: true, value: text };
  const [only, ...others] = addressesWithin(text).addresses;
  const suggestion = only !== undefined && others.length === 0 && !mayBeTorn(text, only) ? only : null;
  return fault("invalid_email", { value: text, more: 0 }, suggestion);
}

/**
 * The mailbox that an address means for which nobody vouches yet: as written where only the case of ASCII letters tells it
 * from its key, else as the key has it. Else whoever has the odd mailbox would be taken for the one who has the plain one.
 */
export function mailboxOf(email: string): string {
  const key = emailKey(email);
  const [local, written] = [key, email].map((one) => one.slice(0, one.lastIndexOf("@")));
  return written?.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) === local ? email : key;
}

/** Gives the key by which addresses are compared: ignoring case, the domain as punycode (V4). */
export function emailKey(email: string): string {
  const at = email.lastIndexOf("@");
  // What is longer is no address, and punycode must not be given it: it throws where its arithmetic ends.
  if (at < 0 || email.length > MAX_EMAIL_BYTES) return foldCase(email);
  return `${foldCase(email.slice(0, at))}@${asciiDomain(email.slice(at + 1))}`;
}
