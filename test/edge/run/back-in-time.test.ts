import { env } from "cloudflare:workers";
import { afterEach, expect, test } from "vitest";
import { keepMoment } from "../../support/backup/edge.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { CaughtPlatform } from "../../support/lab/caught-platform.ts";
import { LabAccount } from "../../support/lab/lab-account.ts";
import { setRight } from "../../support/lab/shifted-clock.ts";
import { makeAccount } from "../../support/site/site.ts";

/** The database goes back in time (O4), and the accounts' objects do not: they know of what has not happened any more. */

afterEach(setRight);

async function running(rows: number) {
  const { id } = await makeAccount({ types: { Pro: 1_000 }, numbers: [], silent: true });
  const [account, platform] = [new LabAccount(id), new CaughtPlatform(id)];
  return { account, platform, importId: await account.start(csvOf(people(rows))) };
}

/** One message comes, and what it brings about waits. */
const next = (platform: CaughtPlatform) => platform.deliver(platform.bag.splice(0).map((message) => [message]));

const usersOf = async (importId: string) => {
  const { results } = await env.DB.prepare("SELECT id, email_key FROM users WHERE import_id = ?1")
    .bind(importId)
    .all<{ id: string; email_key: string }>();
  return {
    many: results.length,
    ids: new Set(results.map(({ id }) => id)).size,
    emails: new Set(results.map(({ email_key }) => email_key)).size,
  };
};
const everybody = (many: number) => ({ many, ids: many, emails: many });

test("O4 I5 an import that had ended when its database goes back to its middle is taken up, and ends once more", async () => {
  const { account, platform, importId } = await running(350);
  await next(platform);
  const goBack = await keepMoment();
  const late = [...platform.bag];
  await platform.flow();
  expect((await account.import(importId)).state).toBe("completed");
  await goBack();
  expect((await account.import(importId)).counts).toMatchObject({ created: 100, pending: 250 });
  await platform.cron();
  // A message from before the journey, of an epoch that is valid again, settles what is there to settle, and nothing twice.
  await platform.deliver(late.map((message) => [message]));
  await platform.flow();
  const { state, counts } = await account.import(importId);
  expect([state, counts.created]).toEqual(["completed", 350]);
  expect(await usersOf(importId)).toEqual(everybody(350));
});

test("O4 I5 an undo that goes on while the database goes back to the import's middle undoes nothing of it, and the import ends", async () => {
  const { account, platform, importId } = await running(250);
  await next(platform);
  const goBack = await keepMoment();
  await platform.flow();
  await account.ask("POST", `/imports/${importId}/undo`);
  const undoing = platform.bag.splice(0);
  await goBack();
  await platform.deliver(undoing.map((message) => [message]));
  await platform.cron();
  await platform.flow();
  // What the object thought to be left of its undo is put right by its next looks.
  for (let looks = 0; looks < 5; looks += 1) {
    await platform.ring();
    await platform.flow();
  }
  expect((await account.import(importId)).state).toBe("completed");
  expect(await usersOf(importId)).toEqual(everybody(250));
});

test("O4 I1 an import that is not there any more holds nobody up: its object gives the place back", async () => {
  const { id } = await makeAccount({ types: { Pro: 1_000 }, numbers: [], silent: true });
  const [account, platform] = [new LabAccount(id), new CaughtPlatform(id)];
  const goBack = await keepMoment();
  await account.start(csvOf(people(150)));
  await goBack();
  await platform.flow();
  const again = await account.start(csvOf(people(120)));
  await platform.flow();
  expect((await account.import(again)).counts.created).toBe(120);
});

test("O4 I6 one that was being stopped when it was kept ends stopped", async () => {
  const { account, platform, importId } = await running(250);
  await next(platform);
  await env.DB.prepare("UPDATE imports SET state = 'stopping' WHERE id = ?1").bind(importId).run();
  const goBack = await keepMoment();
  await env.DB.prepare("UPDATE imports SET state = 'running' WHERE id = ?1").bind(importId).run();
  await platform.flow();
  expect((await account.import(importId)).state).toBe("completed");
  await goBack();
  await platform.cron();
  await platform.flow();
  const { state, counts } = await account.import(importId);
  expect([state, counts.created, counts.not_attempted]).toEqual(["stopped", 100, 150]);
});
