import { Problem } from "../../lib/paths.mjs";
import type { Applied, Copy } from "./copy.ts";
import { ask, type D1, type Query, quoted } from "./d1.ts";
import { applyMigrations } from "./migrations.ts";

/** What the cron writes by itself into a database that holds nothing. */
const OF_ITSELF = ["sweeps", "resealing"];

/**
 * Makes a database ready for a copy: empty, with the tables of the copy's migrations. One that holds anything is refused, unless
 * it may be overwritten.
 */
export async function makeReady(
  d1: D1,
  {
    name,
    copy,
    migrations,
    overwrite,
  }: { name: string; copy: Copy; migrations: readonly Applied[]; overwrite: boolean },
): Promise<void> {
  const held = await contentOf(d1, copy);
  if (held.length > 0 && !overwrite)
    throw new Problem(
      `${name} holds something already (${held.slice(0, 3).join(", ")}): nothing was restored.\nRestore into a new database, or say --overwrite, and all that it holds is lost.`,
    );
  await clear(d1, copy);
  await applyMigrations(d1, migrations);
}

/** The tables that hold anything. */
async function contentOf(d1: D1, copy: Copy): Promise<readonly string[]> {
  const there = await ask(d1, "SELECT name FROM sqlite_master WHERE type = 'table'");
  const names = there.map(({ name }) => String(name));
  const asked = copy.tables.map(({ name }) => name).filter((name) => names.includes(name) && !OF_ITSELF.includes(name));
  if (asked.length === 0) return [];
  const found = await d1.batch(asked.map((name): Query => ({ sql: `SELECT 1 FROM ${quoted(name)} LIMIT 1` })));
  return asked.filter((_, at) => (found[at] ?? []).length > 0);
}

/** Takes everything away: triggers, views, and then tables, each before those that it refers to. */
async function clear(d1: D1, copy: Copy): Promise<void> {
  const rest = await ask(
    d1,
    `SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'view', 'trigger') AND sql IS NOT NULL
       AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*'`,
  );
  const named = (type: string) => rest.filter((one) => one.type === type).map(({ name }) => String(name));
  const search = rest.filter(({ sql }) => String(sql).startsWith("CREATE VIRTUAL")).map(({ name }) => String(name));
  const isShadow = (name: string) => search.some((one) => name.startsWith(`${one}_`));
  const order = copy.tables.map(({ name }) => name);
  const tables = named("table")
    .filter((name) => !isShadow(name))
    .toReversed()
    .toSorted((one, other) => placeOf(order, other) - placeOf(order, one));
  const dropped = [
    ...named("trigger").map((name) => `DROP TRIGGER ${quoted(name)}`),
    ...named("view").map((name) => `DROP VIEW ${quoted(name)}`),
    ...tables.map((name) => `DROP TABLE ${quoted(name)}`),
  ];
  if (dropped.length > 0) await d1.batch(dropped.map((sql): Query => ({ sql })));
}

/** What no copy knows refers to others, if to any: it goes first. */
function placeOf(order: readonly string[], name: string): number {
  const place = order.indexOf(name);
  return place < 0 ? order.length : place;
}
