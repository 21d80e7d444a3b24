import type { Context } from "hono";
import { editUser } from "../../../acts/users/change-user.ts";
import { createUser } from "../../../acts/users/create-user.ts";
import { createUserOnce } from "../../../acts/users/create-user-once.ts";
import type { User } from "../../../domain/user/user.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readIdempotencyKey } from "../../request/idempotency-key.ts";
import { readJson } from "../../request/input.ts";
import { members } from "../../schemas/users.ts";
import { readNewUser, readUserChange } from "./body.ts";

/** Creates one user as a row of a file would (api.md, POST users). */
export async function postUser(c: Context<AppEnv>): Promise<Response> {
  const { scene } = c.var;
  const key = readIdempotencyKey(c);
  if (!key.ok) return answerFailure(c, key.failure);
  const body = await readJson(c, members);
  if (!body.ok) return answerFailure(c, body.failure);
  const wish = readNewUser(body.value, scene.asker);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const { result, replayed } =
    key.value === null
      ? { result: await createUser(scene, wish.value, null), replayed: false }
      : await createUserOnce(scene, key.value, wish.value);
  if (replayed) c.header("Idempotency-Replayed", "true");
  if (!result.ok) return answerFailure(c, result.failure);
  c.header("Location", locationOf(c, result.value));
  return c.json(result.value, 201);
}

/** Changes a user; what the body does not name stays (api.md, PATCH users). */
export async function patchUser(c: Context<AppEnv>): Promise<Response> {
  const body = await readJson(c, members);
  if (!body.ok) return answerFailure(c, body.failure);
  const edit = readUserChange(body.value);
  if (!edit.ok) return answerFailure(c, edit.failure);
  const changed = await editUser(c.var.scene, c.req.param("id") ?? "", edit.value);
  return changed.ok ? c.json(changed.value) : answerFailure(c, changed.failure);
}

function locationOf(c: Context<AppEnv>, { id }: User): string {
  return `${new URL(c.req.url).origin}/api/v1/accounts/${c.var.scene.account}/users/${id}`;
}
