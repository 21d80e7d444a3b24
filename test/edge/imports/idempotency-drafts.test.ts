import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { freeze } from "../../support/site/background.ts";
import { makeAccount } from "../../support/site/site.ts";

const keyed = (key: string) => ({ headers: { "Idempotency-Key": key } });
const wrong = csvOf([{ email: "ada@acme.example" }, { email: "nobody" }]);

test("a key whose file had errors starts its draft once they are corrected, and replays it from then on", async () => {
  const account = await makeAccount({ numbers: [] });
  const first = await account.upload(wrong, {}, keyed("mended"));
  expect([first.status, first.body.code]).toEqual([422, "validation_failed"]);
  const draft = first.body.import.id;
  const rows = [{ row: 3, values: { email: "bo@acme.example" } }];
  await account.ask("PATCH", `/imports/${draft}/rows`, { json: { rows } });
  const second = await account.upload(wrong, {}, keyed("mended"));
  expect([second.status, second.body.id, second.body.state]).toEqual([202, draft, "running"]);
  expect((await account.waitFor(draft)).counts.created).toBe(2);
  const third = await account.upload(wrong, {}, keyed("mended"));
  expect([third.status, third.body.id, third.body.state]).toEqual([202, draft, "completed"]);
  expect(await account.imports()).toHaveLength(1);
});

test("a key whose file had errors starts its draft once the account has what was missing", async () => {
  const account = await makeAccount({ numbers: [] });
  const file = csvOf([{ email: "ada@acme.example", location: "Oslo" }]);
  const first = await account.upload(file, {}, keyed("oslo"));
  expect(first.body.errors?.map(({ code }) => code)).toEqual(["unknown_location"]);
  await account.ask("PUT", "/locations/Oslo", { json: { country: "NO", address: "Karl Johans gate 1" } });
  const second = await account.upload(file, {}, keyed("oslo"));
  expect([second.status, second.body.id]).toEqual([202, first.body.import.id]);
  expect((await account.waitFor(second.body.id)).counts.created).toBe(1);
});

test("a key whose draft was ready tells what is wrong with it now, and starts nothing", async () => {
  const account = await makeAccount({ numbers: [], types: { Pro: 1 } });
  const file = csvOf([{ email: "ada@acme.example", location: "Berlin" }, { email: "bo@acme.example" }]);
  const first = await account.upload(file, {}, keyed("gone"));
  expect([first.status, first.body.code]).toEqual([409, "insufficient_subscriptions"]);
  await account.ask("PUT", "/subscriptions", { json: { subscriptions: [{ type: "Pro", total: 9 }] } });
  await account.ask("DELETE", "/locations/Berlin");
  const second = await account.upload(file, {}, keyed("gone"));
  expect([second.status, second.body.code, second.body.import.id]).toEqual([
    422,
    "validation_failed",
    first.body.import.id,
  ]);
  expect(second.body.errors?.map(({ code }) => code)).toEqual(["unknown_location"]);
});

test("of several who repeat a corrected key at once, none makes a second import", async () => {
  const account = await makeAccount({ numbers: [] });
  const { body } = await account.upload(wrong, {}, keyed("crowd"));
  await account.ask("PATCH", `/imports/${body.import.id}/rows`, { json: { rows: [{ row: 3, remove: true }] } });
  const answers = await Promise.all(Array.from({ length: 4 }, () => account.upload(wrong, {}, keyed("crowd"))));
  expect(answers.map(({ status }) => status)).toContain(202);
  expect((await account.waitFor(body.import.id)).counts.created).toBe(1);
  expect(await account.imports()).toHaveLength(1);
});

test("a dry run with errors stays a dry run when they are corrected", async () => {
  const account = await makeAccount({ numbers: [] });
  const first = await account.upload(wrong, { dry_run: "true" }, keyed("dry"));
  await account.ask("PATCH", `/imports/${first.body.import.id}/rows`, { json: { rows: [{ row: 3, remove: true }] } });
  const second = await account.upload(wrong, { dry_run: "true" }, keyed("dry"));
  expect([second.status, second.body.id, second.body.state]).toEqual([200, first.body.import.id, "ready"]);
});

test("deleting a draft frees its key, for another file as well", async () => {
  const account = await makeAccount({ numbers: [] });
  const first = await account.upload(wrong, {}, keyed("free"));
  await account.ask("DELETE", `/imports/${first.body.import.id}`);
  const second = await account.upload(csvOf(people(2)), {}, keyed("free"));
  expect([second.status, second.headers.get("Idempotency-Replayed")]).toEqual([202, null]);
  expect(second.body.id).not.toBe(first.body.import.id);
  expect((await account.waitFor(second.body.id)).counts.created).toBe(2);
});

test("S6 the key of a deleted draft lets no upload in beyond those that are let in without it", async () => {
  const account = await makeAccount({ numbers: [] });
  const first = await account.upload(wrong, {}, keyed("spent"));
  await env.DIRECTORY.prepare("UPDATE rate_windows SET used = 60 WHERE key LIKE ?1").bind(`%${account.id}%`).run();
  expect((await account.upload(wrong, {}, keyed("spent"))).status).toBe(422);
  await account.ask("DELETE", `/imports/${first.body.import.id}`);
  expect((await account.upload(wrong, {}, keyed("spent"))).status).toBe(429);
  expect(await account.imports()).toEqual([]);
});

test("a 409 that kept a draft says where it is, and one that waits for an import when to try again", async () => {
  const account = await makeAccount({ numbers: [], types: { Pro: 2 } });
  const { importId } = await freeze(account, await account.draft(csvOf([{ email: "first@acme.example" }])));
  const placeOf = ({ headers }: { headers: Headers }) => [headers.get("Location"), headers.get("Retry-After")];
  const busy = await account.upload(csvOf(people(1)));
  expect([busy.status, ...placeOf(busy)]).toEqual([409, busy.body.import.links.self, "5"]);
  const again = await account.call("POST", `/imports/${busy.body.import.id}/start`);
  expect([again.body.code, ...placeOf(again)]).toEqual(["import_in_progress", busy.body.import.links.self, "5"]);
  const started = await account.call("POST", `/imports/${importId}/start`, { json: { passwords: "users" } });
  expect([started.body.code, ...placeOf(started)]).toEqual(["import_not_ready", null, null]);
  await account.ask("POST", `/imports/${importId}/stop`);
  const short = await account.upload(csvOf(people(9)));
  expect([short.body.code, ...placeOf(short)]).toEqual([
    "insufficient_subscriptions",
    short.body.import.links.self,
    null,
  ]);
});
