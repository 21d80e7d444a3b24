import type { Machine } from "./crash-cycle.mjs";

export type ManyAtOnce = {
  /** Seconds from the first POST to the end of all imports, and of all mails. */
  readonly imported: number;
  readonly mailed: number;
  /** Seconds that the quickest and the slowest of them took. */
  readonly first: number;
  readonly last: number;
  /** Seconds of an import of 10 rows on the idle system: the median of three. */
  readonly alone: number;
  /** Seconds of the same import, started when so many rows of the others had an outcome. */
  readonly late: { readonly seconds: number; readonly after: number };
  readonly violations: readonly string[];
};

/** Imports so many rows into so many accounts at the same time, and 10 rows into one more in the middle of it. */
export function manyAtOnce(
  machine: Machine,
  options: { readonly accounts: number; readonly rows: number; readonly logs: () => string },
): Promise<ManyAtOnce>;
