/**
 * npm run examples: runs each example of a client against a server of its own, over a line that is cut, and has the follower
 * killed again and again. What this machine has no program for is left out, and said so. PowerShell's is not run here.
 */
import { spawnSync } from "node:child_process";
import { runFollower, runImport } from "../test/support/product/examples.ts";
import { withMachines } from "./lib/machine.ts";
import { main, Problem } from "./lib/paths.mjs";

const imports = [
  { program: process.execPath, file: "import.mjs" },
  { program: "sh", file: "import.sh", needs: "curl" },
  { program: "python3", file: "import.py" },
];
const KILLS = 10;

const isHere = (program: string) => spawnSync(program, ["--version"]).status === 0;

/** Python has SQLite with it, and Node 20 has not. */
async function addressesIn(file: string): Promise<readonly string[]> {
  const code =
    "import sqlite3, sys; [print(row[0]) for row in sqlite3.connect(sys.argv[1]).execute('SELECT email FROM users')]";
  return spawnSync("python3", ["-c", code, file], { encoding: "utf8" }).stdout.trim().split("\n");
}

await main(async () => {
  const faults = await withMachines(async (newMachine) => {
    const machine = await newMachine();
    const found: string[] = [];
    for (const { needs, ...example } of imports) {
      if (!isHere(needs ?? example.program))
        console.log(`${example.file}: left out, there is no ${needs ?? example.program}`);
      else found.push(...(await runImport(machine, example)));
    }
    const follower = { program: "python3", file: "follow.py" };
    if (isHere("python3")) found.push(...(await runFollower(machine, follower, { kills: KILLS, read: addressesIn })));
    await machine.stop();
    return found;
  });
  for (const fault of faults) console.log(`  ${fault}`);
  if (faults.length > 0) throw new Problem(`${faults.length} things were otherwise than they should be.`);
  console.log("Every example did what it says.");
});
