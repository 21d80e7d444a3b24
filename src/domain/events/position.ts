import type { Piece } from "../operation/numbering.ts";

/**
 * How far somebody has come in what has happened: the number of the last event seen of each database that holds accounts, by
 * the place of that in their list. Of those that are missing nothing was seen.
 */
export type Position = ReadonlyMap<number, number>;

/** Where whoever has seen nothing begins. */
export const BEGINNING: Position = new Map();

/** Writes a position as readPosition reads it. */
export function writePosition(position: Position): string {
  const places = [...position].toSorted(([one], [other]) => one - other);
  return places.map(([place, seq]) => `${place}:${seq}`).join(",");
}

const PLACE = /^(0|[1-9][0-9]{0,3}):(0|[1-9][0-9]{0,14})$/;

/** Reads a position; null where it is none. */
export function readPosition(text: string): Position | null {
  const read = text.split(",").map((part) => PLACE.exec(part));
  const places = read.flatMap((found) => (found ? [[Number(found[1]), Number(found[2])] as const] : []));
  return places.length === read.length && new Set(places.map(([place]) => place)).size === places.length
    ? new Map(places)
    : null;
}

/**
 * How the numbers of an account's events changed when it was moved: those up to the last, and beyond the piece before, became higher
 * by a shift (O6). `floor` is the number that the last event of the piece before has become, 0 where there is none.
 */
export type Shift = Piece & {
  readonly source: number;
  readonly target: number;
  readonly floor: number;
};

/**
 * Carries a position in an account's events on through its moves, oldest first; gives the number of the last event seen of the
 * database where it lies now. Nothing was seen where no way leads there.
 */
export function carryOn(position: Position, shifts: readonly Shift[], home: number): number {
  const [seen] = position;
  if (!seen) return 0;
  const [place, seq] = shifts.reduce<readonly [number, number]>(
    ([at, number], { source, target, last, shift, floor }) =>
      at === source && number <= last ? [target, Math.max(number + shift, floor)] : [at, number],
    seen,
  );
  return place === home ? seq : 0;
}
