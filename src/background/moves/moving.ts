import type { Move } from "../../domain/operation/moving.ts";
import type { AccountDatabase, DirectoryDatabase } from "../../store/database.ts";
import type { After } from "../../store/moves/copy.ts";

/** How far a copy has come, for whoever goes on with it: what is forgotten is copied once more, and changes nothing. */
export type CopyNotes = {
  readonly move: string;
  readonly at: number;
  readonly after: After;
  readonly copied: number;
  /** Gaps between numbers are left out; not so in a copy that a version before has begun, whose rows have their numbers already. */
  readonly isCompact?: true;
};

/** Everything that a step of a move needs. */
export type Moving = {
  readonly env: Env;
  readonly directory: DirectoryDatabase;
  readonly move: Move;
  readonly source: AccountDatabase;
  readonly target: AccountDatabase;
  /** What is remembered between two steps. */
  readonly recall: () => CopyNotes;
  readonly keep: (notes: CopyNotes) => void;
};
