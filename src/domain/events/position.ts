/**
 * How far somebody has come in what has happened: one place for each database that holds accounts. There is one database
 * yet, and what stands behind its place is left for those to come.
 */
export type Position = { readonly seq: number };

/** Where whoever has seen nothing begins. */
export const BEGINNING: Position = { seq: 0 };

/** Writes a position as readPosition reads it. */
export function writePosition({ seq }: Position): string {
  return `0:${seq}`;
}

/** Reads a position; null where it is none. */
export function readPosition(text: string): Position | null {
  const [, seq] = /^0:(0|[1-9][0-9]{0,14})$/.exec(text) ?? [];
  return seq === undefined ? null : { seq: Number(seq) };
}
