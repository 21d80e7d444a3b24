import type { Result } from "../../domain/problems/result.ts";
import type { User } from "../../domain/user/user.ts";
import { releaseKey } from "../../store/imports/idempotency.ts";
import { sha256 } from "../../vault/hashes.ts";
import type { Scene } from "../scene.ts";
import type { NewUserWish } from "./create-user.ts";
import { createUserOnce } from "./create-user-once.ts";

/** So often, and with such a pause, the answer to the same form is looked for when it was sent twice (E4). */
const MOST_LOOKS = 30;
const LOOK_MS = 100;

/** Creates a user from a form; the same form with the same content makes one user, however often it is sent (E4). */
export async function createUserByForm(scene: Scene, form: string, wish: NewUserWish): Promise<Result<User>> {
  const key = `form:${sha256(`${form} ${JSON.stringify(wish)}`)}`;
  const created = await createPatiently(scene, key, wish);
  if (created.ok || created.failure.code !== "not_found") return created;
  // Whoever goes back to the form of a user who was deleted since, and sends it again, means a new one.
  await releaseKey(scene.db, scene.account, key);
  return createPatiently(scene, key, wish);
}

/** Of two forms that came at once, by a double click, the second waits for the first and comes to the same user. */
async function createPatiently(scene: Scene, key: string, wish: NewUserWish): Promise<Result<User>> {
  for (let look = 1; ; look += 1) {
    const { result } = await createUserOnce(scene, key, wish);
    const isWaiting = !result.ok && result.failure.code === "idempotency_in_progress";
    if (!isWaiting || look === MOST_LOOKS) return result;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
