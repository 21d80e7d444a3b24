import { hideResult } from "../../../acts/imports/end-import.ts";
import { findImport, listImports } from "../../../acts/imports/find-imports.ts";
import { stopImport } from "../../../acts/imports/stop-import.ts";
import { releaseMails } from "../../../acts/mails/release-mails.ts";
import { address } from "../../../views/address.ts";
import { HistoryPage } from "../../../views/imports/history.tsx";
import { writeCursor } from "../../cursor.ts";
import { cursorOf, PER_PAGE, pageOf } from "../forms.ts";
import { importIn, readAhead } from "../people/ahead.ts";
import { pageRoutes } from "../routes.ts";
import { goOn, show, showFailure, viewerOf } from "../show.tsx";
import { showGone } from "./bin.tsx";
import { continueForm } from "./continuation.ts";
import { receiveCorrections } from "./corrections.ts";
import { showMails, showProgress } from "./live.tsx";
import { showNewImport } from "./new-import.tsx";
import { receiveOptions, startForm } from "./options.ts";
import { receiveAnswer, receiveReading } from "./reading.ts";
import { leadToDraft, receiveCells } from "./sheet.tsx";
import { showImport } from "./show-import.tsx";
import { askUndo, receiveUndo } from "./undo.tsx";
import { receiveForm } from "./upload.ts";

/** Imports, from the form to the result and the history. */
export const imports = pageRoutes();

imports.answer("GET /imports", async (c) => {
  const before = cursorOf(c) || null;
  const listed = await listImports(c.var.scene, { state: null, before, limit: PER_PAGE + 1 });
  if (!listed.ok) return showFailure(c, listed.failure);
  const { shown, last } = pageOf(listed.value, PER_PAGE);
  const page = { first: before === null, next: last && writeCursor(last.id) };
  return show(c, <HistoryPage viewer={viewerOf(c)} imports={shown} page={page} />);
});

imports.answer("POST /imports", receiveForm);
imports.answer("POST /imports/new", receiveForm);

imports.answer("GET /imports/new", showNewImport);

const given = readAhead("GET /imports/:id", (c, at) => findImport(at, importIn(c)));

imports.answer("GET /imports/:id", async (c) => {
  const found = await given(c);
  return found.ok ? showImport(c, found.value) : showGone(c);
});

// What pages ask for by themselves.
imports.answer("GET /imports/:id/progress", showProgress);
imports.answer("GET /imports/:id/mails", showMails);

// I6: at once. Whoever comes too late is told so; who has it asked for twice is not.
imports.answer("POST /imports/:id/stop", async (c) => {
  const stopped = await stopImport(c.var.scene, c.req.param("id"));
  const late = !stopped.ok && stopped.failure.code === "import_finished";
  const to = address(`/imports/${c.req.param("id")}`, { late: late ? "stop" : "" });
  return goOn(c, late ? { ok: true, value: null } : stopped, to);
});

// I11: what it would do comes before it.
imports.answer("GET /imports/:id/undo", askUndo);
imports.answer("POST /imports/:id/undo", receiveUndo);

// M9: mails that are held, or wait for a time.
imports.answer("POST /imports/:id/mails/release", async (c) => {
  return goOn(c, await releaseMails(c.var.scene, c.req.param("id")), `/imports/${c.req.param("id")}`);
});

// E3: the options of a draft, alone or with its start.
imports.answer("POST /imports/:id/options", receiveOptions);
imports.answer("POST /imports/:id/start", startForm);

// V6: the cells of a row, or those that the sheet sends; X5 and I6: what was not created, as a new draft.
imports.answer("POST /imports/:id/rows", receiveCorrections);
imports.answer("POST /imports/:id/sheet", receiveCells);
imports.answer("GET /imports/:id/sheet", leadToDraft);

imports.answer("POST /imports/:id/continuation", continueForm);

// Q1, Q2 and T4: how the file is read, and what was asked of it.
imports.answer("POST /imports/:id/reading", receiveReading);
imports.answer("POST /imports/:id/answers", receiveAnswer);

imports.answer("POST /imports/:id/dismissal", async (c) => {
  return goOn(c, await hideResult(c.var.scene, c.req.param("id")), "/imports/new");
});
