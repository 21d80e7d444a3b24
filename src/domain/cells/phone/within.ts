import { plainDigits } from "../digits.ts";

/** The longest text that is searched for a number. */
const MOST_SEARCHED = 100;

const LABEL = /^(?:tel|telephone|telefon|fon|phone|ph|mobile|mob|cell|fax|[tmpc](?=[.:]))\s*[.:]*\s*/i;
const EXTENSION =
  /\s*[,;(]?\s*(?:x|ext\.?|extn\.?|extension|#|poste|nst\.?|dw|durchwahl|anexo|ramal|int\.?|interno|доб\.?|内線|分机)\s*[.:=#]?\s*[0-9]{1,6}\)?$/iu;
const NO_CENTS = /[.,]0{1,2}$/;

/** Gives the parts of a text that begin with + and look like a full number. */
export function fullNumbersIn(text: string): readonly string[] {
  return text.slice(0, MOST_SEARCHED).match(/\+\s?[0-9][0-9\s().\p{Pd}]{5,25}[0-9]/gu) ?? [];
}

/** Gives the number without a label before it, an extension behind it and decimals of nothing; null where it has none. */
export function withoutTrimmings(text: string): string | null {
  const plain = plainDigits(text.slice(0, MOST_SEARCHED).replace(/\p{Cf}/gu, "")).trim();
  const bare = plain.replace(LABEL, "").replace(EXTENSION, "").replace(NO_CENTS, "");
  return bare === plain || text.length > MOST_SEARCHED ? null : bare;
}

/** Gives what stands before and behind the commas, slashes and their like of a list, as far as each part is `right`; null if one is not. */
export function partedNumbers(text: string, right: (part: string) => string | null): string | null {
  if (text.length > 10 * MOST_SEARCHED) return null;
  for (const separator of [/[,|&]/, /[,|&/]|(?=\+)/]) {
    const parts = text.split(separator).flatMap((part) => (part.trim() === "" ? [] : [right(part.trim())]));
    if (parts.length > 1 && parts.every((part) => part !== null)) return parts.join(";");
  }
  return null;
}
