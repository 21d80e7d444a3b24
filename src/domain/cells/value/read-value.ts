import type { ColumnKey } from "../../columns.ts";
import { cleanText, PLAIN } from "../text.ts";
import { formOf, isTextColumn } from "./form.ts";
import { isMarkedRow, type MarkedCell, withoutMark } from "./mark.ts";

/** Gives the value of a column's cell (F9); `isMarked` says that some program has put a `'` before most cells of its row. */
export function readValue(raw: string, key: ColumnKey, isMarked = false): string {
  if (PLAIN.test(raw)) return raw.trim();
  const form = formOf(key);
  const bare = withoutMark(raw, form === "text", isMarked);
  switch (form) {
    case "text":
      return cleanText(bare);
    case "address":
      return cleanText(bare.replace(FORMAT_SIGN, ""));
    case "word":
      return cleanText(plainLetters(bare.replace(UNSEEN, "")));
    case "number":
      return cleanText(plainLetters(partLines(bare.replace(UNSEEN, ""))));
    default:
      return form satisfies never;
  }
}

/** Tells whether the cells of a row are marked as text by some program (F9). */
export function areMarked(cells: readonly { readonly raw: string; readonly key: ColumnKey }[]): boolean {
  // Nearly every row has no such cell at all.
  if (!cells.some(({ raw }) => raw.startsWith("'"))) return false;
  return isMarkedRow(cells.map(({ raw, key }): MarkedCell => ({ raw, isText: isTextColumn(key) })));
}

// A soft hyphen behind Ã is half of an í whose UTF-8 was read as windows-1252 (F10).
const FORMAT_SIGN = /(?<!Ã)\p{Cf}/gu;
/** Format signs, and letters and marks that nobody sees either. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** Full-width digits and letters; signs are read where they mean something. */
function plainLetters(text: string): string {
  return text.replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (sign) =>
    String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
  );
}

/** Lines of numbers are as many numbers. */
function partLines(text: string): string {
  return text.trim().replace(/[\r\n\u2028\u2029]+/g, ";");
}
