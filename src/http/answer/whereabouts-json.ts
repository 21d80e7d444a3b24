import type { Move, Whereabouts } from "../../domain/operation/moving.ts";

/** Where an account lies, and its move, as the API shows them. */
export function whereaboutsJson({ database, move }: Whereabouts) {
  return { database, move: move && moveJson(move) };
}

function moveJson({ source, target, state, said, began_at, copied }: Move) {
  return { from: source, to: target, state, why: said === "" ? null : said, began_at, rows: copied };
}
