/**
 * Applies the migrations that local databases lack: `apply.mjs CONFIG STATE_FOLDER BINDING …`. wrangler d1 migrations apply
 * does the same with two starts of the runtime for each file and each database; here all of them share one.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { getPlatformProxy, unstable_readConfig, unstable_splitSqlQuery } from "wrangler";

const [config = "", stateDir = "", ...bindings] = process.argv.slice(2);
const databases = unstable_readConfig({ config }, { hideWarnings: true }).d1_databases;
/** @type {import("wrangler").PlatformProxy<Record<string, D1Database>>} */
const local = await getPlatformProxy({
  configPath: config,
  persist: { path: join(stateDir, "v3") },
  remoteBindings: false,
  envFiles: [],
});
try {
  // One after the other: both may lie in one file.
  for (const { binding, migrations_dir = "", migrations_table = "" } of databases) {
    const d1 = local.env[binding];
    if (d1 && bindings.includes(binding)) await apply(d1, join(dirname(config), migrations_dir), migrations_table);
  }
} finally {
  await local.dispose();
}

/**
 * The table of what was applied is the one that wrangler keeps. Each migration is applied as a whole or not at all.
 * @param {D1Database} d1 @param {string} folder @param {string} table
 */
async function apply(d1, folder, table) {
  await d1
    .prepare(
      `CREATE TABLE IF NOT EXISTS ${table} (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`,
    )
    .run();
  const { results } = await d1.prepare(`SELECT name FROM ${table}`).all();
  const applied = new Set(results.map(({ name }) => name));
  const missing = readdirSync(folder).filter((name) => name.endsWith(".sql") && !applied.has(name));
  for (const name of missing.sort()) {
    const statements = unstable_splitSqlQuery(readFileSync(join(folder, name), "utf8"));
    const note = d1.prepare(`INSERT INTO ${table} (name) VALUES (?)`).bind(name);
    await d1.batch([...statements.map((sql) => d1.prepare(sql)), note]);
  }
}
