import { plainDigits } from "./digits.ts";
import { fault, type Reading } from "./reading.ts";

/** Codes that no extension we give may begin with (I3); a file or a person may still ask for one. */
export const emergencyPrefixes: readonly string[] = ["911", "112", "999", "000", "933", "988"];

/** Reads an extension: digits of the account's length, not beginning with 0, not reserved (spec 1). */
export function readExtension(text: string, length: number, reserved: ReadonlySet<string>): Reading<string> {
  if (!hasShape(text, length)) {
    const plain = extensionWithin(text);
    const suggestion = hasShape(plain, length) && !reserved.has(plain) ? plain : null;
    return fault("invalid_extension", { reason: "shape", length }, suggestion);
  }
  if (!reserved.has(text)) return { ok: true, value: text };
  return fault("invalid_extension", { reason: "reserved", value: text });
}

/** What programs and people make of an extension: `x4003`, `ext. 4003`, `#4003`, `4,003`, decimals where some cells are blank. */
export function extensionWithin(text: string): string {
  return plainDigits(text.slice(0, 40))
    .replace(/^(?:x|extn?\.?|extension|#)\s*[.:#]?\s*(?=[0-9])/i, "")
    .replace(/\.0{1,2}$/, "")
    .replace(/^([0-9]{1,3})[,.'’\s]([0-9]{3})$/, "$1$2");
}

function hasShape(text: string, length: number): boolean {
  return text.length === length && /^[1-9][0-9]*$/.test(text);
}

/** Tells whether a text is an extension rather than a phone number, as the voicemail operator may be either (spec 2, column 16). */
export function isShortNumber(text: string): boolean {
  return /^[0-9]{1,6}$/.test(text);
}
