import { Problem } from "../../lib/paths.mjs";
import { ask } from "./d1.ts";
import type { Place } from "./site.ts";

/** Where each account lies, by its id. */
export type Homes = ReadonlyMap<string, string>;

/**
 * Tells where each account lies, of databases of which each is copied at a moment of its own. Refuses while one is moved from
 * one to another, or has been since it was told `before`: the copies might have it twice, or not at all.
 */
export async function homesAtRest(databases: readonly Pick<Place, "d1">[], before: Homes = new Map()): Promise<Homes> {
  const homes = new Map<string, string>();
  for (const { d1 } of databases) {
    const tables = (await ask(d1, "SELECT name FROM sqlite_master WHERE type = 'table'")).map(({ name }) => name);
    if (!tables.includes("places") || !tables.includes("moves")) continue;
    const [moving] = await ask(d1, "SELECT account FROM moves");
    if (moving) throw refused(String(moving.account));
    for (const { account, database } of await ask(d1, "SELECT account, database FROM places"))
      homes.set(String(account), String(database));
  }
  const moved = [...before].find(([account, home]) => homes.has(account) && homes.get(account) !== home);
  if (moved) throw refused(moved[0]);
  return homes;
}

function refused(account: string): Problem {
  return new Problem(
    `${account} is moved from one database to another: back up when that has ended. Nothing was kept.`,
  );
}
