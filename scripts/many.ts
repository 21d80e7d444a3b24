/**
 * npm run many: 50 accounts import 200 users each at the same time, and one more account 10 users in the middle of it.
 * The checker looks at every account afterwards. Times are reported, not judged.
 *   --accounts 50 --rows 200 --databases 1
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { manyAtOnce } from "../test/support/product/many-at-once.ts";
import { localDatabases } from "./lib/local-config.mjs";
import { withMachines } from "./lib/machine.ts";
import { main, Problem } from "./lib/paths.mjs";

const { values } = parseArgs({
  options: {
    accounts: { type: "string", default: "50" },
    rows: { type: "string", default: "200" },
    databases: { type: "string", default: "" },
  },
});
const [accounts, rows] = [Number(values.accounts), Number(values.rows)];

await main(async () => {
  const given = { databases: localDatabases(values.databases || undefined) };
  const done = await withMachines(async (newMachine) => {
    const machine = await newMachine();
    const logs = () => readFileSync(machine.log, "utf8");
    return manyAtOnce(machine, { accounts, rows, logs }).finally(machine.stop);
  }, given);
  const show = (seconds: number) => `${seconds.toFixed(2)} s`;
  console.log(
    `${accounts} accounts × ${rows} rows: all imports ended after ${show(done.imported)}, all mails after ${show(done.mailed)}`,
  );
  console.log(`one of them took from ${show(done.first)} to ${show(done.last)}`);
  const { alone, late } = done;
  console.log(
    `10 rows of another account: alone ${show(alone.seconds)}, its last mail ${show(alone.mails)} later; started after ${late.after} of ${accounts * rows} rows ${show(late.seconds)}, its last mail ${show(late.mails)} later`,
  );
  const [quiet, busy] = [alone, late].map(({ seconds, mails }) => seconds + mails) as [number, number];
  console.log(
    `from its POST to its last mail: alone ${show(quiet)}, among the others ${show(busy)}, ${(busy / quiet).toFixed(1)} times as long`,
  );
  for (const violation of done.violations) console.log(`  VIOLATION ${violation}`);
  if (done.violations.length > 0) throw new Problem(`${done.violations.length} violations.`);
});
