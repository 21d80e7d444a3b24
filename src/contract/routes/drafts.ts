import { readingWish, startOptions } from "../../http/schemas/drafts.ts";
import { waitQuery } from "../../http/schemas/imports.ts";
import { change, changedDraft, columnMeaning, draft, shownImport, uploaded } from "../answers/import.ts";
import { listOf } from "../answers/kinds.ts";
import { report } from "../answers/report.ts";
import { changes } from "../change-body.ts";
import type { Routes } from "../route.ts";
import { uploadRefusals } from "./upload-refusals.ts";

/** What a draft is changed by (I12). */
const ofChange = ["import_not_draft", "no_rows"] as const;
const ofReading = ["unreadable_encoding", "file_empty", "too_many_rows", "malformed_csv", "too_many_cells"] as const;

/** Drafts: what is wrong in them, how it is put right, and how they start. */
export const drafts = {
  "GET /accounts/:account/imports/:id/problems": {
    title: "Look at the problems",
    says: "Gives all that was found in a draft, as the account is now; of a started import what its check had found.",
    query: {},
    answers: { 200: { says: "The report.", body: report } },
  },
  "GET /accounts/:account/imports/:id/problems.csv": {
    title: "Download the problems",
    says: "Gives errors, warnings and questions as CSV.",
    query: {},
    answers: { 200: { says: "The problems.", body: "text/csv", headers: ["Content-Disposition"] } },
  },
  "PATCH /accounts/:account/imports/:id/rows": {
    title: "Correct rows",
    says: "Corrects or removes rows of a draft, or changes many by what they have in common (I13); all of it is kept or none, and the whole file is checked again.",
    body: changes,
    answers: { 200: { says: "The draft, with what is found in it now.", body: changedDraft } },
    refusals: [...ofChange, "row_changed", "unknown_row"],
    example: { body: { rows: [{ row: 17, values: { call_timeout: "40" }, revision: 3 }] } },
  },
  "PATCH /accounts/:account/imports/:id/reading": {
    title: "Read the file anew",
    says: "Reads the upload of a draft again, with columns assigned or an encoding named (T4, Q1); corrections stay.",
    body: readingWish,
    answers: { 200: { says: "The draft, with what is found in it now.", body: draft } },
    refusals: [...ofChange, ...ofReading],
    example: { body: { columns: { Mobile: "primary_phone", "#7": null } } },
  },
  "GET /accounts/:account/imports/:id/changes": {
    title: "List changes",
    says: "Lists what was changed in a draft, newest first (I12).",
    list: true,
    answers: { 200: { says: "A page of changes.", body: listOf(change), headers: ["Link"] } },
  },
  "DELETE /accounts/:account/imports/:id/changes/:change": {
    title: "Take a change back",
    says: "Takes the newest change of a draft back.",
    answers: { 200: { says: "The draft, with what is found in it now.", body: draft } },
    refusals: [...ofChange, ...ofReading, "change_not_last"],
  },
  "POST /accounts/:account/imports/:id/start": {
    title: "Start a draft",
    says: "Starts a ready draft, with options given anew where there are any; a start whose answer was lost can be repeated.",
    query: waitQuery,
    body: startOptions,
    once: true,
    answers: {
      200: { says: "It was started before with these options.", body: uploaded, headers: ["Location", "Retry-After"] },
      202: { says: "It has started.", body: shownImport, headers: ["Location", "Retry-After", "Idempotency-Replayed"] },
    },
    refusals: [...uploadRefusals, "import_not_ready", "idempotency_key_reused", "idempotency_in_progress"],
    example: { body: { passwords: "users", warnings: "reject" } },
  },
  "DELETE /accounts/:account/imports/:id": {
    title: "Throw a draft away",
    says: "Throws a draft away; for 7 days it can be brought back (E15).",
    answers: { 204: { says: "It is gone.", body: null } },
    refusals: ["import_not_draft"],
  },
  "POST /accounts/:account/imports/:id/restore": {
    title: "Bring a draft back",
    says: "Brings back a draft that was thrown away within the last 7 days; one that is there stays as it is.",
    answers: { 200: { says: "The draft.", body: shownImport } },
  },
  "GET /accounts/:account/columns": {
    title: "List remembered columns",
    says: "Lists what the account remembers of headers that are not the template's (T4).",
    list: true,
    answers: {
      200: {
        says: "A page of headers; `field` is null for those that are not used.",
        body: listOf(columnMeaning),
        headers: ["Link"],
      },
    },
  },
  "DELETE /accounts/:account/columns": {
    title: "Forget all columns",
    says: "Forgets what the account remembers of all headers.",
    answers: { 204: { says: "All are forgotten.", body: null } },
  },
  "DELETE /accounts/:account/columns/:header": {
    title: "Forget a column",
    says: "Forgets what the account remembers of one header.",
    answers: { 204: { says: "It is forgotten.", body: null } },
  },
} as const satisfies Routes;
