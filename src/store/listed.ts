/** So many places the view list_places has: a list that travels as one JSON parameter has no more. */
const PLACES = 256;

/**
 * Cuts a list into lists that each fit into one parameter of a statement that goes through it by list_places. What json_each finds
 * counts as a row read of D1 for each thing on the list, and once more where it is written from there; a place does not (I9).
 */
export function inPlaces<Thing>(things: readonly Thing[]): readonly (readonly Thing[])[] {
  return Array.from({ length: Math.ceil(things.length / PLACES) }, (_, part) =>
    things.slice(part * PLACES, (part + 1) * PLACES),
  );
}
