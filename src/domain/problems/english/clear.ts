/** What to do with a cell that says in its own way that there is nothing. */
export const CLEAR = "Clear the cell if there is none.";

/** Adds what to do where what stands in a cell means that there is nothing. */
export function orClear({ clear }: { readonly clear?: true }, sentence: string): string {
  return clear ? `${sentence} ${CLEAR}` : sentence;
}
