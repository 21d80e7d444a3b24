import { continuationWish, notCreatedQuery } from "../../http/schemas/imports.ts";
import { mailsQuery } from "../../http/schemas/mails.ts";
import { shownImport } from "../answers/import.ts";
import { listOf } from "../answers/kinds.ts";
import { mail } from "../answers/people.ts";
import type { Routes } from "../route.ts";

const csv = (says: string) => ({ 200: { says, body: "text/csv", headers: ["Content-Disposition"] } }) as const;

/** The files that an import gives back, what goes on after it, and the mails. */
export const results = {
  "GET /accounts/:account/imports/:id/created.csv": {
    title: "Download who was created",
    says: "Gives the users whom an import created as CSV (X6).",
    query: {},
    answers: csv("The users."),
  },
  "GET /accounts/:account/imports/:id/not-created.csv": {
    title: "Download what was not created",
    says: "Gives the rows that were not created as a file that can be uploaded again (X2, X3).",
    query: notCreatedQuery,
    answers: csv("The rows."),
    example: { query: { outcomes: "failed", errors: "1" } },
  },
  "GET /accounts/:account/imports/:id/original.csv": {
    title: "Download the upload",
    says: "Gives the upload, byte for byte.",
    query: {},
    answers: csv("The upload."),
  },
  "POST /accounts/:account/imports/:id/continuation": {
    title: "Go on with what was not created",
    says: "Makes a new draft of the rows that were not created, or are undone, and checks it (X5).",
    body: continuationWish,
    once: true,
    answers: { 201: { says: "The new draft.", body: shownImport, headers: ["Location", "Idempotency-Replayed"] } },
    refusals: ["import_not_finished", "nothing_to_continue", "idempotency_key_reused", "idempotency_in_progress"],
    example: { body: { outcomes: ["failed"] } },
  },
  "GET /accounts/:account/mails": {
    title: "List mails",
    says: "Lists the mails of the account, never their bodies; `q` finds a part of an address.",
    query: mailsQuery,
    list: true,
    answers: { 200: { says: "A page of mails.", body: listOf(mail), headers: ["Link"] } },
    example: { query: { state: "failed" } },
  },
  "POST /accounts/:account/mails/:id/retry": {
    title: "Send a mail again",
    says: "Puts a mail that has failed or come back into the queue again.",
    answers: { 202: { says: "The mail.", body: mail } },
    refusals: ["mail_not_failed", "password_superseded", "user_deleted"],
  },
} as const satisfies Routes;
