import { expect, test } from "vitest";
import { random } from "../../scripts/samples/random.ts";
import { crashCycle } from "../support/crash/cycle.ts";
import type { Kill } from "../support/crash/kills.ts";
import { startServer } from "../support/product/server.ts";
import { rounds } from "../support/rounds.ts";

/**
 * One of the cycles of npm run crash, which tries other moments each time. Killed in its upload, the POST
 * waits until its claim is dead, and killed among the mails, those in flight wait until their lease is ended: the script
 * has the time for both.
 */
const seed = 1;
const USERS = rounds(300, 1_000);
const { whole } = random(seed);
const kills = (["run", "rotate", "reseal"] as const).map((stage): Kill => ({ stage, after: whole(0, 250) }));
const MOST_SECONDS = 30;

test(`I5 I11 an undo of ${USERS} users removes each of them once, though everything is killed in its midst`, async () => {
  const cycle = await crashCycle(await startServer({ account: "demo" }), [{ stage: "undo", after: whole(0, 250) }], {
    users: USERS,
  });
  await cycle.machine.stop();
  expect(cycle.violations).toEqual([]);
  expect(cycle.kills).toMatchObject([{ stage: "undo" }]);
  expect(cycle.imported).toBeLessThan(MOST_SECONDS);
});

test(`I5 M4 S11 ${USERS} users are created once each and get their mails, though everything is killed and both secrets are changed meanwhile (seed ${seed})`, async () => {
  const cycle = await crashCycle(await startServer({ account: "demo" }), kills, { users: USERS });
  await cycle.machine.stop();
  expect(cycle.violations).toEqual([]);
  expect(cycle.kills.map(({ stage }) => stage)).toEqual(["run", "rotate", "reseal"]);
  expect(cycle.imported).toBeLessThan(MOST_SECONDS);
});
