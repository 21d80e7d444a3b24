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

/** Decides by which step an import ends now; null while it goes on, and for one that is not active (I5, I6). */
export function endOf(state: ImportState, pending: number): Move | null {
  if (state === moves.endStopped.from) return moves.endStopped;
  return state === moves.complete.from && pending === 0 ? moves.complete : null;
}

/** Tells why an import could not be started, from the state in which it was found instead; null where there is none. */
export function whyNotStarted(found: ImportState | null): "changed" | "not_ready" {
  return found === moves.start.from ? "changed" : "not_ready";
}
