import { activityFilters, administratorWish, roleWish, tokenWish } from "../../http/schemas/people.ts";
import { listOf } from "../answers/kinds.ts";
import { activity, administrator, newAdministrator, newToken, token } from "../answers/people.ts";
import type { Routes } from "../route.ts";

/** Who administers an account, its tokens, and who did what. */
export const people = {
  "POST /accounts/:account/administrators": {
    title: "Invite an administrator",
    says: "Mails an invitation with a one-time link; with a password, which only the operator sets, somebody new is an administrator at once (S1).",
    body: administratorWish,
    answers: { 201: { says: "Who was invited, or made.", body: newAdministrator } },
    example: { body: { email: "dana@acme.example", role: "importer" } },
  },
  "GET /accounts/:account/administrators": {
    title: "List administrators",
    says: "Lists who administers the account, and who was invited to.",
    list: true,
    answers: { 200: { says: "A page of administrators.", body: listOf(administrator), headers: ["Link"] } },
  },
  "PATCH /accounts/:account/administrators/:email": {
    title: "Change a role",
    says: "Gives an administrator another role, but never takes ownership from the last owner.",
    body: roleWish,
    answers: { 200: { says: "The administrator.", body: administrator } },
    refusals: ["last_administrator"],
    example: { body: { role: "viewer" } },
  },
  "DELETE /accounts/:account/administrators/:email": {
    title: "Remove an administrator",
    says: "Takes an administrator off the account; the last owner stays.",
    answers: { 204: { says: "They no longer administer the account.", body: null } },
    refusals: ["last_administrator"],
  },
  "POST /accounts/:account/tokens": {
    title: "Make a token",
    says: "Makes a token of the account and shows it this once (whoever repeats with the key gets `token: null`); without `expires_at` it works for 90 days, without `scope` it may only read.",
    body: tokenWish,
    once: true,
    answers: { 201: { says: "The token.", body: newToken, headers: ["Idempotency-Replayed"] } },
    refusals: ["idempotency_key_reused", "idempotency_in_progress"],
    example: { body: { name: "nightly import", scope: "write", expires_at: "2027-06-30T00:00:00Z" } },
  },
  "GET /accounts/:account/tokens": {
    title: "List tokens",
    says: "Lists the tokens of the account, never their secrets.",
    list: true,
    answers: { 200: { says: "A page of tokens.", body: listOf(token), headers: ["Link"] } },
  },
  "DELETE /accounts/:account/tokens/:id": {
    title: "Revoke a token",
    says: "Revokes a token; it is worth nothing from then on.",
    answers: { 204: { says: "It is revoked.", body: null } },
  },
  "GET /accounts/:account/activity": {
    title: "List activity",
    says: "Lists who did what on the account, newest first; `who` and `action` choose.",
    query: activityFilters,
    list: true,
    answers: { 200: { says: "A page of entries.", body: listOf(activity), headers: ["Link"] } },
    example: { query: { action: "imports.start" } },
  },
  "GET /accounts/:account/activity.csv": {
    title: "Download activity",
    says: "Gives the same as CSV (X6).",
    query: activityFilters,
    answers: { 200: { says: "The entries.", body: "text/csv", headers: ["Content-Disposition"] } },
  },
} as const satisfies Routes;
