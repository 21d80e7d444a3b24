/**
 * npm run bench: how long the main job takes on this machine, against what it cannot be faster than, measured in the same run.
 * Prints medians and ratios; nothing is asserted.
 *   --part domain,imports,crowd,line: some parts only; all unless given
 *   --runs 5, --sizes 10,100,1000: of the imports
 *   --others 10000: as many users in the account before
 *   --json FILE: the same as JSON
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { benchCrowd } from "./bench/crowd.ts";
import { benchDomain } from "./bench/domain.ts";
import { benchImports } from "./bench/imports.ts";
import { benchLine } from "./bench/line.ts";
import { reported } from "./bench/table.ts";
import { main } from "./lib/paths.mjs";
import { ensureDevVars } from "./lib/prepare.mjs";

const { values } = parseArgs({
  options: {
    part: { type: "string", default: "domain,imports,crowd,line" },
    runs: { type: "string", default: "5" },
    sizes: { type: "string", default: "10,100,1000" },
    others: { type: "string", default: "0" },
    json: { type: "string" },
  },
});

await main(async () => {
  ensureDevVars();
  const parts = values.part.split(",");
  const runs = Number(values.runs);
  const checking = parts.includes("domain") ? await benchDomain(runs) : null;
  const sizes = values.sizes.split(",").map(Number);
  if (parts.includes("imports")) await benchImports({ runs, sizes, others: Number(values.others), checking });
  if (parts.includes("crowd")) await benchCrowd(4 * runs, [1, 10, 50]);
  if (parts.includes("line")) await benchLine([20, 100, 280]);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(reported(), null, 2)}\n`);
});
