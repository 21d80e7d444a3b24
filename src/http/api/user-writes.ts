import type { Context } from "hono";
import * as v from "valibot";
import type { User } from "../../domain/user.ts";
import { editUser } from "../acts/change-user.ts";
import { createUser } from "../acts/create-user.ts";
import { createUserOnce } from "../acts/create-user-once.ts";
import type { AppEnv } from "../hono-env.ts";
import { readJson } from "../input.ts";
import { answerFailure } from "../problem-json.ts";
import { readIdempotencyKey } from "./idempotency-key.ts";
import { readNewUser, readUserChange } from "./user-body.ts";

const members = v.record(v.string(), v.unknown());

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
      ? { result: await createUser(scene, wish.value, () => []), replayed: false }
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
