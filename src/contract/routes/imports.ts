import { importsQuery, rowsQuery, templateQuery, undoWish, waitQuery } from "../../http/schemas/imports.ts";
import { released, row, shownImport, undoPreviewOrImport, uploaded } from "../answers/import.ts";
import { listOf } from "../answers/kinds.ts";
import type { Routes } from "../route.ts";
import { uploadRefusals } from "./upload-refusals.ts";

const idempotency = ["idempotency_key_reused", "idempotency_in_progress"] as const;

/** Imports from the upload to the result. */
export const imports = {
  "GET /accounts/:account/import-template": {
    title: "Download the template",
    says: "Gives the template, a CSV file; with `numbers` it has so many rows with a free number and a free extension (X7).",
    query: templateQuery,
    answers: {
      200: { says: "The template.", body: "text/csv", headers: ["ETag", "Content-Disposition"] },
      304: { says: "It is what the ETag names.", body: null, headers: ["ETag"] },
    },
  },
  "POST /accounts/:account/imports": {
    title: "Upload a file",
    says: "Takes a file, checks it, and starts the import; with `dry_run` it is only checked. Most refusals keep the draft, and carry it.",
    query: waitQuery,
    body: "file",
    once: true,
    answers: {
      200: {
        says: "It was only checked: the draft, with what was found.",
        body: uploaded,
        headers: ["Location", "Idempotency-Replayed"],
      },
      202: { says: "It has started.", body: shownImport, headers: ["Location", "Retry-After", "Idempotency-Replayed"] },
    },
    refusals: [...uploadRefusals, ...idempotency],
    example: { query: { filename: "users-june.csv", passwords: "users" } },
  },
  "GET /accounts/:account/imports": {
    title: "List imports",
    says: "Lists imports, newest first.",
    query: importsQuery,
    list: true,
    answers: { 200: { says: "A page of imports.", body: listOf(shownImport), headers: ["Link"] } },
    example: { query: { state: "running" } },
  },
  "GET /accounts/:account/imports/:id": {
    title: "Look at an import",
    says: "Gives the import as it is now; while it is active look again after `Retry-After`, with the ETag.",
    query: waitQuery,
    answers: {
      200: { says: "The import.", body: shownImport, headers: ["ETag", "Retry-After"] },
      304: { says: "It is what the ETag names.", body: null, headers: ["ETag", "Retry-After"] },
    },
  },
  "GET /accounts/:account/imports/:id/rows": {
    title: "List rows",
    says: "Lists the rows of an import in the order of the file, each with its outcome and why.",
    query: rowsQuery,
    list: true,
    answers: { 200: { says: "A page of rows.", body: listOf(row), headers: ["Link"] } },
    example: { query: { outcome: "failed,not_attempted" } },
  },
  "POST /accounts/:account/imports/:id/stop": {
    title: "Stop an import",
    says: "Stops a running import; what was not attempted stays in the result (I6).",
    answers: {
      200: { says: "It was stopped before.", body: shownImport },
      202: { says: "It stops.", body: shownImport },
    },
    refusals: ["import_finished", "import_not_started"],
  },
  "POST /accounts/:account/imports/:id/undo": {
    title: "Undo an import",
    says: "Removes the users whom an import created, but for those who were changed or have signed in since (I11); a dry run tells who would go.",
    query: waitQuery,
    body: undoWish,
    once: true,
    answers: {
      200: {
        says: "It is being undone, or is undone; of a dry run what it would do.",
        body: undoPreviewOrImport,
        headers: ["Retry-After", "Idempotency-Replayed"],
      },
      202: { says: "It is undone, or will be.", body: shownImport, headers: ["Retry-After", "Idempotency-Replayed"] },
    },
    refusals: ["import_not_undoable", "import_in_progress", ...idempotency],
    example: { query: { wait: "10" }, body: { dry_run: false } },
  },
  "POST /accounts/:account/imports/:id/dismissal": {
    title: "Hide a result",
    says: "Takes the result of an import off the page that shows the latest one (I8).",
    answers: { 204: { says: "It is hidden.", body: null } },
    refusals: ["import_not_finished"],
  },
  "POST /accounts/:account/imports/:id/mails/release": {
    title: "Release the mails",
    says: "Lets the mails of an import go that are held, or wait for a time (M9).",
    answers: { 202: { says: "How many were let go.", body: released } },
    refusals: ["import_not_started"],
  },
} as const satisfies Routes;
