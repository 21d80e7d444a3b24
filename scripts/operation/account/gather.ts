import { join } from "node:path";
import { ACCESS } from "../../../src/domain/operation/account-tables.ts";
import { Problem } from "../../lib/paths.mjs";
import { type Applied, Copy } from "../backup/copy.ts";
import { ask } from "../backup/d1.ts";
import { readManifest, unpack } from "../backup/folder.ts";
import { appliedIn, refuseUnknown } from "../backup/migrations.ts";
import type { Site } from "../backup/site.ts";
import { take } from "../backup/take.ts";
import { partOf } from "./scope.ts";

/** The copy of an account alone, the migrations of its tables, and of when it is. */
export type Gathered = { readonly copy: Copy; readonly migrations: readonly Applied[]; readonly at: string };

/** Copies an account out of the databases that it lives in, as it is at one moment of each. */
export async function gatherLive({ databases }: Site, account: string, file: string): Promise<Gathered> {
  const migrations = merged(await Promise.all(databases.map(appliedIn)));
  refuseUnknown(migrations);
  const copy = await Copy.make(file, migrations);
  let homes = 0;
  for (const { d1 } of databases) {
    const there = (await ask(d1, "SELECT name FROM sqlite_master WHERE type = 'table'")).map(({ name }) => name);
    const lives =
      there.includes("accounts") && (await ask(d1, "SELECT 1 FROM accounts WHERE id = ?1", account)).length > 0;
    homes += lives ? 1 : 0;
    if (homes > 1)
      throw new Problem(`${account} is being moved from one database to another: wait until that is done.`);
    const part = partOf(
      account,
      copy.tables.filter(({ name }) => there.includes(name) && (lives || ACCESS.includes(name))),
    );
    await take(d1, copy, part);
  }
  return { copy, migrations, at: new Date().toISOString() };
}

/** Copies an account out of a backup, as it was then. */
export async function gatherKept(folder: string, account: string, file: string): Promise<Gathered> {
  const { databases, at } = readManifest(folder);
  const migrations = merged(databases.map((kept) => kept.migrations));
  refuseUnknown(migrations);
  const copy = await Copy.make(file, migrations);
  for (const kept of databases) {
    const unpacked = join(file, "..", `${kept.binding}.sqlite`);
    await unpack(folder, kept, unpacked);
    const source = await Copy.open(unpacked);
    const { tables, wanted } = partOf(account, source.tables);
    for (const table of tables) copy.put(table, [...source.rows(table, wanted(table.name))]);
    source.close();
  }
  return { copy, migrations, at };
}

/** Refuses a copy in which there is no such account. */
export function refuseAbsent({ copy }: Gathered, account: string): void {
  if (copy.all("SELECT id FROM accounts").length === 0 || copy.all("SELECT account FROM places").length === 0)
    throw new Problem(`There is no account "${account}".`);
}

/** Every ledger once: databases of the same kind have the same migrations. */
export function merged(all: readonly (readonly Applied[])[]): readonly Applied[] {
  const byTable = new Map(all.flat().map((applied) => [applied.table, applied]));
  return [...byTable.values()];
}
