/** npm run deploy: brings the deployed database up to date, then the Worker. docs/operations.md says what has to exist before. */
import { buildAssets } from "./lib/assets.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { main } from "./lib/paths.mjs";
import { step } from "./lib/steps.mjs";

await main(() => {
  ensureInstalled();
  buildAssets();
  step("migrations", "wrangler", ["d1", "migrations", "apply", "DB", "--remote"]);
  step("Worker", "wrangler", ["deploy", "--minify"]);
});
