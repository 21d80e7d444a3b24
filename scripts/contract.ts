/**
 * npm run contract [-- --requests 4000] [--seed N]: a client that knows nothing but the description of the API sends whatever
 * it allows, and what it does not; each answer is held against it (test/edge/contract/arbitrary.test.ts). Prints the seed,
 * and how often each status was answered.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { main, Problem, root, tool } from "./lib/paths.mjs";
import { quiet } from "./lib/wrangler.mjs";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "4000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
  },
});

/** Most of what the Worker logs is of no interest here. */
const SHOWN = /contract_done|breaks the contract|AssertionError|Counterexample|^{ seed/;

await main(() => {
  console.log(`seed ${values.seed}`);
  const args = ["run", "--project", "edge", "test/edge/contract/arbitrary.test.ts", "--silent=false"];
  const done = spawnSync(tool("vitest"), args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
    env: {
      ...process.env,
      ...quiet,
      NO_COLOR: "1",
      VITE_CONTRACT_REQUESTS: values.requests,
      VITE_CONTRACT_SEED: values.seed,
    },
  });
  for (const line of `${done.stdout}\n${done.stderr}`.split("\n")) if (SHOWN.test(line)) console.log(line);
  if (done.status !== 0) throw new Problem("The API does not keep to its description.");
});
