import { createExecutionContext, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import worker from "../../../src/index.ts";
import { AccountDatabase } from "../../../src/store/database.ts";
import { holdKey, releaseHeldKey } from "../../../src/store/imports/idempotency.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { coordinatorOf, freeze, meanwhile, withoutTable } from "../../support/site/background.ts";
import { OPERATOR, ORIGIN, type Refusal } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

const keyed = (key: string) => ({ headers: { "Idempotency-Key": key } });
const file = csvOf(people(3));

function replayed(headers: Headers): boolean {
  return headers.get("Idempotency-Replayed") === "true";
}

test("the same key and content gives the first answer's status and import again, as it is now", async () => {
  const account = await makeAccount({ numbers: [] });
  const first = await account.upload(file, { passwords: "users" }, keyed("one"));
  expect([first.status, replayed(first.headers)]).toEqual([202, false]);
  await account.waitFor(first.body.id);
  const second = await account.upload(file, { passwords: "users" }, keyed("one"));
  expect([second.status, replayed(second.headers)]).toEqual([202, true]);
  expect(second.body).toMatchObject({ id: first.body.id, state: "completed", counts: { created: 3 } });
  expect(second.headers.get("Location")).toBe(first.headers.get("Location"));
  expect(await account.imports()).toHaveLength(1);
  expect(await account.users()).toHaveLength(3);
});

test("the same key with another file or other options is refused, and nothing is kept", async () => {
  const account = await makeAccount({ numbers: [] });
  const first = await account.upload(file, {}, keyed("one"));
  await account.waitFor(first.body.id);
  for (const [other, options] of [
    [csvOf(people(2)), {}],
    [file, { passwords: "users" }],
    [file, { services: "meet" }],
  ] as const) {
    const { status, body } = await account.upload(other, options, keyed("one"));
    expect([status, body.code]).toEqual([422, "idempotency_key_reused"]);
  }
  expect(await account.imports()).toHaveLength(1);
});

test("what was compressed on the way is the same content", async () => {
  const account = await makeAccount({ numbers: [] });
  const first = await account.upload(file, {}, keyed("one"));
  const zipped = new Response(file).body?.pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(zipped ?? null).arrayBuffer());
  const headers = { "Idempotency-Key": "one", "Content-Encoding": "gzip" };
  const second = await account.upload(bytes, {}, { headers });
  expect([second.status, second.body.id, replayed(second.headers)]).toEqual([202, first.body.id, true]);
  await account.waitFor(first.body.id);
});

test("I5 many requests at once with one key make one import; the others replay it or are told to wait", async () => {
  const account = await makeAccount({ numbers: [] });
  const answers = await Promise.all(Array.from({ length: 12 }, () => account.upload(file, {}, keyed("burst"))));
  const started = answers.filter(({ status }) => status === 202);
  expect(started.length).toBeGreaterThanOrEqual(1);
  expect(started.filter(({ headers }) => !replayed(headers))).toHaveLength(1);
  expect(new Set(started.map(({ body }) => body.id)).size).toBe(1);
  const waiting = answers.filter(({ status }) => status !== 202);
  expect(waiting.map(({ status, body }) => `${status} ${body.code}`)).toEqual(
    waiting.map(() => "409 idempotency_in_progress"),
  );
  await account.waitFor(started[0]?.body.id ?? "");
  expect(await account.imports()).toHaveLength(1);
  expect(await account.users()).toHaveLength(3);
});

test("a key belongs to its account alone", async () => {
  const [one, other] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const first = await one.upload(file, {}, keyed("shared"));
  const second = await other.upload(csvOf(people(1)), {}, keyed("shared"));
  expect([first.status, second.status]).toEqual([202, 202]);
  expect(second.body.id).not.toBe(first.body.id);
  await one.waitFor(first.body.id);
  await other.waitFor(second.body.id);
});

test("after a 409 the key stays bound to its draft, and repeating tries that draft's start again", async () => {
  const account = await makeAccount({ types: { Pro: 1, Basic: 1 }, numbers: [] });
  const first = await account.upload(file, {}, keyed("retry"));
  expect([first.status, first.body.code]).toEqual([409, "insufficient_subscriptions"]);
  const again = await account.upload(file, {}, keyed("retry"));
  expect([again.status, again.body.code, again.body.import.id]).toEqual([
    409,
    "insufficient_subscriptions",
    first.body.import.id,
  ]);
  await account.ask("PUT", "/subscriptions", {
    json: {
      subscriptions: [
        { type: "Pro", total: 3 },
        { type: "Basic", total: 1 },
      ],
    },
  });
  const third = await account.upload(file, {}, keyed("retry"));
  expect([third.status, third.body.id]).toEqual([202, first.body.import.id]);
  expect((await account.waitFor(third.body.id)).counts.created).toBe(3);
  const fourth = await account.upload(file, {}, keyed("retry"));
  expect([fourth.status, fourth.body.id]).toEqual([202, first.body.import.id]);
  expect(await account.imports()).toHaveLength(1);
});

test("a key whose start was refused because another import ran starts its draft once that has ended", async () => {
  const account = await makeAccount({ numbers: [] });
  const { importId } = await freeze(account, await account.draft(csvOf([{ email: "first@acme.example" }])));
  const refused = await account.upload(file, {}, keyed("later"));
  expect([refused.status, refused.body.code, refused.body.running_import]).toEqual([
    409,
    "import_in_progress",
    importId,
  ]);
  await account.ask("POST", `/imports/${importId}/stop`);
  const started = await account.upload(file, {}, keyed("later"));
  expect([started.status, started.body.id]).toEqual([202, refused.body.import.id]);
  await account.waitFor(started.body.id);
});

/** The database breaks just when an import is to be set running: its draft is kept by then. */
async function whileNothingStarts<Value>(work: () => Promise<Value>): Promise<Value> {
  const fails = "BEGIN SELECT RAISE(ABORT, 'the database is broken'); END";
  await env.DB.prepare(
    `CREATE TRIGGER broken BEFORE UPDATE OF state ON imports WHEN NEW.state = 'running' ${fails}`,
  ).run();
  return work().finally(() => env.DB.prepare("DROP TRIGGER broken").run());
}

test("after a 5xx the key stays bound to its draft, and repeating tries that draft's start again", async () => {
  const account = await makeAccount({ numbers: [] });
  const broken = await whileNothingStarts(() => account.upload(file, {}, keyed("crash")));
  expect([broken.status, broken.body.code]).toEqual([500, "internal_error"]);
  expect(broken.text).not.toContain("the database is broken");
  const [draft] = await account.imports();
  expect(draft?.state).toBe("ready");
  // The coordinator still believes that it is about to start it; its next look clears that.
  await runDurableObjectAlarm(coordinatorOf(account));
  const again = await account.upload(file, {}, keyed("crash"));
  expect([again.status, again.body.id, replayed(again.headers)]).toEqual([202, draft?.id, true]);
  expect((await account.waitFor(again.body.id)).counts.created).toBe(3);
  expect(await account.imports()).toHaveLength(1);
});

test("after a 5xx that kept no draft the key is as good as new", async () => {
  const account = await makeAccount({ numbers: [] });
  const broken = await withoutTable("import_rows", () => account.upload(file, {}, keyed("early")));
  expect(broken.status).toBe(500);
  const again = await account.upload(file, {}, keyed("early"));
  expect([again.status, replayed(again.headers)]).toEqual([202, false]);
  expect((await account.waitFor(again.body.id)).counts.created).toBe(3);
});

test("I5 of two who take over the claim of a request that died, only the first has it", async () => {
  const account = await makeAccount({ numbers: [] });
  const db = new AccountDatabase(env.DB);
  const claim = (now: string) =>
    holdKey(db, { account: account.id, key: "dead", claimedAt: now }, "x", "2026-01-01T00:00:00.000Z");
  const takeOver = async (now: string) => {
    await releaseHeldKey(db, { account: account.id, key: "dead", claimedAt: "2026-11-22T10:00:00.000Z" });
    return claim(now);
  };
  expect(await claim("2026-11-22T10:00:00.000Z")).toBeNull();
  expect(await takeOver("2026-11-22T10:02:00.000Z")).toBeNull();
  expect(await takeOver("2026-11-22T10:02:00.001Z")).toMatchObject({ claimed_at: "2026-11-22T10:02:00.000Z" });
});

test("I5 a request that was thought dead and lives after all keeps no draft next to its successor's", async () => {
  const account = await makeAccount({ numbers: [] });
  const file = csvOf(people(2));
  const taken = "2026-11-22T10:00:00.000Z";
  const slow = meanwhile(async () => {
    // While it works, its claim is taken over by a repetition.
    await env.DB.prepare("UPDATE idempotency_keys SET claimed_at = ?2 WHERE account = ?1")
      .bind(account.id, taken)
      .run();
  });
  const request = new Request(`${ORIGIN}/api/v1/accounts/${account.id}/imports`, {
    method: "POST",
    body: file,
    headers: { "Content-Type": "text/csv", "Idempotency-Key": "late", Authorization: `Bearer ${OPERATOR}` },
  });
  const answer = await worker.fetch(request, slow, createExecutionContext());
  expect([answer.status, ((await answer.json()) as Refusal).code]).toEqual([409, "idempotency_in_progress"]);
  const { results } = await env.DB.prepare("SELECT id FROM imports WHERE account = ?1").bind(account.id).all();
  expect(results).toEqual([]);
});

/** So does it look when the process died before it had answered. */
async function dieUnanswered(account: Account): Promise<void> {
  const old = new Date(Date.now() - 120_000).toISOString();
  const forget = "UPDATE idempotency_keys SET ending = NULL, claimed_at = ?2 WHERE account = ?1";
  await env.DB.prepare(forget).bind(account.id, old).run();
}

test("after a crash before the answer, repeating finds the import that was started", async () => {
  const account = await makeAccount({ numbers: [] });
  const first = await account.upload(file, {}, keyed("dead"));
  await account.waitFor(first.body.id);
  await dieUnanswered(account);
  const again = await account.upload(file, {}, keyed("dead"));
  expect([again.status, again.body.id, again.body.state]).toEqual([202, first.body.id, "completed"]);
  expect(await account.users()).toHaveLength(3);
});

test("after a crash of a dry run, repeating is a dry run still", async () => {
  const account = await makeAccount({ numbers: [] });
  const first = await account.upload(file, { dry_run: "true" }, keyed("dead"));
  await dieUnanswered(account);
  const again = await account.upload(file, { dry_run: "true" }, keyed("dead"));
  expect([again.status, again.body.id, again.body.state]).toEqual([200, first.body.id, "ready"]);
});

test("a refused file does not use its key up, and one with errors replays its report", async () => {
  const account = await makeAccount({ numbers: [] });
  expect((await account.upload("", {}, keyed("free"))).body.code).toBe("file_empty");
  const bad = csvOf([{ email: "nobody" }]);
  const first = await account.upload(bad, {}, keyed("free"));
  const second = await account.upload(bad, {}, keyed("free"));
  expect([first.status, second.status, replayed(second.headers)]).toEqual([422, 422, true]);
  expect(second.body.import.id).toBe(first.body.import.id);
  expect(second.body.errors).toEqual(first.body.errors);
  expect(await account.imports()).toHaveLength(1);
});

test("a dry run is replayed as the dry run that it was", async () => {
  const account = await makeAccount({ numbers: [] });
  const first = await account.upload(file, { dry_run: "true" }, keyed("dry"));
  const second = await account.upload(file, { dry_run: "true" }, keyed("dry"));
  expect([first.status, second.status, second.body.id]).toEqual([200, 200, first.body.id]);
  expect((await account.import(first.body.id)).state).toBe("ready");
});

test("a key is 1 to 255 visible characters", async () => {
  const account = await makeAccount({ numbers: [] });
  for (const key of ["with space", "k".repeat(256)]) {
    expect((await account.upload(file, {}, keyed(key))).status).toBe(400);
  }
  expect((await account.upload(file, { dry_run: "true" }, keyed("k".repeat(255)))).status).toBe(200);
});

test("S6 uploads are counted, exactly, and replays are not", async () => {
  const account = await makeAccount({ numbers: [] });
  const first = await account.upload(file, {}, keyed("again"));
  await account.waitFor(first.body.id);
  await Promise.all(Array.from({ length: 30 }, () => account.upload(file, {}, keyed("again"))));
  const answers = await Promise.all(Array.from({ length: 65 }, () => upload(account)));
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(59);
  const late = answers.filter(({ status }) => status === 429);
  expect(late).toHaveLength(6);
  expect(Number(late[0]?.headers.get("Retry-After"))).toBeGreaterThan(0);
});

test("S6 where no further upload is let in, a repetition still is; whoever has to wait for an answer uses none up", async () => {
  const account = await makeAccount({ numbers: [] });
  const first = await account.upload(file, { dry_run: "true" }, keyed("known"));
  await env.DIRECTORY.prepare("UPDATE rate_windows SET used = 60 WHERE key LIKE ?1").bind(`%${account.id}%`).run();
  expect((await upload(account)).status).toBe(429);
  const again = await account.upload(file, { dry_run: "true" }, keyed("known"));
  expect([again.status, again.body.id]).toEqual([200, first.body.id]);

  const used = () =>
    env.DIRECTORY.prepare("SELECT used FROM rate_windows WHERE key LIKE ?1")
      .bind(`%${account.id}%`)
      .first<number>("used");
  await env.DIRECTORY.prepare("UPDATE rate_windows SET used = 7 WHERE key LIKE ?1").bind(`%${account.id}%`).run();
  const unanswered = "UPDATE idempotency_keys SET ending = NULL, import_id = NULL, claimed_at = ?2 WHERE account = ?1";
  await env.DB.prepare(unanswered).bind(account.id, new Date().toISOString()).run();
  const waiting = await account.upload(file, { dry_run: "true" }, keyed("known"));
  expect([waiting.body.code, waiting.headers.get("Retry-After")]).toEqual(["idempotency_in_progress", "1"]);
  expect(await used()).toBe(7);
  // Another file with a known key is an upload like any other.
  await account.upload(csvOf(people(9)), {}, keyed("known"));
  expect(await used()).toBe(8);
});

function upload(account: Account) {
  return account.upload("");
}
