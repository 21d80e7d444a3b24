import type { AccountDatabase } from "../../store/database.ts";
import { hasMoving } from "../../store/moves/roles.ts";
import { openAll } from "../../store/places/open.ts";

/** Does something in every database of accounts at once; where it fails in one of them it is done in the others all the same (O6). */
export async function inEach(env: Env, act: (db: AccountDatabase) => Promise<void>): Promise<void> {
  const ends = await Promise.allSettled(openAll(env).map(act));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/**
 * The same for what changes or deletes rows of accounts that it comes upon: a database that an account leaves or comes to is left
 * out, and looked after when that has ended. What an account leaves is refused to everybody, and its copy must become the same.
 */
export async function inEachAtRest(env: Env, act: (db: AccountDatabase) => Promise<void>): Promise<void> {
  const isOnly = openAll(env).length === 1;
  await inEach(env, async (db) => {
    if (isOnly || !(await hasMoving(db))) await act(db);
  });
}
