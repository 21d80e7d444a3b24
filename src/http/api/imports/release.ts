import { Hono } from "hono";
import { releaseMails } from "../../../acts/mails/release-mails.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import type { AppEnv } from "../../hono-env.ts";
import { guard, writing } from "../../request/guard.ts";

/** Letting the mails of an import go (M9). */
export const release = new Hono<AppEnv>();

release.post("/:id/mails/release", guard(writing), async (c) => {
  const released = await releaseMails(c.var.scene, c.req.param("id"));
  return released.ok ? c.json(released.value, 202) : answerFailure(c, released.failure);
});
