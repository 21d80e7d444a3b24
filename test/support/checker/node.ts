import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { System } from "./observation.ts";

export type Served = { readonly origin: string; readonly stateDir: string; readonly token: string };

/** A server on this machine, for the checker; `logs` gives all that it has logged, those before it included. */
export function serverSystem({ origin, stateDir, token }: Served, logs: () => string): System {
  return {
    call: async (method, path, csv) => {
      const headers = { Authorization: `Bearer ${token}`, "Content-Type": "text/csv" };
      const response = await fetch(`${origin}${path}`, {
        method,
        headers,
        ...(csv === undefined ? {} : { body: csv }),
      });
      return { status: response.status, text: await response.text() };
    },
    query: async <Row>(sql: string) => readDatabase<Row>(stateDir, sql),
    queryOf: async <Row>(account: string, sql: string) => readAccount<Row>(stateDir, account, sql),
    // Who reads the file while workerd opens it makes it fail: it is read at rest, or when no server runs.
    shared: false,
    objects: async () => storedElsewhere(stateDir),
    logs,
  };
}

/** The rows of a statement on the local databases, read behind the back of a Worker at rest, or when none runs. */
export function readDatabase<Row>(stateDir: string, sql: string): readonly Row[] {
  const files = filesOf(stateDir);
  const read = files.flatMap((file) => rowsIn<Row>(file, sql) ?? []);
  if (read.length === 0 && files.every((file) => rowsIn(file, sql) === null))
    throw new Error(`no database has the tables of: ${sql}`);
  return read;
}

/** The same of the database in which an account lies; where several have it, it is on its way from one to the other (O6). */
export function readAccount<Row>(stateDir: string, account: string, sql: string): readonly Row[] {
  const files = filesOf(stateDir);
  const has = files.filter((file) => rowsIn(file, `SELECT 1 FROM accounts WHERE id = '${account}'`)?.length);
  if (has.length < 2) return has[0] === undefined ? readDatabase(stateDir, sql) : (rowsIn<Row>(has[0], sql) ?? []);
  const [move] = readDatabase<{ state: string }>(stateDir, `SELECT state FROM moves WHERE account = '${account}'`);
  const elsewhere = move?.state === "moved" ? ["leaving", "clearing"] : ["arriving", "arrived", "clearing"];
  const roles = `SELECT role FROM moving_accounts WHERE account = '${account}'`;
  const home = has.find((file) => !elsewhere.includes(rowsIn<{ role: string }>(file, roles)?.[0]?.role ?? ""));
  if (home === undefined) throw new Error(`${account} lies nowhere`);
  return rowsIn<Row>(home, sql) ?? [];
}

function filesOf(stateDir: string): readonly string[] {
  const folder = join(stateDir, "v3", "d1", "miniflare-D1DatabaseObject");
  const names = readdirSync(folder).filter((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite");
  return names.map((name) => join(folder, name));
}

/** Null where the database has no such tables: those of the directory lie in one of several. */
function rowsIn<Row>(path: string, sql: string): readonly Row[] | null {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    return database.prepare(sql).all() as Row[];
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("no such table")) return null;
    throw error;
  } finally {
    database.close();
  }
}

/** Everything on disk that is not D1's: what lies in R2, and what the objects have stored. */
function storedElsewhere(stateDir: string): readonly string[] {
  const folder = join(stateDir, "v3");
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(join(folder, "d1")))
    .map((entry) => contentOf(join(entry.parentPath, entry.name)));
  // An object that comes to rest folds its log into its database: what was in the one is in the other by then.
  return found.every((content) => content !== undefined) ? found : storedElsewhere(stateDir);
}

/** What the file holds, or undefined where it is gone since it was listed. */
function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "latin1");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
