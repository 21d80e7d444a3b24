import { rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { databases, Problem } from "../lib/paths.mjs";
import { runWrangler } from "../lib/wrangler.mjs";
import type { Cloudflare } from "./cloudflare.ts";
import { configFile, type Template } from "./environment.ts";
import { migrationsOf, readMigration } from "./migration-files.ts";

const REFUSED = "The migrations do not apply to an empty database of this account. Nothing was migrated or deployed.";
/** Without the tables that a search table makes for itself. */
const SCHEMA =
  "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'migrations_of_%' AND sql NOT LIKE 'CREATE TABLE ''%'";

/**
 * Applies every migration to an empty D1 database of the same account, by the same remote path, and holds what came of it
 * against what they mean here. D1 takes a file apart by rules of its own (O2): what it would cut in two it cuts there,
 * where nobody's data is. The database is removed afterwards.
 */
export async function proveMigrations(env: string, config: Template, cloudflare: Cloudflare): Promise<void> {
  // No environment has a _ in its name: nobody's database is called so.
  const name = `${config.name}_proof`;
  const left = await cloudflare.findDatabase(name);
  if (left !== null) await cloudflare.removeDatabase(left);
  const id = await cloudflare.makeDatabase(name, config.vars.JURISDICTION ?? "");
  try {
    applyAll(env, config, id);
    await compare(cloudflare, id);
  } finally {
    await cloudflare.removeDatabase(id);
  }
}

function applyAll(env: string, config: Template, id: string): void {
  const file = configFile(`${env}.proof`);
  const proof = { ...config, d1_databases: config.d1_databases.map((database) => ({ ...database, database_id: id })) };
  writeFileSync(file, JSON.stringify(proof, null, 2));
  try {
    for (const binding of Object.values(databases)) {
      const done = runWrangler(["d1", "migrations", "apply", binding, "--remote", "--config", file]);
      if (done.status !== 0) throw new Problem(`${REFUSED}\n${done.stdout}${done.stderr}`);
    }
  } finally {
    rmSync(file);
  }
}

async function compare(cloudflare: Cloudflare, id: string): Promise<void> {
  const here = new DatabaseSync(":memory:");
  for (const folder of Object.keys(databases))
    for (const name of migrationsOf(folder)) here.exec(readMigration(folder, name));
  const meant = schemaOf(here.prepare(SCHEMA).all());
  const came = schemaOf(await cloudflare.query(id, SCHEMA));
  const wrong = [...meant].filter(([name, sql]) => came.get(name) !== sql).map(([name]) => name);
  if (wrong.length > 0) throw new Problem(`${REFUSED}\nIt came out otherwise there: ${wrong.join(", ")}`);
}

/** How things are written does not matter: spaces are told alike. */
function schemaOf(rows: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ name, sql }) => [String(name), String(sql).replace(/\s+/g, " ")]));
}
