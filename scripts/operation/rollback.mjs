/** npm run rollback -- --env NAME [--to VERSION]: has the version before serve again. Databases stay as they are (O2). */
import { parseArgs } from "node:util";
import { ensureInstalled } from "../lib/install.mjs";
import { main } from "../lib/paths.mjs";
import { step } from "../lib/steps.mjs";

await main(() => {
  const { values } = parseArgs({ options: { env: { type: "string" }, to: { type: "string" } } });
  ensureInstalled();
  step("environment", "node", [
    "--no-warnings",
    "scripts/operation/known-environment.ts",
    ...(values.env ? ["--env", values.env] : []),
  ]);
  const version = values.to === undefined ? [] : [values.to];
  step("rollback", "wrangler", ["rollback", ...version, "--yes", "--config", `wrangler.${values.env}.json`]);
});
