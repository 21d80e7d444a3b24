/** What a database says to whoever writes something of an account that is being moved out of it, or has been (O6). */
export const IS_MOVING = "account_is_moving";

/** Tells whether a write was refused because its account is being moved: nothing was written, and it may be tried again soon. */
export function isMoving(error: unknown): boolean {
  return error instanceof Error && error.message.includes(IS_MOVING);
}

/** How far a move is: it can be given up while it copies; once it has `moved` only what is left behind is cleared. */
export const moveStates = ["copying", "moved", "given_up"] as const;
export type MoveState = (typeof moveStates)[number];

/** What a move waits for, or why it was given up; "" for nothing. */
export const moveSayings = ["", "places_kept", "import_active", "not_empty", "differs", "fails", "taken_back"] as const;
export type MoveSaying = (typeof moveSayings)[number];

/** An account on its way from one database to another, as the directory knows it. */
export type Move = {
  readonly account: string;
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly state: MoveState;
  readonly said: MoveSaying;
  readonly began_at: string;
  /** When its state was last changed, or rows were last copied. */
  readonly touched_at: string;
  readonly copied: number;
};

/** Which move of which account. */
export type MoveOf = Pick<Move, "account" | "id">;

/** Where an account lies, and what is under way with that. */
export type Whereabouts = { readonly database: string; readonly move: Move | null };
