import type { Coded } from "../../problems/codes.ts";
import type { UserEdit } from "../edit.ts";
import type { UserFilter } from "../listing.ts";

/** What can be done to many users at once (E11). */
export const bulkActions = ["send_passwords", "send_welcome", "change", "delete"] as const;
export type BulkAction = (typeof bulkActions)[number];

/** An act on many users; a null recipient has each password sent to its user. */
export type BulkAct =
  | { readonly action: "send_passwords"; readonly recipient: string | null }
  | { readonly action: "send_welcome" }
  | { readonly action: "change"; readonly edit: UserEdit }
  | { readonly action: "delete" };

/** Whom it is done to: those who are named, or all whom a search and a filter find. */
export type BulkChoice =
  | { readonly by: "users"; readonly users: readonly string[] }
  | { readonly by: "search"; readonly q: string; readonly filter: UserFilter };

/** A user whom an act leaves as they are, and why. */
export type RefusedUser = { readonly user: string; readonly failure: Coded };

/** What an act comes to: how many users are as was wished, and who is left, in the order of their addresses. */
export type BulkOutcome = { readonly done: number; readonly refused: readonly RefusedUser[] };
