import * as v from "valibot";
import { text } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";
import { type MovedTable, movedColumns, movedTables } from "./tables.ts";

/** A table that moves, with those of its columns that do. */
export type Shape = { readonly table: MovedTable; readonly columns: readonly string[] };

/** Asks a database which columns its tables have. */
export async function findShapes(db: AccountDatabase): Promise<readonly Shape[]> {
  const results = await db.batch(
    movedTables.map(({ name }) => db.sql("SELECT name FROM pragma_table_info(?1) ORDER BY cid", name)),
  );
  return movedTables.map((table, at) => {
    const columns = rows(v.object({ name: text }), results, at).map(({ name }) => name);
    return { table, columns: movedColumns(table, columns) };
  });
}
