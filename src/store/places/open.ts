import { AccountDatabase, DirectoryDatabase } from "../database.ts";
import { databasesOf, type Named } from "./databases.ts";
import { findPlace, type Where } from "./places.ts";

/** An isolate keeps where an account lies for so long, of so many accounts (O6). */
const PLACE_KEPT_MS = 60_000;
const MOST_KEPT = 10_000;

const kept = new Map<string, { readonly name: string; readonly until: number }>();

/**
 * Notes where an account lies, for whoever has just read it with something else. While it is moved nothing is kept: a minute after a
 * move has begun, everybody asks.
 */
export function notePlace(account: string, { database, moving }: Where): void {
  if (kept.size >= MOST_KEPT) kept.clear();
  if (moving) kept.delete(account);
  else kept.set(account, { name: database, until: Date.now() + PLACE_KEPT_MS });
}

/** Forgets where an account lies: the directory is asked the next time. */
export function forgetPlace(account: string): void {
  kept.delete(account);
}

/**
 * Opens the database that an account lies in (O6). The directory is asked only where there are several, and not again for a
 * minute. What belongs to no account, or to one that does not exist, is looked for in the first.
 */
export async function openAccount(env: Env, account: string): Promise<AccountDatabase> {
  const [first, ...further] = databasesOf(env);
  if (further.length === 0 || account === "") return new AccountDatabase(first.d1);
  const name = keptPlace(account);
  const where = name === null ? await askedPlace(env, account) : { database: name, moving: false };
  return opened(found([first, ...further], where?.database ?? first.name), where?.moving);
}

/** Opens a database of accounts by its name. */
export function openNamed(env: Env, name: string): AccountDatabase {
  return opened(found(databasesOf(env), name));
}

/** Opens a database of accounts by its name; null where none is bound as that any more. */
export function openHinted(env: Env, name: string): AccountDatabase | null {
  const named = databasesOf(env).find((one) => one.name === name);
  return named ? opened(named) : null;
}

/** Opens the first of the databases of accounts, which also holds what belongs to no account. */
export function openFirst(env: Env): AccountDatabase {
  return new AccountDatabase(env.DB);
}

/** Opens all databases of accounts, in their order. */
export function openAll(env: Env): readonly [AccountDatabase, ...AccountDatabase[]] {
  const [first, ...further] = databasesOf(env);
  return [opened(first), ...further.map((one) => opened(one))];
}

function opened({ name, d1 }: Named, isLeaving = false): AccountDatabase {
  return new AccountDatabase(d1, name, isLeaving);
}

function keptPlace(account: string): string | null {
  const known = kept.get(account);
  return known && known.until > Date.now() ? known.name : null;
}

async function askedPlace(env: Env, account: string): Promise<Where | null> {
  const where = await findPlace(new DirectoryDatabase(env.DIRECTORY), account);
  if (where) notePlace(account, where);
  return where;
}

function found(databases: readonly Named[], name: string): Named {
  const named = databases.find((one) => one.name === name);
  if (!named) throw new Error(`no database is bound as ${name}`);
  return named;
}
