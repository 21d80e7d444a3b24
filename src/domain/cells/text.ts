import { MAX_VALUE_SHOWN } from "../limits.ts";
import { withoutMark } from "./value/mark.ts";

/** Gives the text of a cell that belongs to no column of the template, such as a header (F9). */
export function cleanCell(raw: string): string {
  return PLAIN.test(raw) ? raw.trim() : cleanText(withoutMark(raw, true, false));
}

/**
 * Gives a text with line breaks and tabs as spaces, in NFC, without outer spaces and invisible characters; `="00123"`, which
 * keeps a spreadsheet from rewriting a value, is what stands in it (F9).
 */
export function cleanText(text: string): string {
  let value = trimInvisible(compose(text.replace(BREAK, " ")));
  for (let inner = withinFormula(value); inner !== null; inner = withinFormula(value)) value = trimInvisible(inner);
  return value;
}

/** Tells whether a cleaned value holds control characters, or halves of characters, which are an error (F9). */
export function hasControlCharacters(value: string): boolean {
  return /[\p{Cc}\p{Cs}]/u.test(value);
}

/** Cuts a value to what a problem shows of it (spec 4), never through a character. */
export function shownValue(value: string): string {
  if (value.length <= MAX_VALUE_SHOWN) return value;
  return Array.from(value.slice(0, 2 * MAX_VALUE_SHOWN))
    .slice(0, MAX_VALUE_SHOWN)
    .join("");
}

/** Shows a header in a sentence: cut like a value, and a sign of its own for what cannot be printed. */
export function shownHeader(header: string): string {
  return shownValue(header.replace(/\p{Cc}/gu, "\uFFFD"));
}

/** Printable ASCII without a guard or a formula: nearly every cell, and only its spaces can change. */
export const PLAIN = /^(?: *[!-&(-<>-~](?:[ -&(-~]|(?<![,;|])')*)?$/;
const BREAK = /\r\n|[\n\r\t\u2028\u2029]/g;

/** What stands in `="…"`, with its doubled quotes; null where a formula does more. */
function withinFormula(value: string): string | null {
  if (!value.startsWith('="') || value.length < 3 || !value.endsWith('"')) return null;
  const parts = value.slice(2, -1).split('""');
  return parts.some((part) => part.includes('"')) ? null : parts.join('"');
}

// Marks on one letter are put in order by insertion, so a megabyte of them takes minutes. No script stacks
// more than the 30 of Unicode's Stream-Safe Text Format (UAX 15), and a value that does is left as it came.
const STACKED_MARKS = /\p{M}{31}/u;

function compose(text: string): string {
  return STACKED_MARKS.test(text) ? text : text.normalize("NFC");
}

/** Soft hyphen, zero-width, direction marks, fillers; `\s` adds spaces, the no-break space and the BOM. Emoji need their selectors and tags. */
const INVISIBLE = /[\s\u00AD\u061C\u115F\u1160\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFFA0]/;

// A loop, as /[…]+$/ takes quadratic time on a value with long runs of spaces inside.
function trimInvisible(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && INVISIBLE.test(text.charAt(start))) start++;
  while (end > start && INVISIBLE.test(text.charAt(end - 1))) end--;
  if (BROKEN_END.test(text.slice(Math.max(start, end - 2), end + 1))) end++;
  return text.slice(start, end);
}

/** The end of an à or í whose UTF-8 was read as windows-1252 (F10): the space and the hyphen are half of the letter. */
const BROKEN_END = /^\p{Ll}Ã[\u00a0\u00ad]$/u;
