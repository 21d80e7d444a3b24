import { ulid } from "ulid";
import type { Whereabouts } from "../../domain/operation/moving.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { beginMove, findWhereabouts, takeMoveBack } from "../../store/moves/moves.ts";
import { databasesOf } from "../../store/places/databases.ts";
import { forgetPlace } from "../../store/places/open.ts";
import { ringOf } from "../../vault/ring.ts";
import { auditOf, type Scene } from "../scene.ts";
import { wakeMove } from "../wake-move.ts";

/** Tells where an account lies, and how far its move is (O6). */
export async function findMove({ directory, account }: Scene): Promise<Result<Whereabouts>> {
  const found = await findWhereabouts(directory, account);
  return found ? done(found) : nothingHere();
}

/** Has an account moved to another database, unless it lies there or is on its way there already. */
export async function moveAccount(scene: Scene, target: string): Promise<Result<Whereabouts>> {
  const { env, directory, account } = scene;
  const choices = databasesOf(env).map(({ name }) => name);
  if (!choices.includes(target))
    return refuse("malformed_request", { reason: "rule", name: "to", rule: { rule: "choice", choices } });
  const before = await findWhereabouts(directory, account);
  if (!before) return nothingHere();
  if (before.move === null && before.database === target) return done(before);
  // What is sealed anew is told by how far each database is: who changes databases meanwhile could be left out.
  if (ringOf(env).previous !== null) return refuse("not_movable", { reason: "secret" });
  if (before.move === null) {
    const begun = { id: ulid(), target, now: scene.now };
    await beginMove(directory, begun, { ...auditOf(scene, "account.move", account), detail: { to: target } });
    forgetPlace(account);
  }
  const found = await findWhereabouts(directory, account);
  if (!found) return nothingHere();
  if (found.move) await wakeMove(env, account);
  // One that was under way may have ended meanwhile.
  const isSame = found.move
    ? found.move.target === target && found.move.state !== "given_up"
    : found.database === target;
  return isSame ? done(found) : refuse("not_movable", { reason: "another" });
}

/** Has a move given up that has not switched yet; where there is none, there is nothing to do. */
export async function stopMove(scene: Scene): Promise<Result<Whereabouts>> {
  const { env, directory, account, now } = scene;
  const before = await findWhereabouts(directory, account);
  if (!before) return nothingHere();
  if (!before.move) return done(before);
  await takeMoveBack(directory, before.move, now, auditOf(scene, "account.stay", account));
  await wakeMove(env, account);
  const after = await findWhereabouts(directory, account);
  return after?.move?.state === "moved" ? refuse("not_movable", { reason: "moved" }) : findMove(scene);
}
