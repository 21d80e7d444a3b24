import type { DatabaseSync } from "node:sqlite";
import type { D1, Row } from "./d1.ts";

/** A database of SQLite that is asked as D1 is: what is given together is one transaction. */
export function sqliteD1(sql: DatabaseSync): D1 {
  return {
    batch: async (queries) => {
      sql.exec("BEGIN");
      try {
        const results = queries.map(({ sql: text, params = [] }) => sql.prepare(text).all(...params) as Row[]);
        sql.exec("COMMIT");
        return results;
      } catch (error) {
        sql.exec("ROLLBACK");
        throw error;
      }
    },
    bookmark: async () => null,
  };
}
