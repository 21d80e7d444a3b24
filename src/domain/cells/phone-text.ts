import { type Damage, damageOf } from "./damage.ts";
import { plainDigits } from "./digits.ts";

/** A text taken apart as a phone number, before any numbering plan is asked (V1). */
export type PhoneText =
  /** Written with +, 00 or 011. `spellings` are its digits after that: as written, then without a trunk zero "(0)". */
  | { readonly kind: "international"; readonly spellings: readonly string[]; readonly digits: string }
  /** Nothing but digits and punctuation. */
  | { readonly kind: "bare"; readonly spellings: readonly string[]; readonly digits: string }
  | { readonly kind: "several"; readonly count: number }
  | { readonly kind: "damaged"; readonly damage: Damage }
  | { readonly kind: "strange" };

/** The longest text that is taken for one number: room for 15 digits with much between them. */
const MAX_TEXT = 64;
/** The longest text that is searched for several numbers. */
const MAX_TEXTS = 2_000;
/** The fewest digits of a part that is taken for a number of its own. */
const FEWEST_DIGITS = 7;

const plainAlready = /^[!-~](?:[ -~]*[!-~])?$/;
const invisible = /\p{Cf}/gu;
const punctuation = /^[0-9\s.()[\]/~_'’·•\p{Pd}\u2212\u30fc]*$/u;
const separator = /[;,/|&\r\n]|.\+/;
const trunkZero = /[([]\s*0\s*[)\]]/;

/** Takes a text apart as one phone number. */
export function takeApart(text: string): PhoneText {
  if (text.length > MAX_TEXTS) return { kind: "strange" };
  const plain = plainText(text);
  const damage = damageOf(plain, "many");
  if (damage) return { kind: "damaged", damage };
  const count = countNumbers(plain);
  if (count > 1) return { kind: "several", count };
  const written = withoutDecimals(plain.replace(/[;,]\s*$/, ""));
  const prefix = written.match(/^[\s([]*\+/)?.[0] ?? "";
  const rest = written.slice(prefix.length);
  if (written.length > MAX_TEXT || !punctuation.test(rest) || !/[0-9]/.test(rest)) return { kind: "strange" };
  return prefix ? spell(rest, "") : spellBare(rest);
}

/** Full-width signs, Arabic digits and whatever is invisible make no difference. */
function plainText(text: string): string {
  if (plainAlready.test(text)) return text;
  return plainDigits(text.replace(invisible, "")).trim();
}

/** Counts the numbers in a text: parts between semicolons or on lines, short ends behind a slash, or long parts between other separators. */
function countNumbers(text: string): number {
  if (!separator.test(text) || /\p{L}/u.test(text)) return 1;
  const parts = text.split(/[;\r\n]/).filter((part) => /[0-9]/.test(part));
  if (parts.length > 1) return parts.length;
  if (text.length <= MAX_TEXT && hasShortEnds(text)) return text.split("/").length;
  const long = text.split(/[,/|&]|(?=\+)/).filter((part) => part.replace(/[^0-9]/g, "").length >= FEWEST_DIGITS);
  return long.length;
}

/** +49 30 1234567/68 are two numbers; +1/415/555/0123 is one, whose groups are parted so. */
function hasShortEnds(text: string): boolean {
  if (!/\/\s*[0-9]{1,4}\s*$/.test(text)) return false;
  const groups = text.split("/");
  return groups.length === 2 || groups.some((group) => group.replace(/[^0-9]/g, "").length > 4);
}

/** 14155550123.0 and 14,155,550,123 are whole numbers that were written as decimals or with thousands separated. */
function withoutDecimals(text: string): string {
  if (/^\+?[0-9]{7,}\.0+$/.test(text)) return text.slice(0, text.indexOf("."));
  return /^[0-9]{1,3}(?:,[0-9]{3})+$/.test(text) ? text.replaceAll(",", "") : text;
}

function spellBare(text: string): PhoneText {
  const digits = onlyDigits(text);
  const dialled = digits.match(/^(?:00|011)/)?.[0] ?? "";
  if (dialled) return spell(text, dialled);
  return { kind: "bare", spellings: spellingsOf(text, ""), digits };
}

function spell(text: string, dialled: string): PhoneText {
  return { kind: "international", spellings: spellingsOf(text, dialled), digits: onlyDigits(text) };
}

function spellingsOf(text: string, dialled: string): readonly string[] {
  const asWritten = onlyDigits(text).slice(dialled.length);
  if (!trunkZero.test(text)) return [asWritten];
  return [asWritten, onlyDigits(text.replace(trunkZero, "")).slice(dialled.length)];
}

function onlyDigits(text: string): string {
  return text.replace(/[^0-9]/g, "");
}
