import { Problem } from "../../lib/paths.mjs";
import { type Database, knownMigrations, statementsOf } from "../databases.ts";
import { type Applied, ledgerSql } from "./copy.ts";
import { ask, type D1, quoted } from "./d1.ts";

/** Finds which migrations a database has; none where it has no tables yet. */
export async function appliedIn({
  d1,
  ledgers,
}: Database & { readonly d1: D1 }): Promise<(Applied & { names: string[] })[]> {
  const tables = (await ask(d1, "SELECT name FROM sqlite_master WHERE type = 'table'")).map(({ name }) => name);
  const applied = ledgers.map(async (ledger) => {
    const rows = tables.includes(ledger.table)
      ? await ask(d1, `SELECT name FROM ${quoted(ledger.table)} ORDER BY id`)
      : [];
    return { ...ledger, names: rows.map(({ name }) => String(name)) };
  });
  return Promise.all(applied);
}

/** Refuses a database that a version has made which is not the one of this folder: its tables are not known here. */
export function refuseUnknown(applied: readonly Applied[]): void {
  for (const { folder, names } of applied) {
    const known = knownMigrations(folder);
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined)
      throw new Problem(`${folder}/${unknown} is not known here: check out the version that made it, or a later one.`);
  }
}

/** Makes the tables of these migrations, each migration in one transaction with its entry. */
export async function applyMigrations(d1: D1, applied: readonly Applied[]): Promise<void> {
  for (const { table, folder, names } of applied) {
    await d1.batch([{ sql: ledgerSql(table) }]);
    for (const name of names) {
      const statements = statementsOf(folder, name).map((sql) => ({ sql }));
      const entry = { sql: `INSERT INTO ${quoted(table)} (name) VALUES (?1)`, params: [name] };
      await d1.batch([...statements, entry]);
    }
  }
}
