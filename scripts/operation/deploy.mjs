/**
 * npm run deploy -- --env NAME [--dry-run]: brings the databases of an environment up to date, then its Worker. What it
 * needs is made by npm run provision.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildAssets } from "../lib/assets.mjs";
import { buildContract } from "../lib/contract.mjs";
import { ensureInstalled } from "../lib/install.mjs";
import { databases, main, root } from "../lib/paths.mjs";
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
  for (const [folder, binding] of Object.entries(databases))
    step(`migrations of ${folder}`, "wrangler", [
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
