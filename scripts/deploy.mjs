/** npm run deploy: brings the deployed databases up to date, then the Worker. docs/operations.md says what has to exist before. */
import { buildAssets } from "./lib/assets.mjs";
import { buildContract } from "./lib/contract.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { databases, main } from "./lib/paths.mjs";
import { step } from "./lib/steps.mjs";

await main(async () => {
  ensureInstalled();
  step("configuration", "node", ["--no-warnings", "scripts/configuration.ts"]);
  buildAssets();
  await buildContract();
  for (const [folder, binding] of Object.entries(databases))
    step(`migrations of ${folder}`, "wrangler", ["d1", "migrations", "apply", binding, "--remote"]);
  step("Worker", "wrangler", ["deploy", "--minify"]);
});
