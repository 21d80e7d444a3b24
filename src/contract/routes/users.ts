import { passwordAttempt, passwordReset, usersQuery } from "../../http/schemas/users.ts";
import { bulkWish } from "../../http/schemas/users-bulk.ts";
import { listOf } from "../answers/kinds.ts";
import { mail } from "../answers/people.ts";
import { bulkOutcome, passwordCheck, user, voicemailPin } from "../answers/user.ts";
import type { Routes } from "../route.ts";
import { newUser, userChange } from "../user-bodies.ts";

/** Why one user cannot be created or changed (I4). */
const ofOneUser = [
  ...["user_exists", "external_id_in_use", "number_not_parked", "number_in_use", "no_number_available"],
  ...["extension_in_use", "no_extension_available", "unknown_location", "no_license_available"],
  ...["service_not_installed", "validation_failed", "no_service_selected"],
] as const;

/** Users of an account, one by one and many at once. */
export const users = {
  "GET /accounts/:account/users": {
    title: "List users",
    says: "Lists the users who have all that is asked for: by address, or as `sort` says.",
    query: usersQuery,
    list: true,
    answers: { 200: { says: "A page of users.", body: listOf(user), headers: ["Link"] } },
    example: { query: { q: "ann", sort: "-created" } },
  },
  "GET /accounts/:account/users/:id": {
    title: "Read a user",
    says: "Gives one user.",
    query: {},
    answers: { 200: { says: "The user.", body: user } },
  },
  "POST /accounts/:account/users": {
    title: "Create a user",
    says: "Creates one user as a row of a file would; the values are the template's texts or the types of the answer.",
    body: newUser,
    once: true,
    answers: { 201: { says: "The user.", body: user, headers: ["Location", "Idempotency-Replayed"] } },
    refusals: [...ofOneUser, "not_for_tokens", "idempotency_key_reused", "idempotency_in_progress"],
    example: {
      body: {
        display_name: "Ann Lee",
        email: "ann@acme.example",
        license_type: "Pro",
        primary_phone: "+14155550100",
        passwords: "users",
      },
    },
  },
  "PATCH /accounts/:account/users/:id": {
    title: "Change a user",
    says: "Changes what is named; who gets `connect` gets a PIN and a Welcome mail.",
    body: userChange,
    answers: { 200: { says: "The user.", body: user } },
    refusals: ofOneUser,
    example: { body: { department: "Ward 3", services: ["connect", "meet"] } },
  },
  "DELETE /accounts/:account/users/:id": {
    title: "Delete a user",
    says: "Deletes a user; the numbers, the extension and the licence are free again (A2).",
    answers: { 204: { says: "The user is gone.", body: null } },
  },
  "POST /accounts/:account/users/bulk": {
    title: "Do something to many users",
    says: "Does one thing to up to 1,000 users, chosen in exactly one way (E11); `dry_run` tells what it would come to.",
    body: bulkWish,
    once: true,
    answers: {
      200: { says: "How many are done, and who was refused.", body: bulkOutcome, headers: ["Idempotency-Replayed"] },
    },
    refusals: [
      ...["too_many_users", "validation_failed", "not_for_tokens", "no_service_selected"],
      ...["service_not_installed", "idempotency_key_reused", "idempotency_in_progress"],
    ] as const,
    example: { body: { action: "change", department: "Ward 3", change: { license_type: "Pro" }, dry_run: true } },
  },
  "POST /accounts/:account/users/:id/password-reset": {
    title: "Reset a password",
    says: "Makes a new temporary password, which ends the one before, and mails it.",
    body: passwordReset,
    once: true,
    answers: { 202: { says: "The mail that carries it.", body: mail, headers: ["Idempotency-Replayed"] } },
    refusals: ["not_for_tokens", "idempotency_key_reused", "idempotency_in_progress"],
    example: { body: { send_to: "user" } },
  },
  "POST /accounts/:account/users/:id/voicemail-pin-reset": {
    title: "Reset a voicemail PIN",
    says: "Makes a new voicemail PIN, and mails it to the user.",
    answers: { 202: { says: "The mail that carries it.", body: mail } },
    refusals: ["service_not_installed"],
  },
  "POST /accounts/:account/users/password-check": {
    title: "Check a temporary password",
    says: "Tells the platform whether a temporary password is a user's; wrong, unknown and expired look alike.",
    body: passwordAttempt,
    answers: { 200: { says: "Whether it is.", body: passwordCheck } },
    example: { body: { email: "ann@acme.example", password: "Harbour-Lantern-42" } },
  },
  "DELETE /accounts/:account/users/:id/temporary-password": {
    title: "End a temporary password",
    says: "Ends the temporary password of a user who has set one of their own.",
    answers: { 204: { says: "It is worth nothing from now on.", body: null } },
  },
  "GET /accounts/:account/users/:id/voicemail-pin": {
    title: "Read a voicemail PIN",
    says: "Gives the platform the voicemail PIN of a user; the audit has that it did.",
    query: {},
    answers: { 200: { says: "The PIN; null without one.", body: voicemailPin } },
  },
} as const satisfies Routes;
