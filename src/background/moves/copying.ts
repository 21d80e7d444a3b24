import type { Piece } from "../../domain/operation/numbering.ts";
import { copyPage, type Numbering, reserveNumbers } from "../../store/moves/copy.ts";
import { noteMove } from "../../store/moves/moves.ts";
import { findShapes, type Shape } from "../../store/moves/shapes.ts";
import type { CopyNotes, Moving } from "./moving.ts";

/** So long is copied at one go (milliseconds). */
const GO_MS = 5_000;

/** Copies what is left, for some seconds; tells whether all is copied. */
export async function copyAll(given: Moving): Promise<boolean> {
  const { source, move, directory, keep } = given;
  const shapes = await findShapes(source);
  const until = Date.now() + GO_MS;
  let notes = notesOf(given);
  while (notes.at < shapes.length && Date.now() < until) {
    notes = await copyTable(given, shapes, notes, until);
    keep(notes);
  }
  await noteMove(directory, move, { said: "", copied: notes.copied, now: new Date().toISOString() });
  return notes.at >= shapes.length;
}

/** What is remembered of another move says nothing of this one. */
function notesOf({ move, recall }: Moving): CopyNotes {
  const notes = recall();
  return notes.move === move.id ? notes : { move: move.id, at: 0, after: null, copied: 0, isCompact: true };
}

/** Copies pages of one table until it is copied or the time is over. What its rows refer to is there by now. */
async function copyTable(given: Moving, shapes: readonly Shape[], begun: CopyNotes, until: number): Promise<CopyNotes> {
  const shape = shapes[begun.at];
  if (!shape) return begun;
  const numbering = shape.table.number === null ? {} : await numbersOf(given, shapes.slice(0, begun.at + 1));
  let notes = begun;
  do {
    const { copied, after } = await copyPage(given, given.move, { shape, after: notes.after, numbering });
    notes = { ...notes, copied: notes.copied + copied, after };
  } while (notes.after !== null && Date.now() < until);
  return notes.after === null ? { ...notes, at: notes.at + 1 } : notes;
}

/** The numbers of rows that their database numbers, of the tables that are given. */
export async function numbersOf(given: Moving, shapes: readonly Shape[]): Promise<Numbering> {
  const { source, target, move } = given;
  const isCompact = notesOf(given).isCompact === true;
  const numbering: Record<string, readonly Piece[]> = {};
  for (const shape of shapes) {
    if (shape.table.number === null || shape.table.name === "webhook_deliveries") continue;
    const found = await reserveNumbers({ source, target }, move, shape, isCompact);
    if (found) numbering[shape.table.name] = found;
  }
  return numbering;
}
