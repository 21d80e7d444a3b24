import { count } from "../../count.ts";
import type { ImportParams, RunningImport, Shortfall } from "../codes/imports.ts";
import type { QuestionCode } from "../codes/questions.ts";
import type { Entries } from "../language.ts";
import { sayMomentIn } from "../told-moment.ts";

const reused = {
  import: "another file or other options",
  start: "another start, or with other options",
  user: "another user, or for an import",
  users: "another act, or for other users",
  token: "another token, or something else",
  reset: "another user's new password, or something else",
  undo: "something else than the undo of this import",
} as const;

/** Why an import cannot be started, stopped, corrected or continued. */
export const imports: Entries<ImportParams> = {
  import_not_draft: {
    title: "The import has been started already",
    sentence: (p) =>
      p.wish === "correct"
        ? "It has been started: its rows cannot be changed any more."
        : "Only a draft can be deleted. What was imported stays in the history.",
    advice: "Only a draft can be changed or deleted. Upload the file again for a new one.",
  },
  change_not_last: {
    title: "Another change came later",
    sentence: ({ by }) =>
      `Changes are taken back one after the other, the newest first, and the newest is by ${by}. Look at it, and take that one back first.`,
    advice: "Changes of a draft are taken back one after the other, the newest first. List them anew.",
  },
  import_not_ready: {
    title: "The import is not ready to start",
    sentence: (p) =>
      ({
        started: "It has been started already.",
        errors: "It is not ready to start. Correct its errors and check it again.",
        changed: "Somebody else has changed it since it was checked. Look at it, and start it again.",
      })[p.reason],
    advice: "Correct its errors first, and check it again.",
  },
  import_not_started: {
    title: "The import has not been started",
    sentence: () => "It has not been started. A draft can be deleted instead.",
    advice: "Start it first. A draft is deleted rather than stopped.",
  },
  import_not_finished: {
    title: "The import is still running",
    sentence: (p) => `It can be ${p.wish === "continue" ? "continued" : "hidden"} once it has ended.`,
    advice: "Wait until it has ended, or stop it.",
  },
  import_finished: {
    title: "The import has ended",
    sentence: () => "It had ended before it could be stopped.",
    advice: "It ended before it could be stopped. Its result lists every row.",
  },
  import_in_progress: {
    title: "An import is already running",
    sentence: (p) => (p.wish === "remove_account" ? sayBefore(p.running) : sayRunning(p.running)),
    advice:
      "An account runs one import at a time. Wait until it ends, or stop it; your draft is kept and can be started then.",
  },
  insufficient_subscriptions: {
    title: "There are not enough licences",
    sentence: (p) => `${p.subscriptions.map(sayShortfall).join(" ")} Increase them under Licences and try again.`,
    advice: "Increase the licences under Licences and start the draft again, or remove rows from it.",
  },
  confirmation_needed: {
    title: "A question is to be answered first",
    sentence: ({ asked }) =>
      `Nothing is created until it is clear ${asked.map((code) => unclear[code]).join(", and ")}.`,
    advice:
      "The questions are listed with what each answer would mean. Answer them on the draft, by encoding, by confirm, or by correcting or removing the rows.",
  },
  warnings_present: {
    title: "Some rows will fail",
    sentence: ({ rows }) =>
      `${count(rows)} ${rows === 1 ? "row" : "rows"} cannot be created as the account is now. Correct them, or start with warnings=accept.`,
    advice: "Correct the rows that will fail, or start with warnings=accept: the others are created.",
  },
  row_changed: {
    title: "Somebody else changed these rows",
    sentence: () => "Somebody else corrected these rows meanwhile. Look at them again; nothing was saved.",
    advice: "Somebody corrected the same rows meanwhile. Read them again and repeat your correction.",
  },
  idempotency_in_progress: {
    title: "The first request is still being answered",
    sentence: () => "The first request with this key is still being answered. Try again in a moment.",
    advice: "The first request with this key has not been answered yet. Try again in a moment.",
  },
  idempotency_key_reused: {
    title: "The key was used for other content",
    sentence: (p) => `This key was used for ${reused[p.wish]}. Take a new one.`,
    advice: "Use a new key for other content.",
  },
  validation_failed: {
    title: "Nothing was saved: there are errors",
    sentence: (p) =>
      "errors" in p ? sayInvalid(p.errors, p.rows) : "Correct these values and try again; nothing was saved.",
    advice: "The errors are listed with row, column and what is right. Correct the cells in place, or the file.",
  },
  unknown_row: {
    title: "There is no such row",
    sentence: (p) => `Row ${p.row} is not in this file, or it was removed.`,
    advice: "The row is not in this draft, or was removed from it.",
  },
  unknown_field: {
    title: "There is no such field",
    sentence: ({ field, fixed, known }) => {
      if (known === null) return `There is no column “${field}”.`;
      if (known.length === 0) return `There is no field “${field}” in this request.`;
      const why = fixed ? `${field} cannot be changed here.` : `There is no field “${field}”.`;
      return `${why} Known here: ${known.join(", ")}.`;
    },
    advice: "Remove the field, or correct its name. Of users and rows they are the keys of the template’s columns.",
  },
  import_not_undoable: {
    title: "The import cannot be undone",
    sentence: (p) =>
      p.reason === "rows_gone"
        ? "Its rows have been deleted after their retention period, so it cannot be undone. Remove its users by hand."
        : "It can be undone once it has ended.",
    advice: "An import can be undone when it has ended, and as long as its rows are kept.",
  },
  nothing_to_continue: {
    title: "There are no rows to import again",
    sentence: () => "Every row of this import was created.",
    advice: "Every row of the import was created.",
  },
};

const unclear: { readonly [C in QuestionCode]: string } = {
  encoding_guessed: "in which encoding the file is written",
  cells_shifted: "whether the cells of some rows are in the right columns",
};

function sayBefore({ undoing }: RunningImport): string {
  return undoing ? "Wait until the undo of an import is done." : "Stop the running import first.";
}

function sayRunning(running: RunningImport | null): string {
  if (running === null) return "Another import was running a moment ago. Try again.";
  const at = running.startedAt ? ` on ${sayMomentIn(running.startedAt)}` : "";
  if (running.undoing) return `${running.startedBy} began to undo ${running.file}${at}. Wait until that is done.`;
  return `${running.file} was started${at} by ${running.startedBy}. Wait until it ends, or stop it.`;
}

function sayInvalid(errors: number, rows: number): string {
  const problems = errors === 1 ? "There is 1 problem" : `There are ${count(errors)} problems`;
  return `${problems} in ${count(rows)} ${rows === 1 ? "row" : "rows"}. Correct these cells and check again, or correct your file and upload it anew.`;
}

function sayShortfall({ type, needed, available, missing }: Shortfall): string {
  const licenses = `${count(needed)} ${type} ${needed === 1 ? "licence is" : "licences are"} needed`;
  return `${licenses} and ${count(available)} ${available === 1 ? "is" : "are"} available: ${count(missing)} missing.`;
}
