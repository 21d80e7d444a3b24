import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Value } from "../../../scripts/operation/backup/d1.ts";
import { root } from "../house/arrows.ts";

/** Makes all tables, as a deployment does. */
export function migrateSqlite(sql: DatabaseSync): void {
  for (const folder of ["accounts", "directory"]) {
    sql.exec(
      `CREATE TABLE migrations_of_${folder} (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`,
    );
    for (const name of readdirSync(join(root, "migrations", folder)).toSorted()) {
      sql.exec(readFileSync(join(root, "migrations", folder, name), "utf8"));
      sql.prepare(`INSERT INTO migrations_of_${folder} (name) VALUES (?1)`).run(name);
    }
  }
}

/** All rows of some tables, for comparing. */
export function rowsOf(
  sql: DatabaseSync,
  tables: readonly { readonly name: string; readonly key: readonly string[] }[],
) {
  const read = ({ name, key }: { readonly name: string; readonly key: readonly string[] }) =>
    sql.prepare(`SELECT * FROM "${name}" ORDER BY ${key.join(", ")}`).all() as Readonly<Record<string, Value>>[];
  return Object.fromEntries(tables.map((table) => [table.name, read(table).map((row) => ({ ...row }))]));
}
