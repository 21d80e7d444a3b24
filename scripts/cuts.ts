/**
 * npm run cuts: imports a small file over a line that is cut after so many bytes, for each number of bytes up to the whole,
 * in steps of 40, both ways. Each time the client repeats with its key, and there must be exactly one import.
 *   --step 40   bytes
 *   --cuts 2    how often each line is cut before it holds
 */
import { parseArgs } from "node:util";
import { cutEverywhere } from "../test/support/product/cut-imports.ts";
import { withMachines } from "./lib/machine.ts";
import { main, Problem } from "./lib/paths.mjs";

const { values } = parseArgs({
  options: { step: { type: "string", default: "40" }, cuts: { type: "string", default: "2" } },
});

await main(async () => {
  const done = await withMachines(async (newMachine) => {
    const machine = await newMachine();
    const given = { step: Number(values.step), cuts: Number(values.cuts) };
    return cutEverywhere(machine, given).finally(machine.stop);
  });
  console.log(`${done.imports} imports over lines that were cut ${done.cuts} times`);
  for (const fault of done.faults) console.log(`  ${fault}`);
  if (done.faults.length > 0) throw new Problem(`${done.faults.length} of them did not come to exactly one import.`);
});
