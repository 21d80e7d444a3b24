import { etag } from "hono/etag";
import { hideResult } from "../../../acts/imports/end-import.ts";
import { listImports } from "../../../acts/imports/find-imports.ts";
import { listRows } from "../../../acts/imports/find-rows.ts";
import { writeTemplate } from "../../../acts/imports/new-import.ts";
import { stopImport } from "../../../acts/imports/stop-import.ts";
import { waitForCounted } from "../../../acts/imports/wait-for-end.ts";
import { countMailsOfEach, findCounted } from "../../../acts/mails/import-mails.ts";
import { isActive } from "../../../domain/import/import.ts";
import { importJson, importWithMails } from "../../answer/import-json.ts";
import { answerList } from "../../answer/list-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { rowJson } from "../../answer/row-json.ts";
import { readerOf } from "../../reader.ts";
import { readListQuery, readQuery } from "../../request/input.ts";
import { mayStill } from "../../request/late-body.ts";
import { importsQuery, rowsQuery, templateQuery, waitQuery } from "../../schemas/imports.ts";
import { apiRoutes } from "../routes.ts";
import { receiveUpload } from "./receive-upload.ts";

/** Imports of an account, from the upload to the result (api.md, "Imports"). */
export const imports = apiRoutes();

imports.answer("POST /accounts/:account/imports", receiveUpload);

imports.answer("GET /accounts/:account/imports", async (c) => {
  const query = readListQuery(c, importsQuery);
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, after, state } = query.value;
  const page = { state: state ?? null, before: after || null, limit: limit + 1 };
  const listed = await listImports(c.var.scene, page);
  if (!listed.ok) return answerFailure(c, listed.failure);
  const mails = await countMailsOfEach(c.var.scene, listed.value);
  const shown = listed.value.map((found, at) => importJson(c, found, mails[at]));
  return answerList(c, shown, { limit, cursorOf: ({ id }) => id });
});

imports.answer("GET /accounts/:account/imports/:id", etag(), async (c) => {
  const query = readQuery(c, waitQuery);
  if (!query.ok) return answerFailure(c, query.failure);
  const found = await findCounted(c.var.scene, c.req.param("id"));
  if (!found.ok) return answerFailure(c, found.failure);
  const { given, sum } = await waitForCounted(c.var.scene, found.value, query.value.wait);
  const still = await mayStill(c.req.raw);
  if (!still.ok) return answerFailure(c, still.failure);
  if (isActive(given.state)) c.header("Retry-After", "1");
  c.header("Cache-Control", "private, no-cache");
  return c.json(importJson(c, given, sum));
});

imports.answer("GET /accounts/:account/imports/:id/rows", async (c) => {
  const query = readListQuery(c, rowsQuery);
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, after, outcome, q } = query.value;
  const page = { outcomes: outcome, q, after: Number(after), limit: limit + 1 };
  const rows = await listRows(c.var.scene, c.req.param("id"), page);
  if (!rows.ok) return answerFailure(c, rows.failure);
  return answerList(c, rows.value, {
    limit,
    cursorOf: ({ row }) => String(row),
    show: (row) => rowJson(row, readerOf(c)),
  });
});

imports.answer("POST /accounts/:account/imports/:id/stop", async (c) => {
  const stopped = await stopImport(c.var.scene, c.req.param("id"));
  if (!stopped.ok) return answerFailure(c, stopped.failure);
  return c.json(await importWithMails(c, stopped.value.import), stopped.value.accepted ? 202 : 200);
});

imports.answer("POST /accounts/:account/imports/:id/dismissal", async (c) => {
  const hidden = await hideResult(c.var.scene, c.req.param("id"));
  return hidden.ok ? c.body(null, 204) : answerFailure(c, hidden.failure);
});

/** The template of an account (spec 2), with its ETag. */
export const template = apiRoutes();

template.answer("GET /accounts/:account/import-template", etag(), async (c) => {
  const query = readQuery(c, templateQuery);
  if (!query.ok) return answerFailure(c, query.failure);
  const { separator, numbers = 0 } = query.value;
  const written = await writeTemplate(c.var.scene, { delimiter: separator === "comma" ? "," : ";", numbers });
  if (!written.ok) return answerFailure(c, written.failure);
  c.header("Content-Type", "text/csv; charset=utf-8");
  c.header("Content-Disposition", 'attachment; filename="muster-template.csv"');
  c.header("Cache-Control", "private, no-cache");
  return c.body(written.value);
});
