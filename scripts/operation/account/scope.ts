import { OF_ACCOUNT, OF_IMPORT } from "../../../src/domain/operation/account-tables.ts";
import type { Table } from "../backup/shape.ts";
import type { Part } from "../backup/take.ts";

/** The part of a database that is of one account; its id is of a-z, 0-9 and - alone. */
export function partOf(account: string, tables: readonly Table[]): Part {
  const conditions = new Map([
    ["accounts", `id = '${account}'`],
    ...OF_ACCOUNT.map((name) => [name, `account = '${account}'`] as const),
    ...OF_IMPORT.map((name) => [name, `import_id IN (SELECT id FROM imports WHERE account = '${account}')`] as const),
  ]);
  return {
    tables: tables.filter(({ name }) => conditions.has(name)),
    wanted: (name) => conditions.get(name) ?? "false",
  };
}

/** Keys by which the rows of a table are known in every database; elsewhere their number may be another one's. */
const KNOWN_BY: Readonly<Record<string, readonly string[]>> = { users: ["id"], numbers: ["account", "e164"] };

/** The tables as their rows move to another database: without the numbers that it gives them itself. */
export function moving(tables: readonly Table[]): readonly Table[] {
  return tables.map((table) => {
    const key = KNOWN_BY[table.name];
    return key ? { ...table, key, columns: table.columns.filter((column) => column !== "serial") } : table;
  });
}
