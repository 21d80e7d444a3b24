import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem, root } from "./paths.mjs";

/** How many databases of accounts the local system has: MUSTER_DATABASES, one where nobody says otherwise (O6). */
export function localDatabases(given = process.env.MUSTER_DATABASES) {
  const databases = Number(given || 1);
  if (!Number.isInteger(databases) || databases < 1 || databases > 99)
    throw new Problem(`"${given}" is no number of databases: 1 to 99.`);
  return databases;
}

/** The bindings of so many databases of accounts. @param {number} databases @returns {string[]} */
export const accountBindings = (databases) =>
  Array.from({ length: databases }, (_, at) => (at === 0 ? "DB" : `DB_${at + 1}`));

/**
 * The configuration with so many databases of accounts: wrangler.toml, or a file beside it where that has too few.
 * @param {number} databases @returns {Promise<string>}
 */
export async function configOf(databases) {
  if (databases === 1) return join(root, "wrangler.toml");
  // Not before what npm start needs is installed.
  const { parse } = await import("smol-toml");
  const file = join(root, `wrangler._${databases}.json`);
  const config = parse(readFileSync(join(root, "wrangler.toml"), "utf8"));
  const [first, ...others] = /** @type {Record<string, unknown>[]} */ (config.d1_databases);
  const further = accountBindings(databases)
    .slice(1)
    .map((binding, at) => {
      const id = `00000000-0000-0000-0000-${String(at + 2).padStart(12, "0")}`;
      return { ...first, binding, database_name: `muster-${at + 2}`, database_id: id };
    });
  const text = `${JSON.stringify({ ...config, d1_databases: [first, ...further, ...others] }, null, 2)}\n`;
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  return file;
}
