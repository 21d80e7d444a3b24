import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { editUser } from "../../../acts/users/change-user.ts";
import { findChoices, findUser } from "../../../acts/users/find-users.ts";
import { refuse } from "../../../domain/problems/result.ts";
import type { User } from "../../../domain/user/user.ts";
import { EditUserPage } from "../../../views/users/edit-user.tsx";
import type { EditForm } from "../../../views/users/user-form.ts";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readForm } from "../forms.ts";
import { setRetryAfter, show, showFailure, showNothing, viewerOf } from "../show.tsx";
import { editIn, formOfUser, problemsIn, readEditForm } from "./forms.ts";

/** Shows the form of a user who exists. */
export async function showEditUser(c: Context<AppEnv>): Promise<Response> {
  const user = await findGiven(c);
  return user ? showForm(c, user, formOfUser(user)) : showNothing(c);
}

/** Takes what the person has changed in it; what is turned down is shown there again, as it was typed. */
export async function receiveEditUser(c: Context<AppEnv>): Promise<Response> {
  const read = await readForm(c);
  if (!read.ok) return showFailure(c, read.failure);
  const form = readEditForm(read.value);
  const id = c.req.param("id") ?? "";
  const edit = editIn(form);
  const changed = form.services.length === 0 ? NO_SERVICE : await editUser(c.var.scene, id, edit);
  if (changed.ok) return c.redirect(`/users/${id}?news=saved`, 303);
  const user = await findGiven(c);
  if (!user) return showNothing(c);
  setRetryAfter(c, changed.failure);
  return showForm(c, user, { ...form, problems: problemsIn(changed.failure) }, statusOf(changed.failure.code));
}

const NO_SERVICE = refuse("no_service_selected", { form: "user" }, { field: "services" });

async function showForm(
  c: Context<AppEnv>,
  user: User,
  form: EditForm,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const choices = await findChoices(c.var.scene);
  if (!choices.ok) return showNothing(c);
  return show(c, <EditUserPage viewer={viewerOf(c)} user={user} choices={choices.value} form={form} />, status);
}

async function findGiven(c: Context<AppEnv>): Promise<User | null> {
  const found = await findUser(c.var.scene, c.req.param("id") ?? "");
  return found.ok ? found.value : null;
}
