import type { Context } from "hono";
import type { Scene } from "../../../acts/scene.ts";
import { judgeNewUser } from "../../../acts/users/create-user.ts";
import { createUserByForm } from "../../../acts/users/create-user-by-form.ts";
import { findChoices } from "../../../acts/users/find-users.ts";
import { coded } from "../../../domain/problems/codes.ts";
import { type Result, refuse } from "../../../domain/problems/result.ts";
import type { User } from "../../../domain/user/user.ts";
import { NewUserPage } from "../../../views/users/new-user.tsx";
import type { NewUserForm } from "../../../views/users/user-form.ts";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readForm } from "../forms.ts";
import { setRetryAfter, show, showFailure, viewerOf } from "../show.tsx";
import { blankForm, ownProblems, problemsIn, readNewForm } from "./forms.ts";

/** Shows the form of a new user. */
export async function showNewUser(c: Context<AppEnv>): Promise<Response> {
  const choices = await findChoices(c.var.scene);
  if (!choices.ok) return showFailure(c, choices.failure);
  const form = blankForm(choices.value.facts);
  return show(c, <NewUserPage viewer={viewerOf(c)} choices={choices.value} form={form} />);
}

/** Takes the form of a new user; what is turned down is shown there again, as it was typed. */
export async function receiveNewUser(c: Context<AppEnv>): Promise<Response> {
  const { scene } = c.var;
  const read = await readForm(c);
  if (!read.ok) return showFailure(c, read.failure);
  const form = readNewForm(read.value);
  const created = await createFrom(scene, form);
  if (created.ok) return c.redirect(`/users/${created.value.id}?news=created-${form.passwords}`, 303);
  const choices = await findChoices(scene);
  if (!choices.ok || created.failure.code === "proof_needed") return showFailure(c, created.failure);
  setRetryAfter(c, created.failure);
  const problems = [...problemsIn(created.failure), ...ownProblems(form)];
  const page = <NewUserPage viewer={viewerOf(c)} choices={choices.value} form={withoutPin({ ...form, problems })} />;
  return show(c, page, statusOf(created.failure.code));
}

/** A PIN is a secret: it is not sent back, and has to be typed once more. */
function withoutPin(form: NewUserForm): NewUserForm {
  const { voicemail_pin, ...cells } = form.cells;
  const isWrong = form.problems.some(({ field }) => field === "voicemail_pin");
  if (voicemail_pin === undefined || isWrong) return { ...form, cells };
  const problem = coded("invalid_option", { about: "pin" });
  return { ...form, cells, problems: [...form.problems, { field: "voicemail_pin", problem }] };
}

async function createFrom(scene: Scene, form: NewUserForm): Promise<Result<User>> {
  const { cells, services, passwords } = form;
  if (ownProblems(form).length > 0) {
    // Whatever else is wrong is said in the same breath.
    const judged = await judgeNewUser(scene, { cells, services });
    return judged.ok ? refuse("validation_failed", {}) : judged;
  }
  const password_recipient = passwords === "recipient" ? form.password_recipient : null;
  return createUserByForm(scene, form.key, { cells, services, passwords, password_recipient });
}
