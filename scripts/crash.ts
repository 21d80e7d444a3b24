/**
 * npm run crash: imports 1,000 users, and mostly undoes that, while the whole process group is killed again and again
 * (kill -9) and started on the same state, and has the checker look at what came of it. Now and then the mail system takes no
 * mails (M11), some come back, and a receiver hears all events (W3). The moments are drawn from the seed.
 *   --cycles 25   how many imports
 *   --databases 3 accounts lie in so many databases; with several the account is moved, too, and killed in that (O6)
 *   --seed 1      of the first cycle; each further one has the next
 *   --versions    the version before and this one in turn, switched at each kill (O2)
 *   --rotate      both secrets are changed at one of the kills, some more come while things are sealed anew, and in the end the new ones
 *                 are alone (S11); not with two versions, as one is deployed while secrets are changed
 *   --both        the version before and this one at the same moment: requests, messages and objects are one's and the other's in turn
 * Ends with 1 if anything is lost, twice or stuck, or if the end took more than 30 s after the last restart; of mails and events,
 * whose leases of a killed one run out first where mails were paused, events are heard or a move waits for them, more than 90 s; of those that
 * the version before sends after a pause and an undo, more than 150.
 */
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { MAILS_PER_MESSAGE } from "../src/domain/limits.ts";
import { bothVersions } from "../test/support/crash/both-versions.ts";
import { type CrashCycle, crashCycle } from "../test/support/crash/cycle.ts";
import { planKills } from "../test/support/crash/kills.ts";
import type { Machine } from "../test/support/crash/machine.ts";
import { MOST_UNRECORDED } from "../test/support/crash/unrecorded.ts";
import { unpackVersionBefore } from "../test/support/product/version-before.ts";
import { localDatabases } from "./lib/local-config.mjs";
import { withMachines } from "./lib/machine.ts";
import { main, Problem } from "./lib/paths.mjs";
import { random } from "./samples/random.ts";

const MOST_SECONDS = 30;
const MOST_SECONDS_OF_LEASES = 90;
/**
 * In a pause the version before tries one mail in two seconds and more, also those that have nothing to say. Such are those that a killed
 * consumer held while an undo removed their users: they are not cancelled, as they may have gone. Where no other mail is left, the pause
 * lasts until the last of them was tried; this version tries the next one at once (M11), and is allowed nothing.
 */
const MOST_SECONDS_OF_TRIES_BEFORE = 150;

const { values } = parseArgs({
  options: {
    cycles: { type: "string", default: "25" },
    seed: { type: "string", default: String(Date.now() % 100_000) },
    databases: { type: "string", default: "" },
    versions: { type: "boolean", default: false },
    both: { type: "boolean", default: false },
    rotate: { type: "boolean", default: false },
  },
});
const versions = values.versions ? [unpackVersionBefore(), undefined] : [];
const databases = localDatabases(values.databases || undefined);
const isBefore = values.versions || values.both;
// A version that knows of one database must not serve beside several.
const isSpread = databases > 1 && !isBefore;
const [cycles, seed] = [Number(values.cycles), Number(values.seed)];

await main(async () => {
  // As docs/operations.md has it ("Rotate a secret").
  if (values.rotate && isBefore)
    throw new Problem("Secrets are changed with one version deployed: --rotate goes alone.");
  console.log(`${cycles} cycles, seeds ${seed} to ${seed + cycles - 1}`);
  const done: Done[] = [];
  await withMachines(
    async (newMachine) => {
      for (let n = 0; n < cycles; n += 1) done.push(await runCycle(newMachine, seed + n));
    },
    {
      databases,
      versions,
      // One isolate is all there are: nobody believes for a minute where an account lies.
      ...(isSpread ? { vars: { MOVE_WAIT_SECONDS: "1" } } : {}),
      ...(values.both ? { main: bothVersions() } : {}),
    },
  );
  summarise(
    "seconds from the last restart to the end of the import",
    done.map(({ imported }) => imported),
  );
  summarise(
    "seconds from the last restart to the end of its mails",
    done.map(({ mailed }) => mailed),
  );
  summarise(
    "seconds from the last restart to the arrival of all events",
    done.map(({ told }) => told),
  );
  if (isSpread)
    summarise(
      "seconds from the last restart to the end of its move",
      done.map(({ moved }) => moved),
    );
  summarise(
    "mails sent again",
    done.map(({ repeats }) => repeats),
  );
  const bad = done.filter(({ failed }) => failed);
  if (bad.length > 0) throw new Problem(`${bad.length} of ${cycles} cycles went wrong.`);
  console.log(`All ${cycles} cycles held.`);
});

type Done = CrashCycle & { readonly failed: boolean };

async function runCycle(newMachine: () => Promise<Machine>, cycleSeed: number): Promise<Done> {
  const machine = await newMachine();
  // The version before cannot hear of mails that come back, nor tell of them.
  const comesBack = !isBefore;
  const drawn = planKills(random(cycleSeed), { isSpread, isRotated: values.rotate });
  const planned = drawn.filter(({ stage }) => stage !== "bounce" || comesBack);
  // The version before may leave a whole message unrecorded.
  const mostUnrecorded = isBefore ? MAILS_PER_MESSAGE : MOST_UNRECORDED;
  const done = await crashCycle(machine, planned, { isHeard: true, comesBack, mostUnrecorded });
  await done.machine.stop();
  rmSync(machine.stateDir, { recursive: true, force: true, maxRetries: 5 });
  const { imported, mailed, told, moved, repeats, kills, violations } = done;
  const has = (given: string) => kills.some(({ stage }) => stage === given);
  const endsBefore = values.versions && kills.length % versions.length === 0;
  const isTriedByBefore = endsBefore && has("pause") && has("undo");
  const most = (seconds: number) => (isTriedByBefore ? MOST_SECONDS_OF_TRIES_BEFORE : seconds);
  const late =
    imported > (has("move") ? MOST_SECONDS_OF_LEASES : MOST_SECONDS) ||
    mailed > most(has("pause") || has("move") ? MOST_SECONDS_OF_LEASES : MOST_SECONDS) ||
    told > most(MOST_SECONDS_OF_LEASES) ||
    moved > MOST_SECONDS_OF_LEASES;
  console.log(
    `seed ${cycleSeed}: ${kills.length} kills (${kills.map(show).join(", ")}), then the import, or its undo, ended after ${imported.toFixed(1)} s, its mails after ${mailed.toFixed(1)} s, its events had arrived after ${told.toFixed(1)} s${has("move") ? `, its move ended after ${moved.toFixed(1)} s` : ""}; ${repeats} mails twice${late ? " — TOO LATE" : ""}`,
  );
  for (const violation of violations.slice(0, 20)) console.log(`  VIOLATION ${violation}`);
  if (violations.length > 20) console.log(`  … and ${violations.length - 20} more`);
  return { ...done, failed: late || violations.length > 0 };
}

/** Such as "run +312 ms: running, 400 rows done, 750 mails left, 12 more of them sent". */
function show({ stage, after, state, rows, waiting, unrecorded, left }: CrashCycle["kills"][number]): string {
  const out = unrecorded > 0 ? `, ${unrecorded} more of them sent` : "";
  const mails = rows > 0 ? `, ${waiting} mails left${out}` : "";
  const sealed = left === null ? "" : `, ${left} things sealed with the secret before`;
  return `${stage} +${after} ms: ${state}, ${rows} rows done${mails}${sealed}`;
}

function summarise(what: string, numbers: readonly number[]): void {
  const sorted = numbers.toSorted((one, other) => one - other);
  const [median = 0, most = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  console.log(`${what}: median ${median.toFixed(1)}, most ${most.toFixed(1)}`);
}
