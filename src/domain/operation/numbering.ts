/**
 * How an account's rows are numbered in the database to which it comes (O6). They keep their order; of what others were given
 * between them the largest gaps are left out: kept, they would grow with every move, and twice as fast each time.
 */

/** Two numbers of an account between which it has none. */
export type Gap = { readonly last: number; readonly next: number };

/** Numbers up to the last of a piece, and beyond the piece before it, become higher by its shift. */
export type Piece = { readonly last: number; readonly shift: number };

/** So many gaps are left out at most. */
export const MOST_GAPS = 50;

/** How far the highest number is from the lowest once the gaps are left out. */
export function compactSpan(lowest: number, highest: number, gaps: readonly Gap[]): number {
  return highest - lowest - gaps.reduce((sum, gap) => sum + widthOf(gap), 0);
}

/** The pieces of an account's numbers, lowest first, of which the highest gets the number `placed`. */
export function piecesOf(highest: number, placed: number, gaps: readonly Gap[]): readonly Piece[] {
  let shift = placed - highest;
  const below = gaps
    .toSorted((one, other) => other.last - one.last)
    .map((gap): Piece => {
      shift += widthOf(gap);
      return { last: gap.last, shift };
    });
  return [...below.reverse(), { last: highest, shift: placed - highest }];
}

/** Gives the number that a row of an account gets. */
export function numberAnew(pieces: readonly Piece[], number: number): number {
  const piece = pieces.find(({ last }) => number <= last) ?? pieces.at(-1);
  return number + (piece?.shift ?? 0);
}

function widthOf({ last, next }: Gap): number {
  return next - last - 1;
}
