/** A fixed sequence of numbers from a seed. */
export function random(seed: number): {
  /** A whole number, both ends included. */
  readonly whole: (from: number, to: number) => number;
  readonly pick: <Value>(list: readonly Value[]) => Value;
};
