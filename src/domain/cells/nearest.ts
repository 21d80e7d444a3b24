/** Longer texts are cut before they are compared: the time is bounded whatever a file holds. */
const MOST_COMPARED = 64;
/** Below this likeness, from 0 to 1, a suggestion would only confuse. */
const LEAST_LIKENESS = 0.38;

/** Gives the name that a mistyped text most likely means, or null where none is like it; the first of equals. */
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

/** Word by word, so that “Phone” is near to “Primary Phone Number”; as a whole, so that “DisplayName” is to “Display Name”. */
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
  return 1 - editDistance(one, other) / Math.max(one.length, other.length);
}

/** Letters to insert, remove or replace to make one text the other (Levenshtein). */
function editDistance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const line = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = (above[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      line.push(Math.min(replaced, (above[j] ?? 0) + 1, (line[j - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[other.length] ?? 0;
}
