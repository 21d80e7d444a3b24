import fc from "fast-check";
import { expect, test } from "vitest";
import { secretFlaws } from "../support/lab/fault-flaws.ts";
import { type FaultRun, runWith } from "../support/lab/fault-run.ts";
import { correcting, holding, hooked, importing, type Story, stopping, undoing } from "../support/lab/fault-stories.ts";
import { type FaultPlan, faultModes } from "../support/lab/faults.ts";
import { differing, moving, takenBack } from "../support/lab/moves/moving-stories.ts";
import { pausing } from "../support/lab/pausing-story.ts";
import { rounds } from "../support/rounds.ts";
import { databases } from "../support/site/databases.ts";

/**
 * The n-th operation loop: a story is played with its operation 1, 2, 3 … struck, in each way. `npm run faults` plays
 * all of them; without it a sample is played, which the seed decides.
 */
const { VITE_FAULTS, VITE_FAULTS_STORY, VITE_FAULTS_SEED } = import.meta.env;
/** "all", or a list of ordinals. */
const asked: string | undefined = VITE_FAULTS;
const seed = Number(VITE_FAULTS_SEED ?? 578_297_030);
/** More at once only wait for each other. */
const AT_ONCE = asked === undefined ? 50 : 30;
const HALF_AN_HOUR = 1_800_000;

/** With several databases npm test plays the moves; of the rest, which it plays with one, it plays two operations each. */
const isSpread = databases.length > 1;
const sampleOf = (few: number, many: number) => rounds(isSpread ? 2 : few, many);

/** They need a second database of accounts (O6). */
const moves = [
  { name: "a move to another database", story: moving, sample: rounds(6, 12) },
  { name: "a move whose copy differs", story: differing, sample: rounds(3, 8) },
  { name: "a move that is taken back", story: takenBack, sample: rounds(3, 8) },
];

const stories = [
  { name: "an import", story: importing, sample: sampleOf(24, 48) },
  { name: "Stop in the middle", story: stopping, sample: sampleOf(5, 8) },
  { name: "an undo", story: undoing, sample: sampleOf(5, 8) },
  { name: "mails that are held, and rows that are skipped", story: holding, sample: sampleOf(5, 8) },
  { name: "a pause of all mails", story: pausing, sample: sampleOf(5, 8) },
  { name: "an import whose events are sent to a webhook", story: hooked, sample: sampleOf(4, 8) },
  { name: "a draft, corrected, started and continued", story: correcting, sample: sampleOf(5, 8) },
  ...(isSpread ? moves : []),
].filter(({ name }) => name.includes(VITE_FAULTS_STORY ?? ""));

test.concurrent.for(stories)(
  `I5 I6 I10 I11 M9 M11 O6 W3 $name: whichever operation fails, before or after its effect, or never answers, all recovers (seed ${seed})`,
  { timeout: HALF_AN_HOUR },
  async ({ name, story, sample }) => {
    const free = await play(name, story, null);
    expect(free.flaws).toEqual([]);
    const plans = planFor(free.operations, sample);
    const runs: FaultRun[] = [];
    for (let first = 0; first < plans.length; first += AT_ONCE) {
      const some = plans.slice(first, first + AT_ONCE).map((plan) => play(name, story, plan));
      runs.push(...(await Promise.all(some)));
    }
    expect(runs.filter(({ flaws }) => flaws.length > 0)).toEqual([]);
    // The loop has come to its end: the last runs met no fault.
    if (asked === "all") expect(runs.at(-1)?.struck).toBeNull();
    // Secrets are looked for in everything that all runs have left (M1, M8).
    expect(await secretFlaws(free.account)).toEqual([]);
  },
);

async function play(name: string, story: Story, plan: FaultPlan | null): Promise<FaultRun> {
  const run = await runWith(story, plan, asked === undefined ? "over" : "asleep");
  console.log(JSON.stringify({ event: "fault_run", story: name, ...run }));
  return run;
}

/** An operation struck may make a run longer or shorter by some, so the loop goes on behind the number of operations. */
function planFor(operations: number, sample: number): readonly FaultPlan[] {
  const last = operations + (asked === undefined ? 0 : 6);
  const ordinals = Array.from({ length: last }, (_, n) => n + 1);
  const plans = ordinals.flatMap((ordinal) => faultModes.map((mode) => ({ ordinal, mode })));
  if (asked === "all") return plans;
  if (asked !== undefined) return plans.filter(({ ordinal }) => asked.split(",").includes(String(ordinal)));
  const bounds = { minLength: sample, maxLength: sample };
  return fc.sample(fc.shuffledSubarray(plans, bounds), { seed, numRuns: 1 }).flat();
}
