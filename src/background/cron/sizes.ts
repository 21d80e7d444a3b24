import { DirectoryDatabase } from "../../store/database.ts";
import { findSize } from "../../store/operation/health.ts";
import { databasesOf } from "../../store/places/databases.ts";
import { noteSize } from "../../store/places/places.ts";
import { inEach } from "./in-each.ts";

/** Notes how large each database of accounts is, where there are several: new accounts go to the emptiest (O6). */
export async function noteSizes(env: Env, now: number): Promise<void> {
  if (databasesOf(env).length === 1) return;
  const directory = new DirectoryDatabase(env.DIRECTORY);
  await inEach(env, async (db) => {
    await noteSize(directory, { name: db.name, bytes: await findSize(db), now: new Date(now).toISOString() });
  });
}
