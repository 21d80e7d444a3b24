import type { Alphabet } from "./alphabets.ts";

/** How likely a text is one that people wrote in the languages of an alphabet: the mean of its letters beyond ASCII. */
export type Reader = (text: string) => number;

const OFTEN = 3;
const SELDOM = 1.5;
/** A letter of the script that the languages have, but that the tables do not name. */
const OTHER = 0;
const STRANGE = -2;
/** Quotation marks and dashes of word processors tell nothing. */
const TELLS_NOTHING = 0.5;
const SYMBOL = -4;
const WRONG_PLACE = -4;

const MARKS = new Set("’‘“”„‚«»–—…·°\u00A0、。・ー（）");
/** Letters that stand at the end of a word only. */
const FINAL = new Set("ςםןףץך");

/** Makes the measure of an alphabet. */
export function readerOf({ often, seldom }: Alphabet): Reader {
  const points = new Map<string, number>();
  for (const letter of seldom) points.set(letter, SELDOM);
  for (const letter of often) points.set(letter, OFTEN);
  const foreign = isForeign(often);
  return (text) => {
    let sum = 0;
    let letters = 0;
    for (const word of text.match(WORD) ?? []) {
      const counted = Array.from(word).filter((letter) => letter > "\x7F");
      if (counted.length === 0) continue;
      letters += counted.length;
      for (const letter of counted) sum += points.get(letter) ?? pointsOf(letter);
      sum += WRONG_PLACE * countMisplaced(word);
      if (isMixed(word, counted.length, foreign)) sum += (foreign ? WRONG_PLACE : STRANGE) * counted.length;
    }
    return letters === 0 ? 0 : sum / letters;
  };
}

const WORD = /[^\s,;"'()@.\-/&]+/g;

function isForeign(often: string): boolean {
  return !/\p{Script=Latin}/u.test(often);
}

function pointsOf(letter: string): number {
  if (MARKS.has(letter)) return TELLS_NOTHING;
  if (/\p{Script=Han}/u.test(letter)) return OTHER;
  return /\p{L}|\p{M}/u.test(letter) ? STRANGE : SYMBOL;
}

/** McDonald has a capital inside; others beyond ASCII are none, nor small ones in front, nor marks on nothing. */
const MISPLACED = [
  /\p{Ll}(?=\p{Lu})(?![A-Z]\p{Ll}*$)/gu,
  /(?<=\p{L})(?![A-Z])\p{Lu}(?=\p{Ll})/gu,
  /^(?![a-zß])\p{Script=Latin}(?<=\p{Ll})(?=\p{Ll})/gu,
  /(?<![\p{L}\p{M}])\p{Mn}/gu,
] as const;

function countMisplaced(word: string): number {
  const misplaced = MISPLACED.reduce((sum, pattern) => sum + (word.match(pattern)?.length ?? 0), 0);
  const inner = Array.from(word).slice(0, -1);
  return misplaced + inner.filter((letter) => FINAL.has(letter)).length;
}

/** In foreign scripts a word has no Latin letters; in Latin ones it has some of ASCII, unless it is short. */
function isMixed(word: string, beyond: number, foreign: boolean): boolean {
  const plain = word.match(/[A-Za-z]/g)?.length ?? 0;
  return foreign ? plain > 0 : beyond > 2 && beyond > 2 * plain;
}
