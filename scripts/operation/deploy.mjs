/**
 * npm run deploy -- --env NAME [--dry-run]: brings the databases of an environment up to date, then its Worker. Where a
 * migration is due, all are tried on an empty database first. What it needs is made by npm run provision.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildAssets } from "../lib/assets.mjs";
import { buildContract } from "../lib/contract.mjs";
import { ensureInstalled } from "../lib/install.mjs";
import { main, root } from "../lib/paths.mjs";
import { step } from "../lib/steps.mjs";

await main(async () => {
  const { values } = parseArgs({
    options: { env: { type: "string" }, "dry-run": { type: "boolean", default: false } },
  });
  const { env = "", "dry-run": isDry } = values;
  ensureInstalled();
  step("configuration", "node", [
    "--no-warnings",
    "scripts/operation/configuration.ts",
    ...(env === "" ? [] : ["--env", env]),
  ]);
  const config = ["--config", `wrangler.${env}.json`];
  buildAssets();
  await buildContract();
  if (!isDry)
    step("migrations on an empty database", "node", ["--no-warnings", "scripts/operation/proof.ts", "--env", env]);
  for (const binding of bindings(env))
    step(`migrations of ${binding}`, "wrangler", [
      "d1",
      "migrations",
      isDry ? "list" : "apply",
      binding,
      "--remote",
      ...config,
    ]);
  const secrets = `.secrets.${env}.json`;
  const isNew = existsSync(join(root, secrets));
  const given = [...(isNew ? ["--secrets-file", secrets] : []), ...(isDry ? ["--dry-run"] : [])];
  step("Worker", "wrangler", ["deploy", "--minify", ...config, ...given]);
  if (isNew && !isDry)
    console.log(`\nThe secrets of ${secrets} are set. Keep a copy where your secrets are kept, then delete the file.`);
});

/** The databases of an environment by their bindings, the directory first: accounts are written only where it is up to date. @param {string} env @returns {string[]} */
function bindings(env) {
  /** @type {{ d1_databases: { binding: string }[] }} */
  const { d1_databases } = JSON.parse(readFileSync(join(root, `wrangler.${env}.json`), "utf8"));
  const names = d1_databases.map(({ binding }) => binding);
  return [...names.filter((name) => name === "DIRECTORY"), ...names.filter((name) => name !== "DIRECTORY")];
}
