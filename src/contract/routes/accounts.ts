import { accountWish } from "../../http/schemas/accounts.ts";
import { account, countedAccount } from "../answers/account.ts";
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
