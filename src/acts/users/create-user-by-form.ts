import type { Result } from "../../domain/problems/result.ts";
import type { User } from "../../domain/user/user.ts";
import { releaseKey } from "../../store/imports/idempotency.ts";
import { sha256 } from "../../vault/hashes.ts";
import type { Scene } from "../scene.ts";
import type { NewUserWish } from "./create-user.ts";
import { createUserOnce } from "./create-user-once.ts";
import { patiently } from "./patiently.ts";

/** Creates a user from a form; the same form with the same content makes one user, however often it is sent (E4). */
export async function createUserByForm(scene: Scene, form: string, wish: NewUserWish): Promise<Result<User>> {
  const key = `form:${sha256(`${form} ${JSON.stringify(wish)}`)}`;
  const created = await patiently(() => createUserOnce(scene, key, wish));
  if (created.ok || created.failure.code !== "not_found") return created;
  // Whoever goes back to the form of a user who was deleted since, and sends it again, means a new one.
  await releaseKey(scene.db, scene.account, key);
  return patiently(() => createUserOnce(scene, key, wish));
}
