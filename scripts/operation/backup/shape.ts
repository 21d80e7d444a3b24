import { ask, type D1 } from "./d1.ts";

/** A table with its columns and its primary key, each in their order. */
export type Table = { readonly name: string; readonly columns: readonly string[]; readonly key: readonly string[] };

/** What no backup holds: it is of this minute, of development alone, or would let somebody in again who has left. */
const LEFT_OUT = ["assertions", "directory_assertions", "sessions", "sign_ins", "dev_outbox", "dev_weather"];

/** What is filled behind what, beside foreign keys: a trigger looks at the other, or a mail would go to nobody yet. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  numbers: ["users"],
  webhooks: ["events"],
  mails: ["users", "import_rows"],
};

/** Lists the tables of a database that are worth keeping, each behind those that it refers to. Search tables are made anew. */
export async function tablesOf(d1: D1): Promise<readonly Table[]> {
  const named = await listed(d1, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'");
  const names = named.filter((name) => !/^(sqlite_|_cf_|migrations_of_)/.test(name) && !LEFT_OUT.includes(name));
  const before = new Map<string, readonly string[]>();
  for (const name of names) {
    const referred = await listed(d1, 'SELECT DISTINCT "table" AS name FROM pragma_foreign_key_list(?1)', name);
    before.set(name, [...referred, ...(LATER[name] ?? [])]);
  }
  const tables: Table[] = [];
  for (const name of ordered(before))
    tables.push({
      name,
      columns: await listed(d1, "SELECT name FROM pragma_table_info(?1) ORDER BY cid", name),
      key: await listed(d1, "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk", name),
    });
  return tables;
}

function ordered(before: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const place = (name: string): void => {
    const others = before.get(name);
    if (done.has(name) || !others) return;
    for (const other of others) if (other !== name) place(other);
    done.add(name);
  };
  for (const name of [...before.keys()].toSorted()) place(name);
  return [...done];
}

async function listed(d1: D1, sql: string, ...params: readonly string[]): Promise<readonly string[]> {
  return (await ask(d1, sql, ...params)).map(({ name }) => String(name));
}
