import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { ACCESS } from "../../../src/domain/operation/account-tables.ts";
import { Problem, root } from "../../lib/paths.mjs";
import { type Applied, Copy } from "../backup/copy.ts";
import { ask, quoted, type Row } from "../backup/d1.ts";
import { give } from "../backup/give.ts";
import { appliedIn, applyMigrations } from "../backup/migrations.ts";
import type { Place, Site } from "../backup/site.ts";
import { sqliteD1 } from "../backup/sqlite.ts";
import { take } from "../backup/take.ts";
import { merged } from "./gather.ts";
import { accessStatements } from "./people.ts";
import { moving, partOf } from "./scope.ts";

/** Brings the copy of an account to the migrations of the deployment that it comes into. */
export async function upgrade(
  copy: Copy,
  account: string,
  from: readonly Applied[],
  site: Site,
  file: string,
): Promise<Copy> {
  const to = merged(await Promise.all(site.databases.map(appliedIn)));
  const missing = (of: readonly Applied[], than: readonly Applied[]) =>
    of.flatMap(({ table, folder, names }) => {
      const known = than.find((one) => one.table === table)?.names ?? [];
      return names.filter((name) => !known.includes(name)).map((name) => ({ folder, name }));
    });
  const [newer] = missing(from, to);
  if (newer) throw new Problem(`The file is of a newer version (${newer.folder}/${newer.name}): deploy that first.`);
  const due = missing(to, from);
  if (due.length === 0) return copy;
  const sql = new DatabaseSync(":memory:", { enableForeignKeyConstraints: false });
  const d1 = sqliteD1(sql);
  await applyMigrations(d1, from);
  const part = partOf(account, copy.tables);
  await give(d1, copy, part.tables);
  for (const { folder, name } of due) sql.exec(readFileSync(join(root, folder, name), "utf8"));
  const upgraded = await Copy.make(file, to);
  await take(d1, upgraded, partOf(account, upgraded.tables));
  upgraded.run("CREATE TABLE uploads (import_id TEXT PRIMARY KEY, sealed BLOB NOT NULL)");
  for (const { import_id, sealed } of copy.all("SELECT import_id, sealed FROM uploads"))
    upgraded.run("INSERT INTO uploads (import_id, sealed) VALUES (?1, ?2)", import_id ?? null, sealed ?? null);
  return upgraded;
}

/** Finds where the account is to live: the database with the fewest accounts, or the one in which it was begun to be restored. */
export async function findRoom(
  { databases }: Site,
  account: string,
  createdAt: string,
): Promise<{ home: Place; directory: Place }> {
  const rooms: { readonly home: Place; readonly accounts: number; readonly begun: boolean }[] = [];
  let directory: Place | null = null;
  for (const place of databases) {
    const there = (await ask(place.d1, "SELECT name FROM sqlite_master WHERE type = 'table'")).map(({ name }) => name);
    if (there.includes("places")) directory = place;
    if (!there.includes("accounts")) continue;
    const [found] = await ask(place.d1, "SELECT created_at FROM accounts WHERE id = ?1", account);
    if (found && found.created_at !== createdAt) throw taken(account);
    const [counted] = await ask(place.d1, "SELECT count(*) AS n FROM accounts");
    rooms.push({ home: place, accounts: Number(counted?.n), begun: found !== undefined });
  }
  const [room] = rooms.toSorted(
    (one, other) => Number(other.begun) - Number(one.begun) || one.accounts - other.accounts,
  );
  if (!directory || !room) throw new Problem("There are no tables yet: deploy first.");
  if ((await ask(directory.d1, "SELECT 1 FROM places WHERE account = ?1", account)).length > 0) throw taken(account);
  return { home: room.home, directory };
}

function taken(account: string): Problem {
  return new Problem(
    `There is an account "${account}" already: nothing was restored. Remove it first, if it is to be replaced.`,
  );
}

/**
 * Puts an account in: its rows first, then its place and administrators, so that nobody comes in before all is there. After a crash
 * the same file goes on where it stopped.
 */
export async function settleIn(
  copy: Copy,
  account: string,
  { home, directory }: { home: Place; directory: Place },
): Promise<readonly string[]> {
  const { tables, wanted } = partOf(account, copy.tables);
  const own = moving(tables.filter(({ name }) => !ACCESS.includes(name)));
  await give(home.d1, copy, own);
  const counted = await home.d1.batch(
    own.map(({ name }) => ({ sql: `SELECT count(*) AS n FROM ${quoted(name)} WHERE ${wanted(name)}` })),
  );
  const kept = copy.counts();
  // Of an account that was removed here the audit has stayed, and goes on.
  const wrong = own.filter(({ name }, at) => name !== "audit" && kept[name] !== Number(counted[at]?.[0]?.n));
  if (wrong.length > 0)
    throw new Problem(
      `Not all rows of ${wrong.map(({ name }) => name).join(", ")} came in: nobody can see the account yet.`,
    );
  await give(directory.d1, copy, [copy.table("directory_audit")]);
  const rows = (name: string) => copy.all(`SELECT * FROM ${quoted(name)}`) as readonly Row[];
  const [place] = rows("places");
  if (!place) throw new Problem("The file names no account.");
  const access = { place, administrators: rows("administrators") };
  await directory.d1.batch(accessStatements(access, home.binding, new Date().toISOString()));
  await home.d1.batch([
    {
      sql: "DELETE FROM removed_accounts WHERE account = ?1 AND removed_at >= (SELECT created_at FROM accounts WHERE id = ?1)",
      params: [account],
    },
  ]);
  const invited = await ask(
    directory.d1,
    "SELECT email FROM administrators WHERE account = ?1 AND joined_at IS NULL",
    account,
  );
  return invited.map(({ email }) => String(email));
}
