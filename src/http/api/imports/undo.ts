import { previewUndo } from "../../../acts/imports/undo/undo-import.ts";
import { undoOnce } from "../../../acts/imports/undo/undo-once.ts";
import { waitForEnd } from "../../../acts/imports/wait-for-end.ts";
import { isActive } from "../../../domain/import/import.ts";
import { undoJson } from "../../answer/change-json.ts";
import { importWithMails } from "../../answer/import-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readIdempotencyKey } from "../../request/idempotency-key.ts";
import { readJson, readQuery } from "../../request/input.ts";
import { undoWish, waitQuery } from "../../schemas/imports.ts";
import { apiRoutes } from "../routes.ts";

/** Taking back what an import created (I11). */
export const undo = apiRoutes();

undo.answer("POST /accounts/:account/imports/:id/undo", async (c) => {
  const query = readQuery(c, waitQuery);
  if (!query.ok) return answerFailure(c, query.failure);
  const read = await readJson(c, undoWish);
  if (!read.ok) return answerFailure(c, read.failure);
  const [{ scene }, id] = [c.var, c.req.param("id")];
  if (read.value.dry_run) {
    const preview = await previewUndo(scene, id);
    return preview.ok ? c.json(undoJson(preview.value)) : answerFailure(c, preview.failure);
  }
  const key = readIdempotencyKey(c);
  if (!key.ok) return answerFailure(c, key.failure);
  const { result: undone, replayed } = await undoOnce(scene, id, key.value);
  if (!undone.ok) return answerFailure(c, undone.failure);
  if (replayed) c.header("Idempotency-Replayed", "true");
  const shown = await waitForEnd(scene, undone.value.import, query.value.wait);
  if (isActive(shown.state)) c.header("Retry-After", "1");
  return c.json(await importWithMails(c, shown), undone.value.accepted ? 202 : 200);
});
