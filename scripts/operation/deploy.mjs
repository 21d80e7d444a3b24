/**
 * npm run deploy -- --env NAME [--dry-run]: brings the databases of an environment up to date, then its Worker. Where a
 * migration is due, all are tried on an empty database first. What it needs is made by npm run provision.
 */
import { existsSync } from "node:fs";
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
  buildAssets();
  await buildContract();
  const dry = isDry ? ["--dry-run"] : [];
  step("migrations", "node", ["--no-warnings", "scripts/operation/migrations.ts", "--env", env, ...dry]);
  const secrets = `.secrets.${env}.json`;
  const isNew = existsSync(join(root, secrets));
  const given = isNew ? ["--secrets-file", secrets] : [];
  step("Worker", "wrangler", ["deploy", "--minify", "--config", `wrangler.${env}.json`, ...given, ...dry]);
  if (isNew && !isDry)
    console.log(`\nThe secrets of ${secrets} are set. Keep a copy where your secrets are kept, then delete the file.`);
});
