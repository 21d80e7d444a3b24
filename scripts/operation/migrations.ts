/**
 * A part of npm run deploy: brings the databases of an environment up to date. Where a migration is due, all are tried on an
 * empty database first; with --dry-run it only says which are due.
 */
import { parseArgs } from "node:util";
import { databases, main } from "../lib/paths.mjs";
import { step } from "../lib/steps.mjs";
import { Cloudflare } from "./cloudflare.ts";
import { configFile, environmentOf, readConfig, type Template } from "./environment.ts";
import { migrationsOf } from "./migration-files.ts";
import { proveMigrations } from "./proof.ts";

type Due = { readonly binding: string; readonly files: readonly string[] };

await main(async () => {
  const { values } = parseArgs({
    options: { env: { type: "string" }, "dry-run": { type: "boolean", default: false } },
  });
  const env = environmentOf(values.env, "deploy");
  const config = readConfig(env);
  const cloudflare = new Cloudflare(process.env);
  const due = await listDue(cloudflare, config);
  if (due.length === 0) return console.log("No migration is due.");
  for (const { binding, files } of due) console.log(`Due in ${binding}: ${files.join(", ")}`);
  if (values["dry-run"]) return;
  await proveMigrations(env, config, cloudflare);
  console.log("On an empty database of this account all migrations come to what they mean.");
  for (const { binding } of due)
    step(`migrations of ${binding}`, "wrangler", [
      "d1",
      "migrations",
      "apply",
      binding,
      "--remote",
      "--config",
      configFile(env),
    ]);
});

/** The migrations that were not applied yet, of each database that lacks some: the directory first, since accounts are written only where it is up to date. */
async function listDue(cloudflare: Cloudflare, { d1_databases }: Template): Promise<readonly Due[]> {
  const ofDirectory = ({ binding }: { readonly binding: string }) => binding === databases.directory;
  const inOrder = [...d1_databases.filter(ofDirectory), ...d1_databases.filter((one) => !ofDirectory(one))];
  const due: Due[] = [];
  for (const { binding, database_id: id } of inOrder) {
    const folder = ofDirectory({ binding }) ? "directory" : "accounts";
    const applied = await listApplied(cloudflare, id, folder);
    const files = migrationsOf(folder).filter((name) => !applied.has(name));
    if (files.length > 0) due.push({ binding, files });
  }
  return due;
}

async function listApplied(cloudflare: Cloudflare, id: string, folder: string): Promise<ReadonlySet<unknown>> {
  const table = `migrations_of_${folder}`;
  const tables = await cloudflare.query(id, `SELECT name FROM sqlite_schema WHERE name = '${table}'`);
  if (tables.length === 0) return new Set();
  return new Set((await cloudflare.query(id, `SELECT name FROM ${table}`)).map(({ name }) => name));
}
