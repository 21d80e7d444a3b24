import { AccountDatabase, DirectoryDatabase } from "../database.ts";
import { databasesOf, type Named } from "./databases.ts";
import { findPlace } from "./places.ts";

/** An isolate keeps where an account lies for so long, of so many accounts (O6). */
const PLACE_KEPT_MS = 60_000;
const MOST_KEPT = 10_000;

const kept = new Map<string, { readonly name: string; readonly until: number }>();

/** Notes where an account lies, for whoever has just read it with something else. */
export function notePlace(account: string, name: string): void {
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(account, { name, until: Date.now() + PLACE_KEPT_MS });
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
  const name = keptPlace(account) ?? (await askedPlace(env, account));
  return opened(found([first, ...further], name ?? first.name));
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
  return [opened(first), ...further.map(opened)];
}

function opened({ name, d1 }: Named): AccountDatabase {
  return new AccountDatabase(d1, name);
}

function keptPlace(account: string): string | null {
  const known = kept.get(account);
  return known && known.until > Date.now() ? known.name : null;
}

async function askedPlace(env: Env, account: string): Promise<string | null> {
  const name = await findPlace(new DirectoryDatabase(env.DIRECTORY), account);
  if (name !== null) notePlace(account, name);
  return name;
}

function found(databases: readonly Named[], name: string): Named {
  const named = databases.find((one) => one.name === name);
  if (!named) throw new Error(`no database is bound as ${name}`);
  return named;
}
