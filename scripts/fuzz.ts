/**
 * node scripts/fuzz.ts [--runs 1000000] [--minutes 30] [--seed N]: reads and checks hostile files until one of the
 * two is reached, and stops at the first that is not as it must be. Prints the seed, which gives the same files again.
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { hostileFile } from "../test/support/files/hostile-files.ts";
import { flawOf, readAndCheck } from "../test/support/files/read-anything.ts";
import { main } from "./lib/paths.mjs";

const ROUND = 10_000;
const MEGABYTE = 1_048_576;
const { values } = parseArgs({
  options: { runs: { type: "string", default: "1000000" }, minutes: { type: "string" }, seed: { type: "string" } },
});
const runs = Number(values.runs);
const until = performance.now() + Number(values.minutes ?? 1e6) * 60_000;
const seed = Number(values.seed ?? Date.now() % 2 ** 31);

await main(() => {
  console.log(`seed ${seed}`);
  const begun = performance.now();
  let done = 0;
  let read = 0;
  let slowest: { ms: number; bytes: Uint8Array } = { ms: 0, bytes: new Uint8Array() };
  let most = 0;
  for (let round = 0; done < runs && performance.now() < until; round += 1) {
    for (const bytes of fc.sample(hostileFile(), { seed: seed + round, numRuns: Math.min(ROUND, runs - done) })) {
      const start = performance.now();
      const outcome = attempt(bytes);
      const ms = performance.now() - start;
      if (ms > slowest.ms) slowest = { ms, bytes };
      if (outcome.ok) read += 1;
      done += 1;
    }
    most = Math.max(most, process.memoryUsage().heapUsed);
    if (round % 10 === 9) tell();
  }
  tell();

  function tell() {
    const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
    const memory = `heap at most ${(most / MEGABYTE).toFixed(0)} MB`;
    // Once more: the first time it may have had to wait for the collector of garbage, or for another process.
    const start = performance.now();
    attempt(slowest.bytes);
    const times = `${slowest.ms.toFixed(1)} ms, once more ${(performance.now() - start).toFixed(1)} ms`;
    console.log(`${done} files in ${seconds} s, ${read} read; slowest ${times}; ${memory}`);
  }
});

function attempt(bytes: Uint8Array): ReturnType<typeof readAndCheck> {
  try {
    const outcome = readAndCheck(bytes);
    const flaw = flawOf(outcome);
    if (flaw !== null) throw new Error(flaw);
    return outcome;
  } catch (error) {
    console.error(`not as it must be, with these bytes in base64:\n${Buffer.from(bytes).toString("base64")}`);
    throw error;
  }
}
