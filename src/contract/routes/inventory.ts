import { numbersQuery, numbersWish, placeWish, subscriptionsWish } from "../../http/schemas/inventory.ts";
import { location, number, parked, subscriptions } from "../answers/account.ts";
import { listOf } from "../answers/kinds.ts";
import type { Routes } from "../route.ts";

/** Licences, numbers and locations; where the operator keeps a part of it, an account's token may not change that (A5). */
export const inventory = {
  "GET /accounts/:account/subscriptions": {
    title: "Read the licences",
    says: "Gives each licence type with its total, how many are used, and how many are left.",
    query: {},
    answers: { 200: { says: "The licence types.", body: subscriptions } },
  },
  "PUT /accounts/:account/subscriptions": {
    title: "Replace the licences",
    says: "Replaces the list of licence types; nothing is changed where a total would be below what is used.",
    body: subscriptionsWish,
    answers: { 200: { says: "The licence types.", body: subscriptions } },
    refusals: ["subscription_in_use"],
    example: { body: { subscriptions: [{ type: "Pro", total: 300 }] } },
  },
  "GET /accounts/:account/numbers": {
    title: "List numbers",
    says: "Lists the numbers of the account; `q` finds any part of one.",
    query: numbersQuery,
    list: true,
    answers: { 200: { says: "A page of numbers.", body: listOf(number), headers: ["Link"] } },
    example: { query: { status: "parked" } },
  },
  "POST /accounts/:account/numbers": {
    title: "Park numbers",
    says: "Parks numbers, each read as in a file (V1); it can be repeated, and what cannot be read holds up nothing.",
    body: numbersWish,
    answers: { 200: { says: "How many were parked, were there, or could not be read.", body: parked } },
    example: { body: { numbers: ["+14155550100", "+14155550101"] } },
  },
  "DELETE /accounts/:account/numbers/:e164": {
    title: "Remove a number",
    says: "Takes a parked number off the account.",
    answers: { 204: { says: "It is gone.", body: null } },
    refusals: ["number_in_use"],
  },
  "GET /accounts/:account/locations": {
    title: "List locations",
    says: "Lists the locations of the account.",
    list: true,
    answers: { 200: { says: "A page of locations.", body: listOf(location), headers: ["Link"] } },
  },
  "PUT /accounts/:account/locations/:name": {
    title: "Create or change a location",
    says: "Creates a location, or changes it; making one the main one takes that from the old one.",
    body: placeWish,
    answers: {
      200: { says: "The location was changed.", body: location },
      201: { says: "The location was created.", body: location },
    },
    refusals: ["main_location_required"],
    example: { body: { country: "DE", address: "Unter den Linden 1, Berlin" } },
  },
  "DELETE /accounts/:account/locations/:name": {
    title: "Remove a location",
    says: "Takes a location off the account, unless somebody is there or it is the main one.",
    answers: { 204: { says: "It is gone.", body: null } },
    refusals: ["location_in_use", "main_location_required"],
  },
} as const satisfies Routes;
