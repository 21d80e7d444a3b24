import { type Result, refuse } from "../domain/problems/result.ts";
import { isStale } from "../store/database.ts";

/** How often a change is decided again because somebody else changed the account meanwhile. */
const MOST_TRIES = 8;

/** Decides and writes a change of an account; decides again whenever its facts had changed before it was written. */
export async function settleWrite<Value>(decide: () => Promise<Result<Value>>): Promise<Result<Value>> {
  for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
    try {
      return await decide();
    } catch (error) {
      if (!isStale(error)) throw error;
    }
  }
  return refuse("unavailable", {});
}
