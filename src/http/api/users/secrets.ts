import { Hono } from "hono";
import * as v from "valibot";
import { dropTemporaryPassword, readVoicemailPin } from "../../../acts/users/platform-secrets.ts";
import { resetPassword } from "../../../acts/users/reset-password.ts";
import { resetPin } from "../../../acts/users/reset-pin.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import type { AppEnv } from "../../hono-env.ts";
import { administering, guard, recognising, writing } from "../../request/guard.ts";
import { readJson, readQuery } from "../../request/input.ts";

/** Password and PIN of a user (api.md, "Inventory and users"): made anew for them, ended and read by the platform. */
export const userSecrets = new Hono<AppEnv>();

const reset = v.variant(
  "send_to",
  [v.object({ send_to: v.literal("user") }), v.object({ send_to: v.literal("recipient"), recipient: v.string() })],
  'must be "user" or "recipient"',
);

userSecrets.post("/:id/password-reset", guard(administering), async (c) => {
  const asked = await readJson(c, reset);
  if (!asked.ok) return answerFailure(c, asked.failure);
  const recipient = asked.value.send_to === "recipient" ? asked.value.recipient : null;
  const mail = await resetPassword(c.var.scene, c.req.param("id"), { recipient, seen: null });
  return mail.ok ? c.json(mail.value, 202) : answerFailure(c, mail.failure);
});

userSecrets.post("/:id/voicemail-pin-reset", guard(writing), async (c) => {
  const mail = await resetPin(c.var.scene, c.req.param("id"), null);
  return mail.ok ? c.json(mail.value, 202) : answerFailure(c, mail.failure);
});

userSecrets.delete("/:id/temporary-password", guard(recognising), async (c) => {
  const dropped = await dropTemporaryPassword(c.var.scene, c.req.param("id"));
  return dropped.ok ? c.body(null, 204) : answerFailure(c, dropped.failure);
});

userSecrets.get("/:id/voicemail-pin", guard(recognising), async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const pin = await readVoicemailPin(c.var.scene, c.req.param("id"));
  return pin.ok ? c.json({ voicemail_pin: pin.value }) : answerFailure(c, pin.failure);
});
