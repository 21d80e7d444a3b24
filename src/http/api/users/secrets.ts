import { dropTemporaryPassword, readVoicemailPin } from "../../../acts/users/platform-secrets.ts";
import { resetPassword } from "../../../acts/users/reset-password.ts";
import { resetPasswordOnce } from "../../../acts/users/reset-password-once.ts";
import { resetPin } from "../../../acts/users/reset-pin.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readIdempotencyKey } from "../../request/idempotency-key.ts";
import { readJson, readQuery } from "../../request/input.ts";
import { passwordReset } from "../../schemas/users.ts";
import { apiRoutes } from "../routes.ts";

/** Password and PIN of a user (api.md, "Inventory and users"): made anew for them, ended and read by the platform. */
export const userSecrets = apiRoutes();

userSecrets.answer("POST /accounts/:account/users/:id/password-reset", async (c) => {
  const asked = await readJson(c, passwordReset);
  if (!asked.ok) return answerFailure(c, asked.failure);
  const recipient = asked.value.send_to === "recipient" ? asked.value.recipient : null;
  const key = readIdempotencyKey(c);
  if (!key.ok) return answerFailure(c, key.failure);
  const [{ scene }, user] = [c.var, c.req.param("id")];
  const { result: mail, replayed } =
    key.value === null
      ? { result: await resetPassword(scene, user, { recipient, seen: null }), replayed: false }
      : await resetPasswordOnce(scene, key.value, { user, recipient });
  if (replayed) c.header("Idempotency-Replayed", "true");
  return mail.ok ? c.json(mail.value, 202) : answerFailure(c, mail.failure);
});

userSecrets.answer("POST /accounts/:account/users/:id/voicemail-pin-reset", async (c) => {
  const mail = await resetPin(c.var.scene, c.req.param("id"), null);
  return mail.ok ? c.json(mail.value, 202) : answerFailure(c, mail.failure);
});

userSecrets.answer("DELETE /accounts/:account/users/:id/temporary-password", async (c) => {
  const dropped = await dropTemporaryPassword(c.var.scene, c.req.param("id"));
  return dropped.ok ? c.body(null, 204) : answerFailure(c, dropped.failure);
});

userSecrets.answer("GET /accounts/:account/users/:id/voicemail-pin", async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const pin = await readVoicemailPin(c.var.scene, c.req.param("id"));
  return pin.ok ? c.json({ voicemail_pin: pin.value }) : answerFailure(c, pin.failure);
});
