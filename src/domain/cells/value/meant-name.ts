import { countSlips } from "../slips.ts";

/** Longer texts are cut before they are compared: the time is bounded whatever a file holds. */
const MOST_COMPARED = 64;
/** One slip is forgiven in a word, and one more for each so many letters. */
const LETTERS_TO_A_SLIP = 6;
/** What sets off the country, the town or a remark behind a name. */
const SET_OFF = /[,;([/–—]|\s-\s/;

/**
 * Gives the one name that a text means though it is written otherwise: with slips in its words, without its last words, or with
 * more set off behind it. Null where several could be meant, or where a word or a digit says that it is another: Ward 4 is no
 * Ward 3, and Pro Plus no Pro.
 */
export function meantName(text: string, names: readonly string[]): string | null {
  const short = text.slice(0, MOST_COMPARED);
  const [front = ""] = short.split(SET_OFF);
  const behind = short.slice(front.length);
  return onlyBest(wordsOf(short), names) ?? (/\p{Nd}/u.test(behind) || behind === "" ? null : onlyEqual(front, names));
}

function onlyBest(words: readonly string[], names: readonly string[]): string | null {
  const distances = names.flatMap((name) => {
    const distance = distanceOf(words, wordsOf(name));
    return distance === null ? [] : [{ name, distance }];
  });
  const least = Math.min(...distances.map(({ distance }) => distance));
  const [best, another] = distances.filter(({ distance }) => distance === least);
  return best && !another ? best.name : null;
}

function onlyEqual(front: string, names: readonly string[]): string | null {
  const words = wordsOf(front).join(" ");
  return names.find((name) => words !== "" && wordsOf(name).join(" ") === words) ?? null;
}

/** A missing word weighs more than all slips. */
const MISSING_WORD = 100;

/** How far a text is from a name; null where it means another. */
function distanceOf(words: readonly string[], name: readonly string[]): number | null {
  if (words.length === 0) return null;
  if (words.join("") === name.join("") || words.toSorted().join(" ") === name.toSorted().join(" ")) return 0;
  if (words.length > name.length) return null;
  const slips = words.map((word, at) => slipsOf(word, name[at] ?? ""));
  if (!slips.every((count) => count !== null)) return null;
  return slips.reduce((sum, count) => sum + count, 0) + MISSING_WORD * (name.length - words.length);
}

/** In a word of one or two letters, or with digits, every sign counts. */
function slipsOf(word: string, meant: string): number | null {
  if (word === meant) return 0;
  if (Math.min(word.length, meant.length) < 2 || word.length + meant.length < 5 || /\p{Nd}/u.test(word + meant))
    return null;
  const slips = countSlips(word, meant);
  return slips <= Math.max(1, Math.floor(meant.length / LETTERS_TO_A_SLIP)) ? slips : null;
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .slice(0, MOST_COMPARED)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}
