import { countSlips } from "./slips.ts";

/** Longer texts are cut before they are compared: the time is bounded whatever a file holds. */
const MOST_COMPARED = 64;
/** Below this likeness, from 0 to 1, a suggestion would only confuse. */
const LEAST_LIKENESS = 0.38;

/** Gives the choice that a mistyped text most likely means, or null where none is like it; the first of equals. */
export function nearest(text: string, names: readonly string[]): string | null {
  let best: string | null = null;
  let most = LEAST_LIKENESS;
  for (const name of names) {
    const likeness = compare(text, name);
    if (likeness <= most) continue;
    most = likeness;
    best = name;
  }
  return best;
}

/** Tells whether a text names several of the names that are `known`, or one beside something else: none of them is meant then. */
export function namesSeveral(text: string, known: (part: string) => string | null): boolean {
  const short = text.slice(0, 2 * MOST_COMPARED);
  const found = (separator: RegExp) => {
    const parts = short.split(separator).filter((part) => part.trim() !== "");
    return { count: parts.length, names: new Set(parts.flatMap((part) => known(part.trim()) ?? [])) };
  };
  const listed = found(/[;/|]/);
  if (listed.count > 1 && listed.names.size > 0) return true;
  return found(/[;/|,&+]/).names.size > 1 || found(/[;/|,&+\s]/).names.size > 1;
}

/** Word by word, so that “Yes, please” is near to “YES”; as a whole as well. */
function compare(one: string, other: string): number {
  const words = wordsOf(one);
  const others = wordsOf(other);
  if (words.length === 0 || others.length === 0) return 0;
  const shared = words.map((word) => Math.max(...others.map((its) => likenessOf(word, its))));
  const wordwise = (2 * shared.reduce((sum, likeness) => sum + likeness, 0)) / (words.length + others.length);
  return Math.max(Math.min(wordwise, 1), likenessOf(words.join(""), others.join("")));
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .slice(0, MOST_COMPARED)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

function likenessOf(one: string, other: string): number {
  return 1 - countSlips(one, other) / Math.max(one.length, other.length);
}
