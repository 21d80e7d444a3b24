/** How a spreadsheet has rewritten a value: shortened a number, or put a formula's error in its place. */
export type Damage = "exponent" | "formula";

// 1.41556E+10 of Excel and LibreOffice, 1,41556E+10 where the comma is decimal, 1.41556E10 of libraries.
const exponent = /^[+-]?[0-9]+(?:[.,][0-9]+)?E[+]?[0-9]{1,3}$/i;
// #REF!, #NAME?, #DIV/0! and their translations (#BEZUG!, #¿NOMBRE?); the ones without a mark; LibreOffice's Err:502;
// a column that was too narrow.
const formula = /^(?:#[¡¿]?[\p{Lu}\d/_]{2,}[!?]|#(?:N\/A|N\/D|N\/B|I\/T|Н\/Д|NV|YOK|GETTING_DATA)|#{3,}|Err:5\d\d)$/u;

/** Tells how a spreadsheet has damaged a text, or null; only columns of digits can be shortened (`spreadsheet_damaged`). */
export function damageOf(text: string, ofDigits: boolean): Damage | null {
  if (formula.test(text)) return "formula";
  return ofDigits && exponent.test(text) ? "exponent" : null;
}
