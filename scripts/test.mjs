/**
 * npm test: format and lint, types, then the tests, but for those that take longest (test/support/tiers.ts).
 *   --whole    every test, as on each push; so are all of what is named: npm test -- --project domain, npm test -- csv
 *   --long     every test, and as many rounds of each loop as a night has time for
 *   --quick    no test that needs a server, a browser or faults of the platform, and none of the heavier others
 *   --static   no test (npm run check)
 * Other arguments go to vitest.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildAssets } from "./lib/assets.mjs";
import { checkBindings } from "./lib/bindings.mjs";
import { buildContract, openapi } from "./lib/contract.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { main, modules, root } from "./lib/paths.mjs";
import { ensureDevVars } from "./lib/prepare.mjs";
import { step } from "./lib/steps.mjs";

const projects = ["tsconfig.json", "src/domain/tsconfig.json", "src/browser/tsconfig.json", "test/tsconfig.json"];

await main(async () => {
  const args = process.argv.slice(2);
  ensureInstalled();
  ensureDevVars();
  buildAssets();
  await buildContract();
  checkBindings();
  step("format and lint", "biome", ["check", "--error-on-warnings"]);
  for (const project of projects)
    if (existsSync(join(root, project))) step(`types of ${project}`, "tsc", ["-p", project, ...remembered(project)]);
  step("description of the API", "redocly", ["lint", openapi, "--extends=recommended-strict"]);
  if (args.includes("--static")) return;
  const isQuick = args.includes("--quick");
  const named = args.filter((arg) => !["--quick", "--whole", "--long"].includes(arg));
  process.env.MUSTER_TESTS = isQuick ? "quick" : args.length === 0 ? "usual" : "whole";
  // Read where the tests ask for rounds (test/support/rounds.ts).
  if (args.includes("--long")) process.env.VITE_LONG = "1";
  step("tests", "vitest", ["run", ...(isQuick ? ["--project=domain", "--project=edge"] : []), ...named]);
});

/** What was found right the last time need not be read again. @param {string} project */
function remembered(project) {
  const file = `${project.replaceAll("/", "-")}.tsbuildinfo`;
  return ["--incremental", "--tsBuildInfoFile", join(modules, ".cache", "muster", file)];
}
