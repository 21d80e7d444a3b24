/** Writes full-width letters, digits and signs as ASCII. */
export function plainWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/** Writes the full-width and the Arabic digits of a text as 0 to 9, and full-width signs as ASCII. */
export function plainDigits(text: string): string {
  return plainWidth(text).replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
