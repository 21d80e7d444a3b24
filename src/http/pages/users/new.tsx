import type { Context } from "hono";
import type { Scene } from "../../../acts/scene.ts";
import { judgeNewUser, type NewUserWish } from "../../../acts/users/create-user.ts";
import { createUserOnce } from "../../../acts/users/create-user-once.ts";
import { nothingHere, type Result, refuse } from "../../../domain/problems/result.ts";
import type { User } from "../../../domain/user/user.ts";
import { releaseKey } from "../../../store/imports/idempotency.ts";
import { findFacts } from "../../../store/inventory/accounts.ts";
import { listParkable } from "../../../store/inventory/parked.ts";
import { sha256 } from "../../../vault/hashes.ts";
import { NewUserPage } from "../../../views/users/new-user.tsx";
import type { Choices, NewUserForm } from "../../../views/users/user-form.ts";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readForm } from "../forms.ts";
import { setRetryAfter, show, showFailure, viewerOf } from "../show.tsx";
import { blankForm, ownProblems, problemsIn, readNewForm } from "./user-forms.ts";

/** So many parked numbers are offered beside the field of the primary one. */
const NUMBERS_OFFERED = 20;

/** What the forms of users offer. */
export async function findChoices({ db, account }: Scene): Promise<Choices | null> {
  const known = await findFacts(db, account);
  return known && { facts: known.facts, parked: await listParkable(db, account, NUMBERS_OFFERED) };
}

/** Shows the form of a new user. */
export async function showNewUser(c: Context<AppEnv>): Promise<Response> {
  const choices = await findChoices(c.var.scene);
  if (!choices) return showFailure(c, nothingHere().failure);
  return show(c, <NewUserPage viewer={viewerOf(c)} choices={choices} form={blankForm(choices.facts)} />);
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
  if (!choices) return showFailure(c, created.failure);
  setRetryAfter(c, created.failure);
  const problems = [...problemsIn(created.failure), ...ownProblems(form)];
  const page = <NewUserPage viewer={viewerOf(c)} choices={choices} form={withoutPin({ ...form, problems })} />;
  return show(c, page, statusOf(created.failure.code));
}

/** A PIN is a secret: it is not sent back, and has to be typed once more. */
function withoutPin(form: NewUserForm): NewUserForm {
  const { voicemail_pin, ...cells } = form.cells;
  const isWrong = form.problems.some(({ field }) => field === "voicemail_pin");
  if (voicemail_pin === undefined || isWrong) return { ...form, cells };
  const message = "Type the PIN once more: it is not kept. Left blank, one is made.";
  return { ...form, cells, problems: [...form.problems, { field: "voicemail_pin", message }] };
}

/** So often, and with such a pause, the answer to the same form is looked for when it was sent twice (E4). */
const MOST_LOOKS = 30;
const LOOK_MS = 100;

async function createFrom(scene: Scene, form: NewUserForm): Promise<Result<User>> {
  const { cells, services, passwords } = form;
  if (ownProblems(form).length > 0) {
    // Whatever else is wrong is said in the same breath.
    const judged = await judgeNewUser(scene, { cells, services });
    return judged.ok ? refuse("validation_failed", "") : judged;
  }
  const password_recipient = passwords === "recipient" ? form.password_recipient : null;
  const wish = { cells, services, passwords, password_recipient };
  const key = `form:${sha256(`${form.key} ${JSON.stringify(wish)}`)}`;
  const created = await createOnce(scene, key, wish);
  if (created.ok || created.failure.code !== "not_found") return created;
  // Whoever goes back to the form of a user who was deleted since, and sends it again, means a new one.
  await releaseKey(scene.db, scene.account, key);
  return createOnce(scene, key, wish);
}

/** Of two forms that came at once, by a double click, the second waits for the first and comes to the same user. */
async function createOnce(scene: Scene, key: string, wish: NewUserWish): Promise<Result<User>> {
  for (let look = 1; ; look += 1) {
    const { result } = await createUserOnce(scene, key, wish);
    const isWaiting = !result.ok && result.failure.code === "idempotency_in_progress";
    if (!isWaiting || look === MOST_LOOKS) return result;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
