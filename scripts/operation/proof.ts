/**
 * A part of npm run deploy: applies every migration to an empty D1 database of the same account, by the same remote path, and
 * holds what came of it against what they mean here. D1 takes a file apart by rules of its own (O2): what it would cut in
 * two it cuts there, where nobody's data is. The database is removed afterwards.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { databases, main, migrations, Problem } from "../lib/paths.mjs";
import { runWrangler } from "../lib/wrangler.mjs";
import { Cloudflare } from "./cloudflare.ts";
import { configFile, environmentOf, readConfig, type Template } from "./environment.ts";

const filesOf = (folder: string) => readdirSync(join(migrations, folder)).toSorted();
const REFUSED = "The migrations do not apply to an empty database of this account. Nothing was migrated or deployed.";
/** Without the tables that a search table makes for itself. */
const SCHEMA =
  "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'migrations_of_%' AND sql NOT LIKE 'CREATE TABLE ''%'";

await main(async () => {
  const { values } = parseArgs({ options: { env: { type: "string" } } });
  const env = environmentOf(values.env, "deploy");
  const config = readConfig(env);
  const cloudflare = new Cloudflare(process.env);
  const due = await listDue(cloudflare, config);
  if (due.length === 0) return console.log("No migration is due.");
  console.log(`Due: ${due.join(", ")}`);
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
  console.log("On an empty database of this account all migrations come to what they mean.");
});

/** Every migration that has not been applied to one of the databases, by its file. */
async function listDue(cloudflare: Cloudflare, { d1_databases }: Template): Promise<readonly string[]> {
  const due = new Set<string>();
  for (const { binding, database_id: id } of d1_databases) {
    const folder = binding === databases.directory ? "directory" : "accounts";
    const table = `migrations_of_${folder}`;
    const tables = await cloudflare.query(id, `SELECT name FROM sqlite_schema WHERE name = '${table}'`);
    const applied = tables.length > 0 ? await cloudflare.query(id, `SELECT name FROM ${table}`) : [];
    const names = new Set(applied.map(({ name }) => name));
    for (const file of filesOf(folder)) if (!names.has(file)) due.add(`${folder}/${file}`);
  }
  return [...due];
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
    for (const name of filesOf(folder)) here.exec(readFileSync(join(migrations, folder, name), "utf8"));
  const meant = schemaOf(here.prepare(SCHEMA).all());
  const came = schemaOf(await cloudflare.query(id, SCHEMA));
  const wrong = [...meant].filter(([name, sql]) => came.get(name) !== sql).map(([name]) => name);
  if (wrong.length > 0) throw new Problem(`${REFUSED}\nIt came out otherwise there: ${wrong.join(", ")}`);
}

/** How things are written does not matter: spaces are told alike. */
function schemaOf(rows: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ name, sql }) => [String(name), String(sql).replace(/\s+/g, " ")]));
}
