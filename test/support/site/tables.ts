import { env } from "cloudflare:workers";

type Records = readonly Readonly<Record<string, unknown>>[];

/** Everything that D1 holds, by table: the accounts' own things and the directory, without indexes for searching. */
export async function storedRecords(): Promise<ReadonlyMap<string, Records>> {
  const of = await Promise.all([env.DB, env.DIRECTORY].map(recordsOf));
  return new Map(of.flat());
}

async function recordsOf(database: D1Database): Promise<readonly (readonly [string, Records])[]> {
  const { results: tables } = await database
    .prepare(
      `SELECT name FROM sqlite_schema
       WHERE type = 'table' AND name NOT GLOB '_cf*' AND name NOT GLOB '*_search*' AND name NOT GLOB 'sqlite*'`,
    )
    .all<{ name: string }>();
  const read = tables.map(async ({ name }) => {
    const { results } = await database.prepare(`SELECT * FROM "${name}"`).all();
    return [name, results] as const;
  });
  return Promise.all(read);
}
