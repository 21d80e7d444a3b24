import type { AccountDatabase } from "../../store/database.ts";
import { openAll } from "../../store/places/open.ts";

/** Does something in every database of accounts at once; where it fails in one of them it is done in the others all the same (O6). */
export async function inEach(env: Env, act: (db: AccountDatabase) => Promise<void>): Promise<void> {
  const ends = await Promise.allSettled(openAll(env).map(act));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
