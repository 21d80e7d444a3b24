import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { accountBindings, configOf, localDatabases } from "./local-config.mjs";
import { databases, migrations, node, Problem, root } from "./paths.mjs";
import { compiled, quiet } from "./wrangler.mjs";

/**
 * Brings the local databases up to date. What was applied is noted in the state folder, so that the next start need not ask.
 * @param {string} stateDir @param {number} count how many databases of accounts there are
 * @param {string} [config] another file than wrangler.toml, with its migrations beside it
 */
export async function migrate(stateDir, count = localDatabases(), config = undefined) {
  const note = join(stateDir, "migrations.json");
  /** @type {Record<string, string>} */
  const applied = existsSync(note) ? JSON.parse(readFileSync(note, "utf8")) : {};
  const wanted = fingerprints(config ? join(dirname(config), "migrations") : migrations, count);
  for (const [name, print] of Object.entries(applied)) {
    if (name.includes("@") && !(name in wanted))
      throw new Problem(
        `${stateDir} has more databases than ${count}: accounts may lie in them. Set MUSTER_DATABASES.`,
      );
    if (wanted[name] !== print)
      throw new Problem(`migrations/${name} is not the one that made ${stateDir}. Remove that folder to start afresh.`);
  }
  if (Object.keys(applied).length === Object.keys(wanted).length) return;
  mkdirSync(stateDir, { recursive: true });
  await apply(stateDir, [databases.directory, ...accountBindings(count)], config ?? (await configOf(count)));
  writeFileSync(note, JSON.stringify(wanted, null, 2));
}

/**
 * Of each further database of accounts the same once more.
 * @param {string} all the folder of all migrations @param {number} count @returns {Record<string, string>}
 */
function fingerprints(all, count) {
  const names = Object.keys(databases).flatMap((folder) =>
    readdirSync(join(all, folder))
      .filter((name) => name.endsWith(".sql"))
      .map((name) => `${folder}/${name}`),
  );
  /** @param {string} name */
  const print = (name) =>
    createHash("sha256")
      .update(readFileSync(join(all, name)))
      .digest("hex");
  const further = accountBindings(count)
    .slice(1)
    .flatMap((binding) => names.filter((name) => name.startsWith("accounts/")).map((name) => `${name}@${binding}`));
  return Object.fromEntries([...names, ...further].sort().map((name) => [name, print(name.split("@")[0] ?? "")]));
}

/** @param {string} stateDir @param {readonly string[]} bindings @param {string} config @returns {Promise<void>} */
function apply(stateDir, bindings, config) {
  const child = spawn(node, ["--no-warnings", script, config, stateDir, ...bindings], {
    env: { ...process.env, ...quiet, ...compiled },
    stdio: ["ignore", "pipe", "pipe"],
  });
  /** @type {Buffer[]} */
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part) => said.push(part));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Problem(`The migrations could not be applied.\n${plain(said)}`, code ?? 1));
    });
  });
}

const script = join(root, "scripts", "lib", "apply.mjs");

/** @param {Buffer[]} parts */
const plain = (parts) => stripVTControlCharacters(Buffer.concat(parts).toString()).trim();
