import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { migrate } from "../../scripts/lib/migrate.mjs";
import { MAILS_PER_MESSAGE } from "../../src/domain/limits.ts";
import { crashCycle } from "../support/crash/cycle.ts";
import type { Kill } from "../support/crash/kills.ts";
import type { Machine } from "../support/crash/machine.ts";
import { importPeople, mainFlows } from "../support/product/main-flows.ts";
import { startServer } from "../support/product/server.ts";
import { unpackVersionBefore } from "../support/product/version-before.ts";

/**
 * The version before, as npm run keep-version has kept it, and this one against the same state. D1, R2 and the object are
 * the same files; each of the two is killed in the midst of its work, and the other one goes on.
 */

const before = unpackVersionBefore();

/** A machine on which the migrations are applied before its next start. */
function migrating(machine: Machine): Machine {
  const again = async () => {
    await migrate(machine.stateDir);
    return machine.again();
  };
  return { ...machine, again };
}

test("O2 an import and its undo go on while the schema is expanded below the version before, this one takes over, and is rolled back", async () => {
  const stateDir = mkdtempSync(join(inject("stateFolder"), "state-"));
  await migrate(stateDir, 1, before);
  const old = await startServer({
    account: "demo",
    stateDir,
    versions: [before, before, undefined, before, undefined],
  });
  const kills = (["run", "run", "run", "undo"] as const).map((stage): Kill => ({ stage, after: 120 }));
  const cycle = await crashCycle(migrating(old), kills, { mostUnrecorded: MAILS_PER_MESSAGE });
  await cycle.machine.stop();
  expect(cycle.violations).toEqual([]);
  expect(cycle.kills.map(({ stage, state }) => [stage, state]).slice(0, 2)).toEqual(Array(2).fill(["run", "running"]));
});

test("O2 the version before does all it is for on the newest schema, with what this one has written", async () => {
  const server = await startServer({ account: "demo", versions: [undefined, before, undefined] });
  const { state } = await importPeople(server, "now", 12);
  expect(state).toBe("completed");
  await server.stop();
  const old = await server.again();
  expect(await mainFlows(old, "before")).toEqual([]);
  await old.stop();
  const back = await old.again();
  expect(await mainFlows(back, "again")).toEqual([]);
  await back.stop();
});
