/** What Mann and Whitney's rank test says of two samples: U of the first, and how likely one as far off is by chance. */
export type RankTest = { readonly u: number; readonly z: number; readonly p: number };

/** Ranks both samples together and compares them; by the normal approximation with ties, which holds from about 20 values each. */
export function rankTest(one: readonly number[], other: readonly number[]): RankTest {
  const [n, m] = [one.length, other.length];
  const all = [...one.map((value) => ({ value, mine: true })), ...other.map((value) => ({ value, mine: false }))];
  all.sort((a, b) => a.value - b.value);
  let [ranks, ties] = [0, 0];
  for (let at = 0; at < all.length; ) {
    let end = at;
    while (end < all.length && all[end]?.value === all[at]?.value) end += 1;
    const many = end - at;
    // Equal values share the mean of their ranks.
    ranks += all.slice(at, end).filter(({ mine }) => mine).length * ((at + 1 + end) / 2);
    ties += many ** 3 - many;
    at = end;
  }
  const u = ranks - (n * (n + 1)) / 2;
  const total = n + m;
  const deviation = Math.sqrt(((n * m) / 12) * (total + 1 - ties / (total * (total - 1))));
  const z = deviation === 0 ? 0 : (u - (n * m) / 2) / deviation;
  return { u, z, p: 2 * (1 - normal(Math.abs(z))) };
}

/** The middle value. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [lower = Number.NaN, upper = lower] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return (lower + upper) / 2;
}

/** The normal distribution up to z (Abramowitz and Stegun 26.2.17, right to seven digits). */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const sum = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}
