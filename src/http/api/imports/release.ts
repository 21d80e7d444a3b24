import { releaseMails } from "../../../acts/mails/release-mails.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { apiRoutes } from "../routes.ts";

/** Letting the mails of an import go (M9). */
export const release = apiRoutes();

release.answer("POST /accounts/:account/imports/:id/mails/release", async (c) => {
  const released = await releaseMails(c.var.scene, c.req.param("id"));
  return released.ok ? c.json(released.value, 202) : answerFailure(c, released.failure);
});
