import { expect, test } from "vitest";
import { csvOf, people, recordsOf } from "../../support/files/csv.ts";
import { coordinatorOf, deliver, freeze } from "../../support/site/background.ts";
import { pause, type Refusal, type Shown } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

/** 250 rows are three chunks of a run. */
const file = csvOf(people(250, () => ({ first_name: "Ada" })));
const roomy = { types: { Pro: 1000, Basic: 10 }, numbers: [] };

const stop = (account: Account, id: string) => account.call<Shown & Refusal>("POST", `/imports/${id}/stop`);

test("I6 Stop in the middle: what is created stays, the rest is not attempted, and nobody follows", async () => {
  const account = await makeAccount(roomy);
  const { importId, chunk } = await freeze(account, await account.draft(file));
  await deliver("muster-rows", [chunk(2, 101)]);
  expect((await account.import(importId)).counts).toMatchObject({ created: 100, pending: 150 });

  const { status, body } = await stop(account, importId);
  expect(status).toBe(202);
  expect(["stopping", "stopped"]).toContain(body.state);
  expect(await account.users()).toHaveLength(100);

  // The rest of the run arrives all the same: late, twice, and in the wrong order.
  await deliver("muster-rows", [chunk(202, 251), chunk(102, 201), chunk(102, 201)]);
  expect(await account.users()).toHaveLength(100);
  const ended = await account.import(importId);
  expect(ended.state).toBe("stopped");
  expect(ended.counts).toEqual({
    rows: 250,
    created: 100,
    failed: 0,
    pending: 0,
    not_attempted: 150,
    skipped: 0,
    undone: 0,
  });
  const outcomes = (await account.rows(importId)).map(({ outcome }) => outcome);
  expect(outcomes).toEqual([...Array(100).fill("created"), ...Array(150).fill("not_attempted")]);
  expect(await account.used()).toEqual({ Pro: 100, Basic: 0 });
});

test("I6 chunks that are settled while Stop is answered create nobody after the answer", async () => {
  for (let round = 0; round < 6; round += 1) {
    const account = await makeAccount(roomy);
    const { importId, chunk } = await freeze(account, await account.draft(file));
    const work = deliver("muster-rows", [chunk(2, 101), chunk(102, 201), chunk(202, 251)]);
    await pause(round * 4);
    const { status } = await stop(account, importId);
    const atAnswer = (await account.users()).length;
    expect(status).toBe(202);
    await work;
    await deliver("muster-rows", [chunk(2, 101), chunk(102, 201), chunk(202, 251)]);
    expect(await account.users()).toHaveLength(atAnswer);
    const { state, counts } = await account.import(importId);
    expect(state).toBe("stopped");
    expect(counts).toEqual({
      rows: 250,
      created: atAnswer,
      failed: 0,
      pending: 0,
      not_attempted: 250 - atAnswer,
      skipped: 0,
      undone: 0,
    });
    const rows = await account.rows(importId, "created");
    expect(rows).toHaveLength(atAnswer);
  }
});

test("I6 a run that is stopped as it goes ends stopped, with as many users as rows that say so", async () => {
  const account = await makeAccount(roomy);
  const large = csvOf(people(900));
  const id = await account.start(large);
  for (let looks = 0; looks < 500 && (await account.import(id)).counts.created === 0; looks += 1) await pause(2);
  const { status } = await stop(account, id);
  const atAnswer = (await account.users()).length;
  expect(status).toBe(202);
  const { state, counts } = await account.waitFor(id);
  await pause(150);
  expect(state).toBe("stopped");
  expect(await account.users()).toHaveLength(atAnswer);
  expect(counts).toMatchObject({ created: atAnswer, not_attempted: 900 - atAnswer });
  expect(counts.created).toBeLessThan(900);
});

test("Stop is answered as the state asks for: 202 running, 200 stopped, 409 completed, 409 a draft, 404 nothing", async () => {
  const account = await makeAccount(roomy);
  const draft = await account.draft(csvOf(people(1)));
  const notStarted = await stop(account, draft);
  expect([notStarted.status, notStarted.body.code]).toEqual([409, "import_not_started"]);
  await freeze(account, draft);
  expect((await stop(account, draft)).status).toBe(202);
  const again = await stop(account, draft);
  expect([again.status, again.body.state]).toEqual([200, "stopped"]);

  const { id } = await account.waitFor(await account.start(csvOf(people(1))));
  const finished = await stop(account, id);
  expect([finished.status, finished.body.code]).toEqual([409, "import_finished"]);
  expect((await account.import(id)).state).toBe("completed");
  expect((await stop(account, "imp_none")).status).toBe(404);
});

test("what was answered 202 ends stopped, even with nothing left over", async () => {
  const account = await makeAccount(roomy);
  const { importId, chunk } = await freeze(account, await account.draft(csvOf(people(5))));
  // All rows are settled, but nobody has found the end yet.
  await deliver("muster-rows", [chunk(2, 6)]);
  expect(await account.import(importId)).toMatchObject({ state: "running", counts: { created: 5, pending: 0 } });
  expect((await stop(account, importId)).status).toBe(202);
  await coordinatorOf(account).watch();
  expect(await account.import(importId)).toMatchObject({
    state: "stopped",
    counts: { created: 5, not_attempted: 0, pending: 0 },
  });
});

test("many stops at once: one is answered 202, the others 200", async () => {
  const account = await makeAccount(roomy);
  const { importId } = await freeze(account, await account.draft(file));
  const answers = await Promise.all(Array.from({ length: 8 }, () => stop(account, importId)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 202]);
});

test("the account's place is free after Stop, and the rows that were not attempted can be imported from the export", async () => {
  const account = await makeAccount(roomy);
  const { importId, chunk } = await freeze(account, await account.draft(file));
  await deliver("muster-rows", [chunk(2, 101)]);
  await stop(account, importId);
  const { bytes, status } = await account.call("GET", `/imports/${importId}/not-created.csv?errors=1`);
  expect(status).toBe(200);
  const left = recordsOf(bytes);
  expect(left.map((row) => row["Email Address"])).toEqual(people(150).map((_, n) => `user-${n + 101}@acme.example`));
  expect(new Set(left.map((row) => row["Import Error"])).size).toBe(1);
  const rest = await account.waitFor(await account.start(bytes));
  expect(rest.counts).toMatchObject({ rows: 150, created: 150 });
  expect(await account.users()).toHaveLength(250);
});

test("dismissal is refused while an import runs, and hides its result afterwards", async () => {
  const account = await makeAccount(roomy);
  const { importId } = await freeze(account, await account.draft(csvOf(people(1))));
  const early = await account.call("POST", `/imports/${importId}/dismissal`);
  expect([early.status, early.body.code]).toEqual([409, "import_not_finished"]);
  await stop(account, importId);
  expect((await account.call("POST", `/imports/${importId}/dismissal`)).status).toBe(204);
  expect((await account.call("POST", `/imports/${importId}/dismissal`)).status).toBe(204);
});
