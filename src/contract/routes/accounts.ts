import { accountWish } from "../../http/schemas/accounts.ts";
import { moveWish } from "../../http/schemas/moves.ts";
import { account, countedAccount, whereabouts } from "../answers/account.ts";
import { listOf } from "../answers/kinds.ts";
import { keys, operatorActivity } from "../answers/people.ts";
import type { Routes } from "../route.ts";

const acme = {
  name: "Acme Clinics",
  services: ["connect", "share"],
  time_zone: "America/New_York",
  main_location: { name: "New York Office", country: "US", address: "250 Hudson Street, New York" },
};

/** Accounts, and what only the operator sees. */
export const accounts = {
  "GET /accounts": {
    title: "List accounts",
    says: "Lists all accounts by their ids.",
    list: true,
    answers: { 200: { says: "A page of accounts.", body: listOf(account), headers: ["Link"] } },
  },
  "PUT /accounts/:account": {
    title: "Create or change an account",
    says: "Creates an account, or changes one; what is absent stays as it is, and a new account needs `name` and `main_location`.",
    body: accountWish,
    answers: {
      200: { says: "The account was changed.", body: countedAccount },
      201: { says: "The account was created.", body: countedAccount },
    },
    refusals: ["extension_length_in_use"],
    example: { body: acme },
  },
  "GET /accounts/:account": {
    title: "Read an account",
    says: "Gives an account, with when it was made and how much it has.",
    query: {},
    answers: { 200: { says: "The account.", body: countedAccount } },
  },
  "DELETE /accounts/:account": {
    title: "Remove an account",
    says: "Removes an account with everything that it has, unless an import is active.",
    answers: { 204: { says: "It is gone.", body: null } },
    refusals: ["import_in_progress"],
  },
  "PUT /accounts/:account/move": {
    title: "Move an account to another database",
    says: "Has an account moved; it can be read meanwhile, and is written again when it has moved (O6). It can be repeated.",
    body: moveWish,
    answers: {
      200: { says: "It lies there.", body: whereabouts },
      202: { says: "It is on its way.", body: whereabouts },
    },
    refusals: ["not_movable"],
    example: { body: { to: "DB" } },
  },
  "GET /accounts/:account/move": {
    title: "Look where an account lies",
    says: "Tells which database an account lies in, and how far its move is (O6).",
    query: {},
    answers: { 200: { says: "Where it lies.", body: whereabouts } },
  },
  "DELETE /accounts/:account/move": {
    title: "Take a move back",
    says: "Gives a move up that has not ended; the account stays where it was and is written again at once (O6).",
    answers: {
      200: { says: "There is no move.", body: whereabouts },
      202: { says: "What was copied is being cleared.", body: whereabouts },
    },
    refusals: ["not_movable"],
  },
  "GET /operator/activity": {
    title: "List the operator's activity",
    says: "Lists what was done without an account, or on one that was removed, newest first (S8).",
    list: true,
    answers: { 200: { says: "A page of entries.", body: listOf(operatorActivity), headers: ["Link"] } },
  },
  "DELETE /operator/people/:email/factors": {
    title: "Remove lost second factors",
    says: "Removes all second factors and recovery codes of an administrator who has lost them, and ends their sessions; they are mailed (S1).",
    answers: { 204: { says: "They have none.", body: null } },
  },
  "DELETE /operator/people/:email/sessions": {
    title: "End a person’s sessions",
    says: "Signs an administrator out everywhere, and ends what they have begun to sign in with; who knows their password may sign in again (S1).",
    answers: { 204: { says: "They have none.", body: null } },
  },
  "GET /operator/keys": {
    title: "Look at a change of the secret",
    says: "Tells where a change of the deployment’s secret stands, and whether the previous secret may go (S11).",
    query: {},
    answers: { 200: { says: "The keys, and how far each kind of thing is.", body: keys } },
  },
} as const satisfies Routes;
