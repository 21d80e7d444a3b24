import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { violations } from "../support/checker/checker.ts";
import { edgeSystem } from "../support/checker/edge.ts";
import { observe } from "../support/checker/observe.ts";
import { CaughtPlatform } from "../support/lab/caught-platform.ts";
import { removeAccounts } from "../support/lab/clean.ts";
import { LabAccount } from "../support/lab/lab-account.ts";
import { Model } from "../support/lab/model.ts";
import { commands, drain, tally } from "../support/lab/model-commands.ts";
import { draftCommands } from "../support/lab/model-drafts.ts";
import { parkedNumbers } from "../support/lab/model-files.ts";
import { mailCommands, setWeather } from "../support/lab/model-mails.ts";
import { moveCommands } from "../support/lab/moves/model-moves.ts";
import { clear } from "../support/lab/platform.ts";
import { endRotation, rotationCommands } from "../support/lab/rotation/model-rotation.ts";
import { setRight } from "../support/lab/shifted-clock.ts";
import { ToldReceiver } from "../support/lab/told-receiver.ts";
import { rounds } from "../support/rounds.ts";
import { databases } from "../support/site/databases.ts";
import { makeAccount } from "../support/site/site.ts";

const totals = { Pro: 40, Basic: 3 };
/** The checker reads everything that is stored, which takes longer than a run. */
const CHECKED_EACH = 5;
/** A failure is made smaller for so long (milliseconds). */
const SHRINK_MS = 60_000;

/** npm run model sets these. */
const { VITE_MODEL_RUNS, VITE_MODEL_SEED, VITE_MODEL_PATH, VITE_MODEL_REPLAY } = import.meta.env;
const numRuns = Number(VITE_MODEL_RUNS ?? rounds(databases.length > 1 ? 8 : 20, 50));
const seed = Number(VITE_MODEL_SEED ?? 1);
const replayPath = VITE_MODEL_REPLAY ? { replayPath: VITE_MODEL_REPLAY } : {};
const path = VITE_MODEL_PATH ? { path: VITE_MODEL_PATH } : {};

let runs = 0;
let failedAt = 0;

/** Does what was chosen to an account of its own, then lets everything come to rest. */
async function runOnce(chosen: Iterable<fc.AsyncCommand<Model, { account: LabAccount; platform: CaughtPlatform }>>) {
  if (failedAt > 0 && Date.now() - failedAt > SHRINK_MS) return;
  vi.restoreAllMocks();
  const { id } = await makeAccount({ types: totals, numbers: parkedNumbers });
  const system = edgeSystem(id);
  const lab = { account: new LabAccount(id), platform: new CaughtPlatform(id) };
  const model = new Model(parkedNumbers, totals);
  const receiver = await ToldReceiver.open(lab.account, heard);
  try {
    await fc.asyncModelRun(() => ({ model, real: lab }), chosen);
    await setWeather(model, "accept");
    await drain(model, lab);
    await endRotation(model, lab);
    expect(model.active()).toBeUndefined();
    expect(await receiver.flaws(heard, 0)).toEqual([]);
    if (runs % CHECKED_EACH === 0) {
      const observation = await observe(system, id, { ...model.known, ended: "mails" });
      expect(violations(observation)).toEqual([]);
    }
    runs += 1;
  } catch (error) {
    setRight();
    failedAt ||= Date.now();
    throw error;
  } finally {
    setRight();
    clear(id);
    await removeAccounts();
  }
}

const heard = ["import.started", "import.completed", "import.stopped", "import.undone", "users.created"] as const;

const title = `I1–I14, E15, M4, M9, M11, O6, S11, W3 whatever comes, the account is as on paper (${numRuns} runs, seed ${seed})`;
test(title, { timeout: 3_600_000 }, async () => {
  const some = fc.commands([...commands, ...draftCommands, ...mailCommands, ...moveCommands, ...rotationCommands], {
    maxCommands: 30,
    size: "max",
    ...replayPath,
  });
  await fc.assert(fc.asyncProperty(some, runOnce), {
    numRuns,
    seed,
    ...path,
    verbose: 1,
  });
  expect(runs).toBeGreaterThanOrEqual(VITE_MODEL_PATH ? 1 : numRuns);
  console.log(JSON.stringify({ event: "model_done", seed, runs, ...Object.fromEntries([...tally].toSorted()) }));
});
