import { env } from "cloudflare:workers";
import type { D1, Row } from "../../../scripts/operation/backup/d1.ts";
import { give } from "../../../scripts/operation/backup/give.ts";
import { type Table, tablesOf } from "../../../scripts/operation/backup/shape.ts";

/** A database of the Worker's, as the scripts of a backup ask it. */
export function edgeD1(database: D1Database): D1 {
  return {
    batch: async (queries) => {
      const all = queries.map(({ sql, params = [] }) => database.prepare(sql).bind(...params));
      return (await database.batch<Record<string, never>>(all)).map(({ results }) => results);
    },
    bookmark: async () => null,
  };
}

/** Keeps what the accounts' database holds at this moment; the Worker can be taken back to it while its objects live on. */
export async function keepMoment(): Promise<() => Promise<void>> {
  const d1 = edgeD1(env.DB);
  const tables = await tablesOf(d1);
  const held = await d1.batch(tables.map(({ name }) => ({ sql: `SELECT * FROM "${name}"` })));
  const rows = (table: Table): readonly Row[] => held[tables.indexOf(table)] ?? [];
  return async () => {
    const emptied = tables.toReversed().map(({ name }) => ({ sql: `DELETE FROM "${name}"` }));
    await d1.batch(emptied);
    await give(d1, { tables, rows });
  };
}
