import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Problem, root } from "../../lib/paths.mjs";
import { quoted, type Row, type Value } from "./d1.ts";
import { type Table, tablesOf } from "./shape.ts";
import { sqliteD1 } from "./sqlite.ts";

/** The migrations of a folder that a database has, in the order in which it got them. */
export type Applied = { readonly table: string; readonly folder: string; readonly names: readonly string[] };

/**
 * A copy of a database as a file of SQLite on this machine: the tables that its migrations make, without triggers, views and
 * search tables, which are made anew where it is restored.
 */
export class Copy {
  readonly tables: readonly Table[];
  readonly #sql: DatabaseSync;

  private constructor(sql: DatabaseSync, tables: readonly Table[]) {
    this.#sql = sql;
    this.tables = tables;
  }

  /** Makes an empty copy with the tables of these migrations. */
  static async make(file: string, applied: readonly Applied[]): Promise<Copy> {
    const sql = new DatabaseSync(file, { enableForeignKeyConstraints: false });
    for (const { table, folder, names } of applied) {
      sql.exec(ledgerSql(table));
      for (const name of names) sql.exec(readFileSync(join(root, folder, name), "utf8"));
    }
    const rest = sql
      .prepare("SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY type")
      .all();
    for (const { type, name } of rest) sql.exec(`DROP ${type} ${quoted(String(name))}`);
    const search = sql.prepare("SELECT name FROM pragma_table_list WHERE type = 'virtual'").all();
    for (const { name } of search) sql.exec(`DROP TABLE ${quoted(String(name))}`);
    sql.exec("PRAGMA journal_mode = OFF");
    return new Copy(sql, await tablesOf(sqliteD1(sql)));
  }

  /** Opens a copy that was made before. */
  static async open(file: string): Promise<Copy> {
    const sql = new DatabaseSync(file, { enableForeignKeyConstraints: false });
    return new Copy(sql, await tablesOf(sqliteD1(sql)));
  }

  close(): void {
    this.#sql.close();
  }

  /** Puts rows in, each in the place of one with its key. */
  put({ name, columns }: Table, rows: readonly Row[]): void {
    const places = columns.map((_, at) => `?${at + 1}`);
    const statement = this.#sql.prepare(
      `INSERT OR REPLACE INTO ${quoted(name)} (${columns.map(quoted)}) VALUES (${places})`,
    );
    this.#together(() => {
      for (const row of rows) statement.run(...columns.map((column) => row[column] ?? null));
    });
  }

  /** Takes the rows with these keys out. */
  remove({ name, key }: Table, keys: readonly (readonly Value[])[]): void {
    const matching = key.map((column, at) => `${quoted(column)} = ?${at + 1}`).join(" AND ");
    const statement = this.#sql.prepare(`DELETE FROM ${quoted(name)} WHERE ${matching}`);
    this.#together(() => {
      for (const values of keys) statement.run(...values);
    });
  }

  /** Changes what is here by a statement of its own. */
  run(sql: string, ...params: readonly (Value | Uint8Array)[]): void {
    this.#sql.prepare(sql).run(...params);
  }

  /** Reads what is here by a statement of its own. */
  all(sql: string, ...params: readonly Value[]): readonly Readonly<Record<string, Value | Uint8Array>>[] {
    return this.#sql.prepare(sql).all(...params) as Record<string, Value | Uint8Array>[];
  }

  /** Gives the rows of a table in the order of its key, those that are wanted. */
  rows({ name, key }: Table, wanted = "true"): IterableIterator<Row> {
    return this.#sql
      .prepare(`SELECT * FROM ${quoted(name)} WHERE ${wanted} ORDER BY ${key.map(quoted)}`)
      .iterate() as IterableIterator<Row>;
  }

  /** Tells how many rows each table has. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      this.tables.map(({ name }) => [
        name,
        Number(this.#sql.prepare(`SELECT count(*) AS n FROM ${quoted(name)}`).get()?.n),
      ]),
    );
  }

  /** The table of this name. */
  table(name: string): Table {
    const found = this.tables.find((table) => table.name === name);
    if (!found) throw new Error(`a copy has no table ${name}`);
    return found;
  }

  /** Refuses what is damaged, or refers to what is not there: no row of one moment does. */
  check(): void {
    const damaged = this.#sql.prepare("PRAGMA integrity_check").all();
    if (damaged[0]?.integrity_check !== "ok") throw new Problem("The copy is damaged: it cannot be used.");
    const [broken] = this.#sql.prepare("PRAGMA foreign_key_check").all();
    if (broken)
      throw new Problem(`The copy is torn: a row of ${broken.table} refers to ${broken.parent}, which lacks it.`);
  }

  #together(act: () => void): void {
    this.#sql.exec("BEGIN");
    act();
    this.#sql.exec("COMMIT");
  }
}

/** The table in which Wrangler keeps which migrations a database has. */
export function ledgerSql(table: string): string {
  return `CREATE TABLE IF NOT EXISTS ${quoted(table)} (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;
}
