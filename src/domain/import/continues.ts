/** How rows end that were not created, or are not any more. */
export const leftOutcomes = ["failed", "not_attempted", "undone"] as const;
export type LeftOutcome = (typeof leftOutcomes)[number];

/** Which import a draft was made from, and how the rows had ended that it took over (X5). */
export type Continues = { readonly import: string; readonly outcomes: readonly LeftOutcome[] };
