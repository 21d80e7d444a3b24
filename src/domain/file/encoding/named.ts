import { labelOf } from "./bytes-to-text.ts";

/** Gives the encoding that a label names, by the Encoding Standard, or ibm850; null where it names none (F4). */
export function encodingNamed(label: string): string | null {
  const name = label.trim().toLowerCase();
  if (IBM_850.includes(name)) return "ibm850";
  const known = labelOf(name);
  return known === "x-user-defined" || known === "replacement" ? null : known;
}

/** Gives the encoding that the charset of a Content-Type names; what nearly every client writes unasked names none (F4). */
export function encodingOfCharset(charset: string): string | null {
  const named = encodingNamed(charset);
  return UNASKED.test(charset.trim()) || named?.startsWith("utf-") ? null : named;
}

const IBM_850 = ["ibm850", "cp850", "850", "csibm850"];
const UNASKED = /^(?:us-)?ascii$/i;
