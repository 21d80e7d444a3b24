import { afterEach, expect, test } from "vitest";
import { FEW_ROWS } from "../../../src/domain/limits.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { CaughtPlatform } from "../../support/lab/caught-platform.ts";
import { LabAccount } from "../../support/lab/lab-account.ts";
import { setRight } from "../../support/lab/shifted-clock.ts";
import { carriesRows } from "../../support/site/queues.ts";
import { makeAccount } from "../../support/site/site.ts";

/** Imports of few rows do not stand behind those that have many (I2). */

async function caught() {
  const { id } = await makeAccount({ types: { Pro: 1_000 }, numbers: [], silent: true });
  return { account: new LabAccount(id), platform: new CaughtPlatform(id) };
}

/** By which queues rows were sent since somebody last asked. */
const sentBy = ({ sent }: CaughtPlatform) =>
  sent
    .splice(0)
    .map(({ queue }) => queue)
    .filter(carriesRows);

afterEach(setRight);

test("I2 an import of few rows, or its undo, leaves by a queue of its own; of more rows not even the last few do", async () => {
  const { account, platform } = await caught();
  const few = await account.start(csvOf(people(FEW_ROWS)));
  await platform.flow();
  expect(sentBy(platform)).toEqual(["muster-rows-small"]);
  expect((await account.call("POST", `/imports/${few}/undo`)).status).toBe(202);
  await platform.flow();
  expect(sentBy(platform)).toEqual(["muster-rows-small"]);
  expect(await account.import(few)).toMatchObject({ state: "undone", counts: { undone: FEW_ROWS } });
  const more = await account.start(csvOf(people(FEW_ROWS + 1)));
  await platform.flow();
  expect(sentBy(platform)).toEqual(["muster-rows"]);
  expect((await account.call("POST", `/imports/${more}/undo`)).status).toBe(202);
  await platform.flow();
  expect(sentBy(platform)).toEqual(["muster-rows"]);
  const many = await account.start(csvOf(people(110)));
  await platform.flow();
  expect(sentBy(platform)).toEqual(["muster-rows", "muster-rows"]);
  expect((await account.import(many)).counts.created).toBe(110);
});

test("I5 O2 few rows whose message stays away are sent again by the queue that every version consumes, and settled once", async () => {
  const { account, platform } = await caught();
  const id = await account.start(csvOf(people(3)));
  const late = platform.bag.splice(0);
  for (let looks = 0; platform.bag.length === 0; looks += 1) {
    expect(looks, "looks of the watchdog").toBeLessThan(5);
    await platform.ring();
  }
  expect(sentBy(platform)).toEqual(["muster-rows-small", "muster-rows"]);
  await platform.deliver([platform.bag.splice(0), late]);
  await platform.flow();
  expect(await account.import(id)).toMatchObject({ state: "completed", counts: { created: 3, failed: 0 } });
  expect(await account.users()).toHaveLength(3);
});
