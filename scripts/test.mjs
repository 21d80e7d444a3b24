/**
 * npm test: format and lint, types, then every test. Arguments go to vitest: npm test -- --project domain
 * npm run check (--static): without the tests. npm test -- --quick: without those that need a server, a browser or
 * faults of the platform, and without the heaviest of the others (vitest.config.ts). npm test -- --long: with as many rounds of each loop as a night has time for.
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
  const quick = args.includes("--quick") ? ["domain", "edge"].map((project) => `--project=${project}`) : [];
  if (args.includes("--quick")) process.env.MUSTER_QUICK = "1";
  // Read where the tests ask for rounds (test/support/rounds.ts).
  if (args.includes("--long")) process.env.VITE_LONG = "1";
  step("tests", "vitest", ["run", ...quick, ...args.filter((arg) => !["--quick", "--long"].includes(arg))]);
});

/** What was found right the last time need not be read again. @param {string} project */
function remembered(project) {
  const file = `${project.replaceAll("/", "-")}.tsbuildinfo`;
  return ["--incremental", "--tsBuildInfoFile", join(modules, ".cache", "muster", file)];
}
