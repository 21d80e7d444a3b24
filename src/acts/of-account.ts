import { done, nothingHere, type Result } from "../domain/problems/result.ts";
import { findFacts } from "../store/inventory/accounts.ts";
import type { Scene } from "./scene.ts";

/** Reads a list of the account. Only the operator can name an account that does not exist: that is not found. */
export async function ofAccount<Value>(scene: Scene, read: () => Promise<Value>): Promise<Result<Value>> {
  const isOwn = scene.asker.kind === "token" || scene.asker.kind === "administrator";
  if (!isOwn && !(await findFacts(scene.db, scene.account))) return nothingHere();
  return done(await read());
}

/** Gives what was found; not found where there was nothing. */
export function found<Value>(value: Value | null): Result<Value> {
  return value === null ? nothingHere() : done(value);
}
