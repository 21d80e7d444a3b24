/**
 * npm run faults [-- --at 3,9] [--story Stop]: plays an import, Stop in the middle, an undo, held mails with skipped rows, a pause of all mails, an import with a webhook, a draft
 * that is corrected, started and continued, and, with several databases, three moves of an account, with each operation of the platform struck in each of four ways (test/support/lab/faults.ts), and has
 * the checker look at what came of it. Prints a line for each run; ends with 1 if one did not recover.
 *   --at 3,9      only these operations
 *   --databases 3 accounts lie in so many databases
 *   --story Stop  only stories whose name holds this
 */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { moveNames, storyNames } from "../test/support/lab/story-names.ts";
import { main, modules, Problem, root, tool } from "./lib/paths.mjs";
import { quiet } from "./lib/wrangler.mjs";

/** So many runs were played again, since the process had stood still for longer than a lease covers. */
let voids = 0;

const { values } = parseArgs({
  options: {
    at: { type: "string", default: "all" },
    story: { type: "string", default: "" },
    databases: { type: "string", default: "1" },
  },
});

/** What test/lab/faults.test.ts logs of each run. */
type Run = {
  readonly story: string;
  readonly plan: { readonly ordinal: number; readonly mode: string } | null;
  readonly struck: string | null;
  readonly operations: number;
  readonly seconds: number;
  readonly stoodStill: number;
  readonly asked: number;
  readonly flaws: readonly string[];
};

await main(async () => {
  const begun = performance.now();
  const every = values.databases === "1" ? storyNames : [...storyNames, ...moveNames];
  const waiting: string[] = every.filter((name) => name.includes(values.story));
  const runs: Run[] = [];
  let failed = 0;
  // A process for each processor: whoever plays hundreds of runs in one stands still more than it moves.
  const playInTurn = async () => {
    for (let story = waiting.shift(); story !== undefined; story = waiting.shift()) {
      if ((await play(story, runs)) !== 0) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, playInTurn));
  summarise(runs, (performance.now() - begun) / 1_000);
  if (failed > 0) throw new Problem("A run did not recover, or the loop itself failed.");
});

/** Plays a story in a process of its own, with each operation struck; notes its runs and gives the process's status. */
async function play(story: string, runs: Run[]): Promise<number | null> {
  const vitest = spawn(tool("vitest"), ["run", "--project", "lab", "test/lab/faults.test.ts", "--silent=false"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      ...quiet,
      PATH: [join(modules, ".bin"), process.env.PATH].join(delimiter),
      MUSTER_DATABASES: values.databases,
      VITE_FAULTS: values.at,
      VITE_FAULTS_STORY: story,
    },
  });
  const ended = new Promise<number | null>((resolve) => vitest.on("close", resolve));
  let complaint = "";
  vitest.stderr.on("data", (part) => {
    complaint += part;
  });
  let flaws = 0;
  for await (const line of createInterface(vitest.stdout)) {
    if (line.includes('{"event":"fault_run_void"')) voids += 1;
    if (!line.includes('{"event":"fault_run"')) continue;
    const run: Run = JSON.parse(line.slice(line.indexOf("{")));
    runs.push(run);
    flaws += run.flaws.length;
    console.log(say(run));
  }
  const status = await ended;
  // Vitest tells at length what has been told in a line, unless it is something else.
  if (status !== 0 && flaws === 0) console.error(complaint);
  return status;
}

function say({ story, plan, struck, operations, seconds, asked, flaws }: Run): string {
  const columns = [
    story.slice(0, 12).padEnd(12),
    plan ? `${String(plan.ordinal).padStart(3)} of ${String(operations).padStart(3)}` : " none     ",
    (plan?.mode ?? "").padEnd(10),
    `${seconds.toFixed(1).padStart(5)} s`,
    `asked ${asked}`,
    (struck ?? "met no fault").slice(0, 70),
  ];
  return [columns.join("  "), ...flaws.map((flaw) => `    WRONG: ${flaw}`)].join("\n");
}

function summarise(runs: readonly Run[], seconds: number): void {
  const struck = runs.filter((run) => run.struck !== null);
  const slowest = Math.max(0, ...struck.map((run) => run.seconds));
  const still = Math.max(0, ...runs.map((run) => run.stoodStill));
  const wrong = runs.filter((run) => run.flaws.length > 0).length;
  console.log(
    `${runs.length} runs in ${seconds.toFixed(0)} s: ${struck.length} met their fault, ${wrong} are wrong; the slowest recovery took ${slowest.toFixed(1)} s; in a run the process stood still for up to ${still.toFixed(1)} s, and ${voids} were played again for that`,
  );
}
