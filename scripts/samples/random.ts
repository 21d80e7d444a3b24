export type Random = {
  /** A whole number, both ends included. */
  readonly whole: (from: number, to: number) => number;
  /** One of a list that is not empty. */
  readonly pick: <Value>(list: readonly Value[]) => Value;
};

/** A fixed sequence of numbers from a seed (mulberry32), so that the samples are the same bytes on every machine. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const pick = <Value>(list: readonly Value[]) => at(list, whole(0, list.length - 1));
  return { whole, pick };
}

/** The n-th of a list that is not empty, from its beginning again after its end. */
export function at<Value>(list: readonly Value[], n: number): Value {
  const found = list[n % list.length];
  if (found === undefined) throw new Error("There is nothing to choose from.");
  return found;
}
