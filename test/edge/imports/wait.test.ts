import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { noCost } from "../../../src/domain/import/import.ts";
import { newRun } from "../../../src/domain/import/run.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { coordinatorOf, freeze } from "../../support/site/background.ts";
import { counting } from "../../support/site/d1-tally.ts";
import type { Refusal, Shown } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

const staff = csvOf(people(150));

/** An import that runs, of which the account's object knows, and of which nothing happens any more. */
async function standing(account: Account): Promise<string> {
  const id = await account.draft(csvOf(people(2)));
  await freeze(account, id);
  await runInDurableObject(coordinatorOf(account), (_, state) => state.storage.kv.put("run", newRun(id, noCost)));
  return id;
}

test("I10 a night job posts its whole list of staff: one call, one answer, the counts are right", async () => {
  const account = await makeAccount({ types: { Pro: 500 }, numbers: [], silent: true });
  const night = { existing: "skip", wait: "25" };
  const first = await account.upload(staff, night);
  const counts = { rows: 150, created: 150, failed: 0, pending: 0, not_attempted: 0, skipped: 0, undone: 0 };
  expect([first.status, first.body.state, first.headers.get("Retry-After")]).toEqual([202, "completed", null]);
  expect(first.body.counts).toEqual(counts);
  const longer = csvOf([...people(150), ...people(153).slice(150)]);
  const second = await account.upload(longer, night);
  expect([second.status, second.body.state]).toEqual([202, "completed"]);
  expect(second.body.counts).toEqual({ ...counts, rows: 153, created: 3, skipped: 150 });
  expect(await account.users()).toHaveLength(153);
});

test("I7 a start and an undo can wait for the end too, and a form of parts as well", async () => {
  const account = await makeAccount({ numbers: [], silent: true });
  const id = await account.draft(csvOf(people(3)));
  const started = await account.call<Shown>("POST", `/imports/${id}/start?wait=20`);
  expect([started.status, started.body.state]).toEqual([202, "completed"]);
  const undone = await account.call<Shown>("POST", `/imports/${id}/undo?wait=20`);
  expect([undone.status, undone.body.state]).toEqual([202, "undone"]);
  const form = new FormData();
  form.set("file", new File([csvOf(people(3))], "staff.csv"));
  form.set("wait", "20");
  const sent = await account.call<Shown>("POST", "/imports", { body: form });
  expect([sent.status, sent.body.state]).toEqual([202, "completed"]);
});

test("I7 whoever waits for longer than there is time gets the import as it is then", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await standing(account);
  const since = Date.now();
  const looked = await account.call<Shown>("GET", `/imports/${id}?wait=1`);
  expect(Date.now() - since).toBeGreaterThan(900);
  expect([looked.status, looked.body.state, looked.headers.get("Retry-After")]).toEqual([200, "running", "1"]);
});

test("I7 a draft and what has ended are given at once", async () => {
  const account = await makeAccount({ numbers: [], silent: true });
  const draft = await account.draft(csvOf(people(1)));
  const ended = (await account.upload(csvOf(people(2)), { wait: "20" })).body.id;
  const since = Date.now();
  for (const id of [draft, ended]) expect((await account.call("GET", `/imports/${id}?wait=25`)).status).toBe(200);
  expect(Date.now() - since).toBeLessThan(1_000);
});

test("I7 whoever waits has the ETag compared with the import as it is then", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await standing(account);
  const before = await account.call<Shown>("GET", `/imports/${id}`);
  const seen = { "If-None-Match": before.headers.get("ETag") ?? "" };
  expect((await account.call("GET", `/imports/${id}?wait=1`, { headers: seen })).status).toBe(304);
  const waiting = account.call<Shown>("GET", `/imports/${id}?wait=20`, { headers: seen });
  await account.ask("POST", `/imports/${id}/stop`);
  const after = await waiting;
  expect([after.status, after.body?.state]).toEqual([200, "stopped"]);
});

test("I7 whoever waits asks the account's object, and D1 once more at the end, however long it takes", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await standing(account);
  const looking = (wait: number) => () => account.call("GET", `/imports/${id}?wait=${wait}`);
  await looking(0)();
  const [at_once, later] = [await counting(looking(0)), await counting(looking(3))];
  expect(later.calls - at_once.calls).toBe(1);
});

test("a wait that is none is a 400, before the file is looked at", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await account.draft(csvOf(people(1)));
  for (const wait of ["26", "-1", "1.5", "soon", ""]) {
    const paths = [
      ["GET", `/imports/${id}`],
      ["POST", "/imports"],
      ["POST", `/imports/${id}/start`],
      ["POST", `/imports/${id}/undo`],
    ] as const;
    for (const [method, path] of paths) {
      const { status, body } = await account.call<Refusal>(method, `${path}?wait=${wait}`);
      expect([method, path, wait, status, body.code]).toEqual([method, path, wait, 400, "malformed_request"]);
    }
  }
  const form = new FormData();
  form.set("file", new File([csvOf(people(1))], "staff.csv"));
  form.set("wait", "90");
  expect((await account.call("POST", "/imports", { body: form })).body.code).toBe("malformed_request");
  expect(await account.imports()).toHaveLength(1);
});

test("how long somebody waits is no part of what their key stands for", async () => {
  const account = await makeAccount({ numbers: [], silent: true });
  const keyed = { headers: { "Idempotency-Key": "patient" } };
  const first = await account.upload(csvOf(people(2)), {}, keyed);
  const second = await account.upload(csvOf(people(2)), { wait: "20" }, keyed);
  expect([second.status, second.body.id, second.body.state]).toEqual([202, first.body.id, "completed"]);
  expect(second.headers.get("Idempotency-Replayed")).toBe("true");
});
