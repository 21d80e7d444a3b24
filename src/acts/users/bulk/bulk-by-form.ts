import { done, nothingHere, type Result } from "../../../domain/problems/result.ts";
import type { BulkOutcome } from "../../../domain/user/bulk/bulk.ts";
import type { User } from "../../../domain/user/user.ts";
import { findAnswer } from "../../../store/users/bulk/answers.ts";
import { findChosen } from "../../../store/users/bulk/chosen.ts";
import { sha256 } from "../../../vault/hashes.ts";
import type { Scene } from "../../scene.ts";
import { patiently } from "../patiently.ts";
import { bulkOnce } from "./bulk-once.ts";
import { decideBulk } from "./decide.ts";
import type { BulkWish } from "./decided.ts";

/** What an act comes to, with the users whom it is about. */
export type Foreseen = BulkOutcome & {
  readonly users: readonly User[];
  /** Names who is chosen, and what becomes of each, without telling who. */
  readonly mark: string;
};

/** Tells what an act would come to, and to whom; does nothing. */
export async function foreseeBulk(scene: Scene, wish: BulkWish): Promise<Result<Foreseen>> {
  const decided = await decideBulk(scene, wish);
  if (!decided.ok) return decided;
  const { outcome, users } = decided.value;
  const refused = outcome.refused.map(({ user, failure }) => [user, failure.code]);
  const mark = sha256(JSON.stringify([users.map(({ id }) => id), refused])).slice(0, 16);
  return done({ ...outcome, users, mark });
}

/** The name of an answer that a form has led to. */
const keyOf = (name: string) => `form:${name}`;

/**
 * Does what a form asks for, if it comes to what was `seen` in it (the mark of foreseeBulk); the same form with the same content
 * does it once, however often it is sent (E4). Gives the name under which findBulkAnswer finds for a day what came of it; null
 * where it comes to something else by now, and nothing was done.
 */
export async function bulkByForm(
  scene: Scene,
  form: string,
  wish: BulkWish,
  seen: string,
): Promise<Result<string | null>> {
  const name = sha256(`${form} ${JSON.stringify(wish)}`).slice(0, 32);
  const isAnswered = async () => (await findAnswer(scene.db, scene.account, keyOf(name))) !== null;
  if (await isAnswered()) return done(name);
  const foreseen = await foreseeBulk(scene, wish);
  if (!foreseen.ok) return foreseen;
  // What this very form has changed a moment ago, by a double click, is no change of somebody else's.
  if (foreseen.value.mark !== seen) return done((await isAnswered()) ? name : null);
  const result = await patiently(() => bulkOnce(scene, { key: keyOf(name), wish, dryRun: false }));
  return result.ok ? done(name) : result;
}

/** Finds what an act came to, with those who were refused as they are now. */
export async function findBulkAnswer(scene: Scene, name: string): Promise<Result<Omit<Foreseen, "mark">>> {
  const { db, account } = scene;
  const answer = await findAnswer(db, account, keyOf(name));
  if (!answer) return nothingHere();
  const ids = answer.refused.map(({ user }) => user);
  const users = ids.length === 0 ? [] : await findChosen(db, account, { by: "users", users: ids }, ids.length);
  return done({ ...answer, users: users.map(({ user }) => user) });
}
