import { Hono } from "hono";
import { bringBack, listBin, throwAway } from "../../../acts/imports/end-import.ts";
import { address } from "../../../views/address.ts";
import { DeletedDraftsPage } from "../../../views/imports/drafts/deleted-drafts.tsx";
import type { AppEnv } from "../../hono-env.ts";
import { goOn, show, viewerOf } from "../show.tsx";

/** Drafts that are thrown away, and come back (E15). */
export const bin = new Hono<AppEnv>();

bin.get("/deleted", async (c) => {
  return show(c, <DeletedDraftsPage viewer={viewerOf(c)} drafts={await listBin(c.var.scene)} />);
});

bin.post("/:id/removal", async (c) => {
  const id = c.req.param("id");
  const gone = await throwAway(c.var.scene, id);
  const twice = !gone.ok && gone.failure.code === "not_found";
  return goOn(c, twice ? { ok: true, value: null } : gone, address("/imports/new", { thrown: id }));
});

bin.post("/:id/restore", async (c) => {
  const id = c.req.param("id");
  return goOn(c, await bringBack(c.var.scene, id), `/imports/${id}`);
});
