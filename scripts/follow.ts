/**
 * npm run follow: imports run, are stopped and undone while a program that follows the account's events is killed (kill -9)
 * again and again; its copy of the users must be the account's. The moments are drawn from the seed.
 *   --imports 20 --kills 50 --rows 200 --seed 1
 */
import { parseArgs } from "node:util";
import { followEvents } from "../test/support/product/follow-events.ts";
import { withMachines } from "./lib/machine.ts";
import { main, Problem } from "./lib/paths.mjs";
import { random } from "./samples/random.ts";

const { values } = parseArgs({
  options: {
    imports: { type: "string", default: "20" },
    kills: { type: "string", default: "50" },
    rows: { type: "string", default: "200" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
  },
});
const [imports, kills, rows, seed] = [values.imports, values.kills, values.rows, values.seed].map(Number);

await main(async () => {
  console.log(`${imports} imports of ${rows} rows, seed ${seed}`);
  const wish = { imports: imports ?? 0, kills: kills ?? 0, rows: rows ?? 0, draw: random(seed ?? 0) };
  const done = await withMachines(async (newMachine) => {
    const machine = await newMachine();
    return followEvents(machine, wish).finally(machine.stop);
  });
  const ways = Object.entries(done.ended).map(([state, many]) => `${many} ${state}`);
  console.log(`killed ${done.kills} times; imports: ${ways.join(", ")}; ${done.events} events; ${done.users} users`);
  for (const one of done.wrong) console.log(`  WRONG ${one}`);
  if (done.wrong.length > 0) throw new Problem(`${done.wrong.length} things are wrong with the copy.`);
});
