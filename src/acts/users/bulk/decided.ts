import type { BulkAct, BulkChoice, BulkOutcome, RefusedUser } from "../../../domain/user/bulk/bulk.ts";
import type { User } from "../../../domain/user/user.ts";
import type { FactsAtRevision } from "../../../store/inventory/accounts.ts";
import type { ChosenUser } from "../../../store/users/bulk/chosen.ts";

/** What is to be done, and to whom. */
export type BulkWish = { readonly choice: BulkChoice; readonly act: BulkAct };

/** Whom an act is decided on, with the facts of the account from before they were read. */
export type Chosen = { readonly known: FactsAtRevision; readonly users: readonly ChosenUser[] };

/** What an act does: who is refused, and how the rest is written; null where nothing is to be written. */
export type Decided = {
  readonly refused: readonly RefusedUser[];
  readonly write: ((first: D1PreparedStatement | null) => Promise<{ readonly mails: number }>) | null;
};

/** An act that is decided, with what it comes to. */
export type DecidedBulk = Pick<Decided, "write"> & { readonly outcome: BulkOutcome; readonly users: readonly User[] };
