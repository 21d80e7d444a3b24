import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/paths.mjs";
import type { Template } from "./environment.ts";

/** Which migrations a database has is kept in a table of it; their files lie in a folder. */
export type Ledger = { readonly table: string; readonly folder: string };

/** A database of an environment, and one of the bindings by which the Worker reaches it. */
export type Database = {
  readonly name: string;
  readonly id: string;
  readonly binding: string;
  readonly ledgers: readonly Ledger[];
};

/** Lists the databases of an environment, each once, however many bindings lead to it (O6). */
export function databasesOf({ d1_databases: bound }: Pick<Template, "d1_databases">): readonly Database[] {
  const ids = [...new Set(bound.map(({ database_id }) => database_id))];
  return ids.flatMap((id) => {
    const those = bound.filter(({ database_id }) => database_id === id);
    const ledgers = those.map(({ migrations_table: table, migrations_dir: folder }) => ({ table, folder }));
    const [first] = those;
    return first ? [{ name: first.database_name, id, binding: first.binding, ledgers }] : [];
  });
}

/** The names of the migrations of a folder that are known here, in their order. */
export function knownMigrations(folder: string): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".sql"))
    .toSorted();
}

/** The statements of a migration. Comments stand on lines of their own and every statement ends with its line (O2). */
export function statementsOf(folder: string, name: string): readonly string[] {
  const text = readFileSync(join(root, folder, name), "utf8");
  return text
    .split(/\r?\n/)
    .filter((line) => !/^\s*--/.test(line))
    .join("\n")
    .split(/;[ \t]*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}
