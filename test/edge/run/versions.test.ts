import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { MESSAGE_VERSION } from "../../../src/background/messages.ts";
import { queueKinds } from "../../../src/background/queues.ts";
import { NOTES_VERSION } from "../../../src/background/run/notes.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { CaughtPlatform } from "../../support/lab/caught-platform.ts";
import { LabAccount } from "../../support/lab/lab-account.ts";
import { deliver, freeze } from "../../support/site/background.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

/** Two versions of Muster at once, as they are while one replaces the other (O2). */

async function frozen() {
  const account = await makeAccount({ types: { Pro: 100 }, silent: true });
  return { account, ...(await freeze(account, await account.draft(csvOf(people(20))))) };
}

const created = async (account: Account, importId: string) => (await account.import(importId)).counts.created;

/** The events of Email Sending are none of ours. */
const ours = queueKinds.filter((kind) => kind !== "bounces");

test.each(ours)("O2 a message of a later version is left for its consumers, on %s", async (kind) => {
  const { account, importId, chunk } = await frozen();
  const taken = await deliver(`muster-${kind}`, [{ ...chunk(2, 21), lane: "first", version: MESSAGE_VERSION + 1 }]);
  expect([taken.explicitAcks, taken.ackAll, taken.retryMessages.length]).toEqual([[], false, 1]);
  expect(await created(account, importId)).toBe(0);
});

test("O2 a message as versions before have written it is understood", async () => {
  const { account, importId, chunk } = await frozen();
  const { undo: _, ...before } = chunk(2, 21);
  const taken = await deliver("muster-rows", [before]);
  expect(taken.explicitAcks).toHaveLength(1);
  expect(await created(account, importId)).toBe(20);
});

test("O2 a message that is none of ours does not come again and again", async () => {
  const taken = await deliver("muster-rows", [{ version: MESSAGE_VERSION }, null]);
  expect([taken.explicitAcks.length, taken.retryMessages]).toEqual([2, []]);
});

test("O2 every message that is sent carries the version of its writer", async () => {
  const { id } = await makeAccount({ types: { Pro: 100 } });
  const platform = new CaughtPlatform(id);
  await new LabAccount(id).start(csvOf(people(20)));
  const [first] = platform.bag;
  expect(first?.body).toMatchObject({ account: id, version: MESSAGE_VERSION });
  await platform.flow();
});

test.each([NOTES_VERSION + 1, NOTES_VERSION, undefined])(
  "O2 an object whose notes are of version %s takes on the import that D1 says is active",
  async (version) => {
    const { id } = await makeAccount({ types: { Pro: 300 }, silent: true });
    const account = new LabAccount(id);
    const platform = new CaughtPlatform(id);
    const importId = await account.start(csvOf(people(250)));
    platform.bag = [];
    await runInDurableObject(env.COORDINATORS.getByName(id), (_, { storage: { kv } }) => {
      if (version === undefined) kv.delete("version");
      else kv.put("version", version);
      if (version === NOTES_VERSION + 1) kv.put("run", { what: "nobody knows" });
    });
    await platform.evict();
    await platform.ring();
    await platform.flow();
    const { state, counts } = await account.import(importId);
    expect([state, counts.created]).toEqual(["completed", 250]);
    const kept = await runInDurableObject(env.COORDINATORS.getByName(id), (_, { storage: { kv } }) =>
      kv.get("version"),
    );
    expect(kept).toBe(NOTES_VERSION);
  },
);
