import type { Context } from "hono";
import { previewUndo, undoImport } from "../../../acts/imports/undo/undo-import.ts";
import { isUndone } from "../../../domain/import/moves.ts";
import { UndoPage } from "../../../views/imports/undo/undo.tsx";
import type { AppEnv } from "../../hono-env.ts";
import { goOn, show, showFailure, viewerOf } from "../show.tsx";

/** Shows who would be removed and who would stay, and asks (I11). */
export async function askUndo(c: Context<AppEnv>): Promise<Response> {
  const preview = await previewUndo(c.var.scene, c.req.param("id") ?? "");
  if (!preview.ok) return showFailure(c, preview.failure);
  const { import: given, ...asked } = preview.value;
  if (isUndone(given.state)) return c.redirect(`/imports/${given.id}`, 303);
  return show(c, <UndoPage viewer={viewerOf(c)} given={given} {...asked} />);
}

/** Has an import undone, and shows how far that is. */
export async function receiveUndo(c: Context<AppEnv>): Promise<Response> {
  const id = c.req.param("id") ?? "";
  return goOn(c, await undoImport(c.var.scene, id), `/imports/${id}`);
}
