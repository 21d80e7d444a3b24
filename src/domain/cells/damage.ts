/** How a spreadsheet has rewritten a value: shortened a number, or put a formula's error in its place. */
export type Damage = "exponent" | "formula" | "date";

// 1.41556E+10 of Excel and LibreOffice, 1,41556E+10 where the comma is decimal, 1.41556E10 of libraries.
const exponent = /^[+-]?[0-9]+(?:[.,][0-9]+)?E[+]?[0-9]{1,3}$/i;
// #REF!, #NAME?, #DIV/0! and their translations (#BEZUG!, #¿NOMBRE?); the ones without a mark; LibreOffice's Err:502;
// a column that was too narrow.
const formula = /^(?:#[¡¿]?[\p{Lu}\d/_]{2,}[!?]|#(?:N\/A|N\/D|N\/B|I\/T|Н\/Д|NV|YOK|GETTING_DATA)|#{3,}|Err:5\d\d)$/u;

// The first letters of the months in the languages of Western Europe.
const month =
  "(?:jan|gen|ene|feb|fév|fev|mar|mär|mrz|maa|apr|avr|abr|may|mai|maj|mei|mag|jun|juin|giu|jul|juil|lug|aug|aoû|ago|sep|set|oct|okt|out|ott|nov|dec|déc|dez|dic|des)\\p{L}*\\.?";
// 10-Apr, Apr-26, 10. April 2026: what spreadsheets make of 4-10 or 10/4.
const named = new RegExp(`^(?:[0-9]{1,2}[-. /]{1,2}${month}(?:[-. /][0-9]{2,4})?|${month}[-. /][0-9]{1,4})$`, "iu");
const day = "(?:0?[1-9]|[12][0-9]|3[01])";
const numeric = new RegExp(`^(?:${day}([./-])${day}\\1(?:[0-9]{2}){1,2}|[0-9]{4}-[01][0-9]-[0-3][0-9])$`);

/** As a spreadsheet shows a long number; 7E12 may be an id of its own. */
const shortened = /^[0-9](?:[.,][0-9]+)?E\+[0-9]{2,3}$/;

/** Which columns a text stands in: of digits, which can be shortened; of so few that one can become a date of digits; of other systems' ids. */
export type OfDigits = "no" | "id" | "many" | "few";

/** Tells how a spreadsheet has damaged a text, or null (`spreadsheet_damaged`). */
export function damageOf(text: string, ofDigits: OfDigits): Damage | null {
  if (formula.test(text)) return "formula";
  if (ofDigits === "no" || text.length > MOST_CHARACTERS) return null;
  if (ofDigits === "id") return shortened.test(text) ? "exponent" : null;
  if (exponent.test(text)) return "exponent";
  return named.test(text) || (ofDigits === "few" && numeric.test(text)) ? "date" : null;
}

/** What is longer is no date, and no number that was shortened. */
const MOST_CHARACTERS = 400;
