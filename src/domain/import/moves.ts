import type { ImportState, Outcome } from "./import.ts";

/** One step of an import from state to state. */
export type Move = { readonly from: ImportState; readonly to: ImportState };

/** Every step of an import once it is ready (spec 5). A draft is `ready` or `invalid` by what its check finds. */
export const moves = {
  start: { from: "ready", to: "running" },
  stop: { from: "running", to: "stopping" },
  /** Only when no row is pending any more. */
  complete: { from: "running", to: "completed" },
  /** Rows that are pending then were not attempted. */
  endStopped: { from: "stopping", to: "stopped" },
  undoStopped: { from: "stopped", to: "undoing" },
  undoCompleted: { from: "completed", to: "undoing" },
  /** Only when no user whom it created is left to look at. */
  endUndone: { from: "undoing", to: "undone" },
} as const satisfies { readonly [step: string]: Move };

/** Gives the state of a draft whose check has found so many errors. */
export function draftState(errors: number): "invalid" | "ready" {
  return errors > 0 ? "invalid" : "ready";
}

/** Tells why Stop changed nothing, from the state in which the import was found instead: it had been stopped before, or it cannot be. */
export function whyNotStopped(found: ImportState): "stopped_before" | "import_finished" | "import_not_started" {
  switch (found) {
    case "stopping":
    case "stopped":
      return "stopped_before";
    case "completed":
    // An undo cannot be stopped (I11).
    case "undoing":
    case "undone":
      return "import_finished";
    // One that runs now was started after Stop had been asked for.
    case "running":
    case "invalid":
    case "ready":
      return "import_not_started";
    default:
      return found satisfies never;
  }
}

/** What the rows become that an import which was stopped leaves behind. */
export const LEFT_BEHIND = "not_attempted" satisfies Outcome;

/** The states from which an import can be undone, as long as its rows are kept (I11). */
export const undoable: readonly ImportState[] = [moves.undoStopped.from, moves.undoCompleted.from];

/** Tells why an import cannot be undone now, whatever else is going on; null where it can, or is undone already. */
export function whyNotUndoable({ state, purged }: Undoable): "not_ended" | "rows_gone" | null {
  if (isUndone(state)) return null;
  if (!undoable.includes(state)) return "not_ended";
  return purged ? "rows_gone" : null;
}

type Undoable = { readonly state: ImportState; readonly purged: boolean };

/** Tells whether an import is undone, or is being undone. */
export function isUndone(state: ImportState): boolean {
  return state === moves.endUndone.from || state === moves.endUndone.to;
}

/**
 * Decides by which step an import ends now, by how many rows are left to settle: those that are pending, or of an undo
 * those that it has not looked at. Null while it goes on, and for one that is not active (I5, I6, I11).
 */
export function endOf(state: ImportState, left: number): Move | null {
  if (state === moves.endStopped.from) return moves.endStopped;
  if (left > 0) return null;
  return [moves.complete, moves.endUndone].find(({ from }) => from === state) ?? null;
}

/** Tells whether rows of an import are being settled: to users, or in an undo to none. */
export function isSettling(state: ImportState): boolean {
  return state === moves.complete.from || state === moves.endUndone.from;
}

/** Tells why an import could not be started, from the state in which it was found instead; null where there is none. */
export function whyNotStarted(found: ImportState | null): "changed" | "not_ready" {
  return found === moves.start.from ? "changed" : "not_ready";
}
