/**
 * npm run model [-- --runs 500] [--seed N] [--path P] [--replay R] [--databases 3]: does whatever people and the platform may do to an
 * account, in any order, and holds the account against the model after each step (test/lab/model.test.ts). Prints the
 * seed and how often each thing was done; path and replay are those that a failed run names.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { main, Problem, root, tool } from "./lib/paths.mjs";
import { quiet } from "./lib/wrangler.mjs";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "500" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    path: { type: "string", default: "" },
    replay: { type: "string", default: "" },
    databases: { type: "string", default: "1" },
  },
});

/** Most of what the Worker logs is of no interest here. */
const SHOWN = /model_done|^ [^s]|^[A-Z][a-zA-Z ]*Error|Counterexample|^{ seed|^- \[|^[-+] /;

await main(() => {
  console.log(`seed ${values.seed}`);
  const begun = performance.now();
  const done = spawnSync(tool("vitest"), ["run", "--project", "lab", "test/lab/model.test.ts", "--silent=false"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
    env: {
      ...process.env,
      ...quiet,
      NO_COLOR: "1",
      MUSTER_DATABASES: values.databases,
      VITE_MODEL_RUNS: values.runs,
      VITE_MODEL_SEED: values.seed,
      VITE_MODEL_PATH: values.path,
      VITE_MODEL_REPLAY: values.replay,
    },
  });
  const lines = `${done.stdout}\n${done.stderr}`.split("\n").filter((line) => SHOWN.test(line));
  for (const line of lines) console.log(line.startsWith('{"event":"model_done"') ? tallyOf(line) : line);
  console.log(`${values.runs} runs in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  if (done.status !== 0) throw new Problem("The account was not as the model says.", done.status ?? 1);
});

/** What was done, and what came of it, one a line. */
function tallyOf(line: string): string {
  const { event: _, ...counts } = JSON.parse(line);
  return Object.entries(counts)
    .map(([name, count]) => `${String(count).padStart(8)}  ${name}`)
    .join("\n");
}
