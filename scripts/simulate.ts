/**
 * npm run simulate: how long 1, 100 and 10,000 accounts would wait that all import at the same moment, which wall is met when, and what
 * to turn then. Reckoned from what one import takes here of each place that all share, and the limits that Cloudflare publishes.
 *   --accounts 1,100,10000 --rows 1000 --databases 1
 *   --mail-ms 100: what the mail system takes for one mail; --mail-quota 50000: in a day; --goal 900: seconds that are wished
 *   --json FILE keeps what was measured, --from FILE takes it from there
 *   --check 1,100: holds the model against so many real imports of --check-rows 20 at once on this machine
 */
import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { withMachines } from "./lib/machine.ts";
import { main } from "./lib/paths.mjs";
import { platform, readOn } from "./simulate/limits.ts";
import { measure, measureMany } from "./simulate/measure.ts";
import { type Deployment, oneMachine, placesOf, type Service, timesOf, wallsOf } from "./simulate/model.ts";

const text = (value: string) => ({ type: "string", default: value }) as const;
const { values } = parseArgs({
  options: {
    accounts: text("1,100,10000"),
    rows: text("1000"),
    databases: text("1"),
    "mail-ms": text("100"),
    "mail-quota": text(""),
    goal: text("900"),
    json: text(""),
    from: text(""),
    check: text(""),
    "check-rows": text("20"),
  },
});
const deployment: Deployment = {
  databases: Number(values.databases),
  mailSeconds: Number(values["mail-ms"]) / 1_000,
  mailQuota: values["mail-quota"] === "" ? null : Number(values["mail-quota"]),
  goal: Number(values.goal),
};
const numbers = (list: string) => list.split(",").filter(Boolean).map(Number);

await main(async () => {
  const service =
    values.from === ""
      ? await measured(Number(values.rows))
      : (JSON.parse(readFileSync(values.from, "utf8")) as Service);
  if (values.json !== "") writeFileSync(values.json, `${JSON.stringify(service, null, 2)}\n`);
  console.log(`one import of ${service.rows} rows takes`, JSON.stringify(service));
  tell(service);
  if (values.check !== "") await check(numbers(values.check), Number(values["check-rows"]));
});

function measured(rows: number): Promise<Service> {
  return withMachines(async (newMachine) => {
    const machine = await newMachine();
    return measure(machine, rows).finally(machine.stop);
  });
}

function tell(service: Service): void {
  // On a quiet mail system it waits for that alone.
  const sending = (service.mails * deployment.mailSeconds) / 10;
  const alone = { ...service, mailed: Math.max(service.d1Mails, sending) };
  console.log(`\nWith ${deployment.databases} database(s), by limits of ${readOn}:`);
  for (const accounts of numbers(values.accounts)) {
    const { imported, mailed, importsBy, mailsBy } = timesOf(accounts, alone, placesOf(alone, deployment));
    console.log(
      `${accounts} accounts at once: all imports end after ${shown(imported)} (${importsBy}), all mails after ${shown(mailed)} (${mailsBy})`,
    );
  }
  console.log("\nWalls, the first one first:");
  for (const { accounts, what, turn } of wallsOf(alone, deployment))
    console.log(`from ${accounts} accounts on ${what}: ${turn}`);
  console.log("\nLimits of the platform:");
  for (const { value, unit, source } of Object.values(platform)) console.log(`${value} ${unit}: ${source}`);
}

/** The same model with one place, this machine, against imports that are really made. */
async function check(many: readonly number[], rows: number): Promise<void> {
  await withMachines(async (newMachine) => {
    const machine = await newMachine();
    try {
      const service = await measure(machine, rows);
      for (const accounts of many) {
        const model = timesOf(accounts, service, oneMachine(service));
        const real = await measureMany(machine, accounts, rows);
        const load = loadavg()[0]?.toFixed(1);
        const line = (what: string, said: number, was: number) =>
          `${what} after ${shown(was)}, reckoned ${shown(said)}: ${(said / was).toFixed(2)} times`;
        console.log(
          `\nchecked, ${accounts} accounts × ${rows} rows at once (load ${load}): ${line("imports end", model.imported, real.imported)}; ${line("mails have gone", model.mailed, real.mailed)}`,
        );
      }
    } finally {
      await machine.stop();
    }
  });
}

function shown(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  return seconds < 7_200 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
