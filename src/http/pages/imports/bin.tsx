import type { Context } from "hono";
import { bringBack, findInBin, listBin, throwAway } from "../../../acts/imports/end-import.ts";
import { address } from "../../../views/address.ts";
import { DeletedDraftPage, DeletedDraftsPage } from "../../../views/imports/drafts/deleted-drafts.tsx";
import type { AppEnv } from "../../hono-env.ts";
import { pageRoutes } from "../routes.ts";
import { goOn, show, showNothing, viewerOf } from "../show.tsx";

/** Drafts that are thrown away, and come back (E15). */
export const bin = pageRoutes();

bin.answer("GET /imports/deleted", async (c) => {
  return show(c, <DeletedDraftsPage viewer={viewerOf(c)} drafts={await listBin(c.var.scene)} />);
});

/** Answers for an import that is not there: where it is a draft in the bin, with the way back out of it. */
export async function showGone(c: Context<AppEnv>): Promise<Response> {
  const found = await findInBin(c.var.scene, c.req.param("id") ?? "");
  if (!found) return showNothing(c);
  return show(c, <DeletedDraftPage viewer={viewerOf(c)} {...found} />, 404);
}

bin.answer("POST /imports/:id/removal", async (c) => {
  const id = c.req.param("id");
  const gone = await throwAway(c.var.scene, id);
  const twice = !gone.ok && gone.failure.code === "not_found";
  return goOn(c, twice ? { ok: true, value: null } : gone, address("/imports/new", { thrown: id }));
});

bin.answer("POST /imports/:id/restore", async (c) => {
  const id = c.req.param("id");
  return goOn(c, await bringBack(c.var.scene, id), `/imports/${id}`);
});
