import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { findUserToReset } from "../../../acts/users/find-users.ts";
import { resetPassword } from "../../../acts/users/reset-password.ts";
import { refuseMailbox, resetPin } from "../../../acts/users/reset-pin.ts";
import type { User } from "../../../domain/user/user.ts";
import { type ResetForm, ResetPasswordPage } from "../../../views/users/reset-password.tsx";
import { ResetPinPage } from "../../../views/users/reset-pin.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readFields } from "../forms.ts";
import { goOn, show, showFailure, showNothing, viewerOf } from "../show.tsx";

/** Asks where a user's new password is to go (M7). */
export async function showResetPassword(c: Context<AppEnv>): Promise<Response> {
  const given = await findGiven(c);
  if (!given.ok) return showNothing(c);
  const { user, password } = given.value;
  return showForm(c, user, { passwords: "users", password_recipient: "", wrong: null, seen: password });
}

/** Resets it; an address that is none is shown in the form again. */
export async function receiveResetPassword(c: Context<AppEnv>): Promise<Response> {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const id = c.req.param("id") ?? "";
  const { passwords, password_recipient = "", seen = "" } = read.value;
  const recipient = passwords === "recipient" ? password_recipient : null;
  const reset = await resetPassword(c.var.scene, id, { recipient, seen: seen || null });
  if (reset.ok || reset.failure.code !== "invalid_option") return goOn(c, reset, `/users/${id}?news=password`);
  const given = await findGiven(c);
  if (!given.ok) return showNothing(c);
  const form = { passwords: "recipient", password_recipient, wrong: reset.failure, seen } as const;
  return showForm(c, given.value.user, form, statusOf(reset.failure.code));
}

function showForm(c: Context<AppEnv>, user: User, form: ResetForm, status: ContentfulStatusCode = 200): Response {
  return show(c, <ResetPasswordPage viewer={viewerOf(c)} user={user} form={form} />, status);
}

/** Asks once more before a user gets a new voicemail PIN (M7). */
export async function showResetPin(c: Context<AppEnv>): Promise<Response> {
  const given = await findGiven(c);
  if (!given.ok) return showNothing(c);
  const { user, pin } = given.value;
  if (pin === null) return showFailure(c, refuseMailbox().failure);
  return show(c, <ResetPinPage viewer={viewerOf(c)} user={user} seen={pin} />);
}

/** Makes it. */
export async function receiveResetPin(c: Context<AppEnv>): Promise<Response> {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const id = c.req.param("id") ?? "";
  const reset = await resetPin(c.var.scene, id, read.value.seen || null);
  return goOn(c, reset, `/users/${id}?news=voicemail_pin`);
}

function findGiven(c: Context<AppEnv>) {
  return findUserToReset(c.var.scene, c.req.param("id") ?? "");
}
