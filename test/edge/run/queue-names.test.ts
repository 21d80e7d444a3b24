import { expect, test } from "vitest";
import { queueKindOf } from "../../../src/background/queues.ts";
import { deliver } from "../../support/site/background.ts";
import { makeAccount } from "../../support/site/site.ts";

test("O1 what a queue carries is known by the end of its name, whatever environment it belongs to", () => {
  const kinds = [
    "muster-rows",
    "muster-staging-rows-dead",
    "staging-mails",
    "mails-dead",
    "mails",
    "eu-rows-small",
  ].map(queueKindOf);
  expect(kinds).toEqual(["rows", "rows-dead", "mails", "mails-dead", "mails", "rows-small"]);
  expect(["muster-arrows", "muster-rows-old", "", "rows-dead-letters"].map(queueKindOf)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test("O1 a message of a queue that nobody knows is kept for another try, never acknowledged", async () => {
  const account = await makeAccount();
  const taken = await deliver("muster-surprise", [{ account: account.id }]);
  expect(taken.retryBatch.retry).toBe(true);
  expect(taken.ackAll).toBe(false);
  const known = await deliver("muster-eu-staging-mails", [{ account: account.id }]);
  expect(known.explicitAcks).toHaveLength(1);
});
