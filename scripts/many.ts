/**
 * npm run many: 50 accounts import 200 users each at the same time, and one more account after the other 10 users meanwhile.
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
/** What the many do when a small import is begun. */
const said = { files: "while files are checked", rows: "while rows are settled", mails: "while only mails are left" };
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
  const quiet = done.alone.seconds + done.alone.mails;
  console.log(
    `10 rows of another account, from their POST to the last of their mails: alone ${show(quiet)} (of which mails ${show(done.alone.mails)})`,
  );
  for (const { meanwhile, seconds, mails } of done.beside)
    console.log(
      `  ${said[meanwhile]}: ${show(seconds + mails)} (of which mails ${show(mails)}), ${((seconds + mails) / quiet).toFixed(1)} times as long`,
    );
  for (const violation of done.violations) console.log(`  VIOLATION ${violation}`);
  if (done.violations.length > 0) throw new Problem(`${done.violations.length} violations.`);
});
