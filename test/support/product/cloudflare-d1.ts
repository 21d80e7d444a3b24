import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Answer, Call } from "./cloudflare-workers.ts";

type Kept = { readonly bookmark: string; readonly at: number; readonly file: string };

type Database = {
  readonly name: string;
  readonly jurisdiction?: string;
  sql: DatabaseSync;
  /** The moments that it can be taken back to. */
  readonly history: Kept[];
};

type Query = { readonly sql: string; readonly params?: readonly (string | number | null)[] };

const missing: Answer = { status: 404, error: [7404, "The database was not found"] };

/** The D1 databases of the stand-in: real ones of SQLite, so that migrations are really applied and rows are really kept. */
export class Databases {
  readonly all = new Map<string, Database>();
  /** Whether migrations come to no trigger at all, as if files were cut at the wrong places. */
  cutsTriggers = false;
  readonly #folder = mkdtempSync(join(tmpdir(), "muster-stand-in-"));
  #moments = 0;

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Answers what is asked of D1; null for a call that is not known. */
  answer(method: string, { path, query, body }: Call, newId: () => string): Answer | null {
    const [, , id, act, part] = path;
    if (id === undefined)
      return method === "GET" ? this.#list(query) : method === "POST" ? this.#make(body, newId()) : null;
    const database = this.all.get(id);
    if (!database) return missing;
    switch ([method, act, part].join(" ").trim()) {
      case "GET":
        return { result: { uuid: id, name: database.name } };
      case "DELETE":
        this.all.delete(id);
        return { result: {} };
      case "POST query":
        return this.#query(database, body as Query | { batch: Query[] });
      case "GET time_travel bookmark":
        return this.#bookmark(database, query.get("timestamp"));
      case "POST time_travel restore":
        return this.#restore(database, query.get("bookmark") ?? "");
      default:
        return null;
    }
  }

  #list(query: URLSearchParams): Answer {
    const found = [...this.all].filter(([, { name }]) => name.includes(query.get("name") ?? ""));
    const result = found.map(([uuid, { name }]) => ({ uuid, name }));
    return { result, info: { page: 1, per_page: 100, count: found.length } };
  }

  #make(body: unknown, uuid: string): Answer {
    const { name, jurisdiction } = body as { name: string; jurisdiction?: string };
    const located = jurisdiction === undefined ? {} : { jurisdiction };
    this.all.set(uuid, { name, ...located, sql: new DatabaseSync(":memory:"), history: [] });
    return { result: { uuid, name } };
  }

  #query(database: Database, asked: Query | { readonly batch: readonly Query[] }): Answer {
    const looks = "sql" in asked && asked.sql.includes("sqlite_schema");
    if (this.cutsTriggers && looks && database.name.endsWith("_proof")) dropTriggers(database.sql);
    return { result: queried(database.sql, asked) };
  }

  /** Without a time it keeps the present moment; of a time it names the last one that was kept before. */
  #bookmark(database: Database, time: string | null): Answer {
    if (time === null) {
      this.#moments += 1;
      const bookmark = `0000${this.#moments}-00000000-0000-${"0".repeat(32)}`;
      const file = join(this.#folder, `${this.#moments}.sqlite`);
      database.sql.prepare("VACUUM INTO ?1").run(file);
      database.history.push({ bookmark, at: Date.now(), file });
      return { result: { bookmark } };
    }
    const found = database.history.findLast(({ at }) => at <= Date.parse(time));
    return found
      ? { result: { bookmark: found.bookmark } }
      : { status: 400, error: [7500, "No bookmark of that time"] };
  }

  #restore(database: Database, bookmark: string): Answer {
    const found = database.history.find((kept) => kept.bookmark === bookmark);
    if (!found) return { status: 400, error: [7500, "The bookmark is not known"] };
    database.sql.close();
    database.sql = new DatabaseSync(found.file);
    return { result: { bookmark, previous_bookmark: null, message: "Database restored successfully" } };
  }
}

function dropTriggers(database: DatabaseSync): void {
  for (const { name } of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all())
    database.exec(`DROP TRIGGER ${name}`);
}

/** Runs SQL as D1 does: several statements where nothing is bound, one where something is, a batch as one transaction. */
function queried(database: DatabaseSync, body: Query | { readonly batch: readonly Query[] }): unknown {
  if (!("batch" in body)) return [ran(database, body)];
  database.exec("BEGIN");
  try {
    const results = body.batch.map((query) => ran(database, query));
    database.exec("COMMIT");
    return results;
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

function ran(database: DatabaseSync, { sql, params = [] }: Query): unknown {
  const meta = { duration: 0, changes: 0, last_row_id: 0, rows_read: 0, rows_written: 0, size_after: 0 };
  const isTrigger = /^\s*CREATE TRIGGER/.test(sql);
  if (params.length === 0 && !isTrigger && /;\s*\S/.test(sql)) {
    database.exec(sql);
    return { success: true, results: [], meta };
  }
  return { success: true, results: database.prepare(sql).all(...params), meta };
}
