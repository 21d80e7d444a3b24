/** Gives a value that cannot be missing. Where it is missing after all, that is a fault of ours, which names it. */
export function given<Value>(value: Value | null | undefined, what: string): Value {
  if (value === null || value === undefined) throw new Error(`${what} is missing`);
  return value;
}
