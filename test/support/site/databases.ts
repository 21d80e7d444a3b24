import { env } from "cloudflare:workers";
import { databasesOf } from "../../../src/store/places/databases.ts";

/** The databases that hold accounts: one, or several where vitest.config.ts says so (O6). */
export const databases: readonly D1Database[] = databasesOf(env).map(({ d1 }) => d1);

/** The database that an account lies in, as the directory says. */
export async function databaseOf(account: string): Promise<D1Database> {
  const name = await placeOf(account);
  const found = databasesOf(env).find((one) => one.name === name);
  if (!found) throw new Error(`${account} lies in ${name}, which is not bound`);
  return found.d1;
}

/** What the database of an account is called. */
export async function placeOf(account: string): Promise<string | null> {
  return env.DIRECTORY.prepare("SELECT database FROM places WHERE account = ?1")
    .bind(account)
    .first<string>("database");
}

/** The rows of all databases that hold accounts. */
export async function everywhere<Row>(sql: string): Promise<readonly Row[]> {
  const each = await Promise.all(databases.map((d1) => d1.prepare(sql).all<Row>()));
  return each.flatMap(({ results }) => results);
}
