import { dial } from "../phone-plan.ts";

/**
 * Writes a number in E.164 in groups, for people to read: "+31 10 555 0343". It has the same digits, so that it is read and found like
 * the one without them. Any other text stays as it is.
 */
export function inGroups(text: string): string {
  if (!/^\+[0-9]{4,15}$/.test(text)) return text;
  const number = dial(text.slice(1));
  if (number?.e164 !== text) return text;
  const groups = number.inGroups().replace(/[^0-9+]+/g, " ");
  return groups.replaceAll(" ", "") === text ? groups : text;
}

/** Writes each number of a sentence in groups; what only has one within it, as an address may, stays as it is. */
export function withGroups(sentence: string): string {
  return sentence.replace(/(?<![\p{L}\p{N}_.+@-])\+[0-9]{7,15}(?![\p{L}\p{N}_@-])/gu, inGroups);
}

/** The digits of a text that is written like a number, however they are grouped; "" for any other. */
export function digitsOf(text: string): string {
  return /^[\d\s()+./-]+$/u.test(text) ? text.replace(/\D/gu, "") : "";
}
