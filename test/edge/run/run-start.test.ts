import { createExecutionContext, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import worker from "../../../src/index.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { coordinatorOf, freeze, meanwhile } from "../../support/site/background.ts";
import { type Answer, OPERATOR, ORIGIN, type Refusal, type Shown } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

/** A file of people whom no other file has. */
const crowd = (name: string, count = 3) => csvOf(people(count, (n) => ({ email: `${name}-${n}@acme.example` })));

/** Exactly one may have been started; the others name it and keep their draft. Gives the winner's id. */
function expectOneStarted(answers: readonly Answer<Shown & Refusal>[]): string {
  const started = answers.filter(({ status }) => status === 202);
  expect(started).toHaveLength(1);
  const running = started[0]?.body.id ?? "";
  for (const { status, body } of answers.filter((answer) => answer.status !== 202)) {
    expect([status, body.code]).toEqual([409, "import_in_progress"]);
    expect(body.running_import).toBe(running);
    expect(body.import.id).not.toBe(running);
    expect(body.import).toMatchObject({ state: "ready", counts: { created: 0 } });
  }
  return running;
}

async function expectDraftsKept(account: Account, running: string, count: number): Promise<void> {
  await account.waitFor(running);
  const ready = await account.imports("ready");
  expect(ready).toHaveLength(count);
  expect((await account.users()).every((user) => user.import === running)).toBe(true);
}

test("I1 of two uploads at the same moment one starts and the other is told which", async () => {
  for (let round = 0; round < 5; round += 1) {
    const account = await makeAccount({ numbers: [] });
    const answers = await Promise.all(["a", "b"].map((name) => account.upload(crowd(name, 40))));
    await expectDraftsKept(account, expectOneStarted(answers), 1);
  }
});

test("I1 of 20 uploads at the same moment exactly one starts", async () => {
  const account = await makeAccount({ types: { Pro: 500, Basic: 50 }, numbers: [] });
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => account.upload(crowd(`file-${n}`, 150))));
  await expectDraftsKept(account, expectOneStarted(answers), 19);
});

test("I1 of two drafts started at the same moment one starts and the other stays ready", async () => {
  for (let round = 0; round < 5; round += 1) {
    const account = await makeAccount({ numbers: [] });
    const drafts = [await account.draft(crowd("a", 30)), await account.draft(crowd("b", 30))];
    const answers = await Promise.all(
      drafts.map((id) => account.call<Shown & Refusal>("POST", `/imports/${id}/start`)),
    );
    await expectDraftsKept(account, expectOneStarted(answers), 1);
  }
});

test("I1 one draft that is started twice at the same moment is started once", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await account.draft(crowd("a", 30));
  const answers = await Promise.all(Array.from({ length: 6 }, () => account.call("POST", `/imports/${id}/start`)));
  const statuses = answers.map(({ status }) => status).sort();
  // The others wished for the same, and are given the import that it came to.
  expect(statuses).toEqual([200, 200, 200, 200, 200, 202]);
  expect((await account.waitFor(id)).counts.created).toBe(30);
  expect(await account.users()).toHaveLength(30);
});

test("I1 the place is free again as soon as an import has ended", async () => {
  const account = await makeAccount({ numbers: [] });
  for (const name of ["a", "b", "c"]) {
    const { counts } = await account.waitFor(await account.start(crowd(name)));
    expect(counts.created).toBe(3);
  }
  expect(await account.users()).toHaveLength(9);
});

test("I1 another account is not held up", async () => {
  const [busy, other] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const { importId } = await freeze(busy, await busy.draft(crowd("busy")));
  expect((await busy.upload(crowd("late"))).body.code).toBe("import_in_progress");
  expect((await other.waitFor(await other.start(crowd("other")))).counts.created).toBe(3);
  expect((await busy.import(importId)).counts.pending).toBe(3);
});

test("I1 the database refuses a second active import, whatever the account's object believes", async () => {
  const account = await makeAccount({ numbers: [] });
  const second = await account.draft(crowd("second"));
  await freeze(account, await account.draft(crowd("first")));
  const starter = { who: "operator", address: null, now: new Date().toISOString(), revision: 1 };
  // The object knows nothing of the first, and is asked directly: the check of the request is left out.
  const outcome = await runInDurableObject(coordinatorOf(account), (coordinator) =>
    coordinator.start(second, starter, { d1_queries: 0, d1_rows_read: 0, d1_rows_written: 0, queue_messages: 0 }),
  );
  expect(outcome).toBe("in_progress");
  expect((await account.import(second)).state).toBe("ready");
  const taken = env.DB.prepare("UPDATE imports SET state = 'running' WHERE id = ?1").bind(second).run();
  await expect(taken).rejects.toThrow(/UNIQUE/);
});

test("a running import has Retry-After and its ETag, and is answered with 304 while nothing has changed", async () => {
  const account = await makeAccount({ numbers: [] });
  const { importId } = await freeze(account, await account.draft(crowd("a")));
  const path = `/imports/${importId}`;
  const first = await account.call<Shown>("GET", path);
  expect(first.headers.get("Retry-After")).toBe("1");
  const etag = first.headers.get("ETag") ?? "";
  expect(etag).toMatch(/^"[^"]+"$/);
  const same = await account.call("GET", path, { headers: { "If-None-Match": etag } });
  expect([same.status, same.bytes.byteLength, same.headers.get("ETag")]).toEqual([304, 0, etag]);

  await account.ask("POST", `${path}/stop`);
  const changed = await account.call<Shown>("GET", path, { headers: { "If-None-Match": etag } });
  expect([changed.status, changed.body.state]).toEqual([200, "stopped"]);
  expect(changed.headers.get("Retry-After")).toBeNull();
  expect(changed.headers.get("ETag")).not.toBe(etag);
});

test("I9 a start never runs with the options of somebody else's refused start", async () => {
  const account = await makeAccount({ numbers: [], silent: true });
  await account.waitFor(await account.start(csvOf([{ email: "old@x.example" }])));
  const draft = await account.draft(csvOf([{ email: "old@x.example" }, { email: "ann@x.example" }]));
  let others: { status: number } | null = null;
  const between = meanwhile(async () => {
    const at = env.DB.prepare("SELECT revision FROM imports WHERE id = ?1").bind(draft);
    if (others || ((await at.first<number>("revision")) ?? 0) < 2) return;
    others = { status: 0 };
    const options = { passwords: "recipient", password_recipient: "b@example.net", warnings: "reject" };
    others = await account.call("POST", `/imports/${draft}/start`, { json: options });
  });
  const request = new Request(`${ORIGIN}/api/v1/accounts/${account.id}/imports/${draft}/start`, {
    method: "POST",
    headers: { Authorization: `Bearer ${OPERATOR}`, "Content-Type": "application/json" },
    body: JSON.stringify({ passwords: "users" }),
  });
  const answer = await worker.fetch(request, between, createExecutionContext());
  expect(others).toMatchObject({ status: 409 });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([409, "import_not_ready"]);
  expect((await account.import(draft)).state).toBe("ready");
});
