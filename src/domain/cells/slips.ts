/** Counts the letters to insert, remove or replace, or neighbours to swap, to make one text the other (Damerau, Levenshtein). */
export function countSlips(one: string, other: string): number {
  const lines: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number) => lines[i]?.[j] ?? 0;
  for (let i = 1; i <= one.length; i++) {
    const line = [i];
    lines.push(line);
    for (let j = 1; j <= other.length; j++) {
      const isSame = one[i - 1] === other[j - 1];
      const least = Math.min(at(i - 1, j - 1) + (isSame ? 0 : 1), at(i - 1, j) + 1, at(i, j - 1) + 1);
      const isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      line.push(isSwapped ? Math.min(least, at(i - 2, j - 2) + 1) : least);
    }
  }
  return at(one.length, other.length);
}
