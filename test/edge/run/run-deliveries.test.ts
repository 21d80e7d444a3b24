import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { ChunkMessage } from "../../../src/background/messages.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { deliver, freeze, meanwhile, withoutTable } from "../../support/site/background.ts";
import { blankSettings } from "../../support/site/blank-settings.ts";
import { type Account, makeAccount, phones } from "../../support/site/site.ts";

const roomy = { types: { Pro: 1000, Basic: 10 } };

/** Delivers chunks until the queue would have nothing left: what a consumer wants to have again, it gets again. */
async function deliverAll(chunks: readonly ChunkMessage[], most = 20): Promise<void> {
  let left = chunks;
  for (let round = 0; left.length > 0; round += 1) {
    if (round === most) throw new Error("a chunk is retried for ever");
    const again = await Promise.all(
      left.map(async (chunk) => ((await deliver("muster-rows", [chunk])).retryMessages.length > 0 ? [chunk] : [])),
    );
    left = again.flat();
  }
}

test("I5 chunks that arrive many times, at once and shuffled, have their effect once", async () => {
  const account = await makeAccount({ ...roomy, silent: true });
  const file = csvOf(people(250, (n) => ({ email: `many-${n}@acme.example` })));
  const { importId, chunk } = await freeze(account, await account.draft(file, { passwords: "users" }));
  const chunks = [chunk(2, 101), chunk(102, 201), chunk(202, 251)];
  await deliverAll([...chunks, ...chunks.toReversed(), ...chunks, ...chunks]);

  const users = await account.users();
  expect(users).toHaveLength(250);
  expect(new Set(users.map(({ extension }) => extension)).size).toBe(250);
  expect(await account.used()).toEqual({ Pro: 250, Basic: 0 });
  const mails = await account.list<{ user: string; kind: string }>(`/mails?import=${importId}`);
  expect(mails.map(({ user, kind }) => `${user} ${kind}`).sort()).toEqual(
    users.map(({ id }) => `${id} password`).sort(),
  );
  expect((await account.import(importId)).counts).toEqual({
    rows: 250,
    created: 250,
    failed: 0,
    pending: 0,
    not_attempted: 0,
    skipped: 0,
    undone: 0,
  });
});

test("I5 a message that comes once more after everything has ended changes nothing", async () => {
  const account = await makeAccount({ ...roomy, silent: true });
  const ended = await account.waitFor(await account.start(csvOf(people(3))));
  const before = await account.users();
  const message = { account: account.id, importId: ended.id, from: 2, to: 4 };
  const { explicitAcks, retryMessages } = await deliver("muster-rows", [message, message]);
  expect([explicitAcks.length, retryMessages.length]).toEqual([2, 0]);
  expect(await account.users()).toEqual(before);
  const { cost: _, ...shown } = await account.import(ended.id);
  const { cost: __, ...wanted } = ended;
  expect(shown).toEqual(wanted);
});

test("I5 ranges that overlap settle each row once", async () => {
  const account = await makeAccount(roomy);
  const { importId, chunk } = await freeze(account, await account.draft(csvOf(people(30))));
  await deliverAll([chunk(2, 20), chunk(10, 31), chunk(2, 31), chunk(15, 16), chunk(1, 9999)]);
  expect(await account.users()).toHaveLength(30);
  expect((await account.import(importId)).counts).toMatchObject({ created: 30, pending: 0 });
});

test("S4 a message that names another account's import settles nothing", async () => {
  const [one, other] = [await makeAccount(roomy), await makeAccount(roomy)];
  const { importId } = await freeze(one, await one.draft(csvOf(people(3))));
  await deliver("muster-rows", [{ account: other.id, importId, from: 2, to: 4 }]);
  expect((await one.import(importId)).counts.pending).toBe(3);
  expect([await one.users(), await other.users()]).toEqual([[], []]);
});

test("a message that nobody understands is let go, and holds up no other", async () => {
  const account = await makeAccount(roomy);
  const { chunk } = await freeze(account, await account.draft(csvOf(people(3))));
  const { explicitAcks, retryMessages } = await deliver("muster-rows", ["nonsense", { account: 7 }, chunk(2, 4)]);
  expect([explicitAcks.length, retryMessages.length]).toEqual([3, 0]);
  expect(await account.users()).toHaveLength(3);
});

test("M4 a chunk that cannot be written is tried again, and no mail of it exists meanwhile", async () => {
  const account = await makeAccount(roomy);
  const { importId, chunk } = await freeze(account, await account.draft(csvOf(people(3)), { passwords: "users" }));
  const broken = await withoutTable("subscriptions", () => deliver("muster-rows", [chunk(2, 4)]));
  expect(broken.explicitAcks).toEqual([]);
  expect(broken.retryMessages).toHaveLength(1);
  expect(await account.users()).toEqual([]);
  expect(await account.list("/mails")).toEqual([]);
  expect((await account.import(importId)).counts.pending).toBe(3);
  await deliver("muster-rows", [chunk(2, 4)]);
  expect(await account.users()).toHaveLength(3);
});

/** Settles one chunk while something happens between its reading and its writing, once. */
async function settleWhile(account: Account, rows: Parameters<typeof csvOf>[0], happens: () => Promise<unknown>) {
  const { importId, chunk } = await freeze(account, await account.draft(csvOf(rows)));
  const bindings = meanwhile(async (batch) => (batch === 1 ? happens() : undefined));
  const { explicitAcks } = await deliver("muster-rows", [chunk(2, rows.length + 1)], bindings);
  expect(explicitAcks).toHaveLength(1);
  return (await account.rows(importId)).map(({ outcome, code }) => code ?? outcome);
}

const [first = "", second = ""] = phones(2);

test("I3 a number that is removed while its chunk is settled fails its row, and nothing else of the chunk", async () => {
  const account = await makeAccount();
  const rows = [{ primary_phone: first }, { primary_phone: second }, {}];
  const outcomes = await settleWhile(account, rows, () =>
    account.ask("DELETE", `/numbers/${encodeURIComponent(second)}`),
  );
  expect(outcomes).toEqual(["created", "number_not_parked", "created"]);
  expect((await account.numbers("assigned")).map(({ e164 }) => e164)).toEqual([first]);
  expect(await account.used()).toEqual({ Pro: 2, Basic: 0 });
});

test("I3 a user who appears while a chunk is settled is not created a second time, nor is their extension taken", async () => {
  const account = await makeAccount();
  const rows = [{ email: "Ada@acme.example" }, { extension: "2345" }, {}];
  const outcomes = await settleWhile(account, rows, () => addUser(account, "ada@ACME.example", "2345"));
  expect(outcomes).toEqual(["user_exists", "extension_in_use", "created"]);
  expect((await account.users()).map(({ extension }) => extension).sort()).toEqual(["1001", "2345"]);
});

/** Somebody else creates a user: the write that raises the account's revision. */
async function addUser(account: Account, email: string, extension: string): Promise<void> {
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO users (id, account, email, email_key, display_name, services, additional_phones, extension, settings, created_at)
       VALUES (?1, ?2, ?3, lower(?3), 'Somebody', '["connect"]', '[]', ?4, ?5, '2026-01-01T00:00:00.000Z')`,
    ).bind(`usr_${crypto.randomUUID()}`, account.id, email, extension, blankSettings),
    env.DB.prepare("UPDATE accounts SET revision = revision + 1 WHERE id = ?1").bind(account.id),
  ]);
}

test("I4 licences that are taken away while a chunk is settled fail the later rows", async () => {
  const account = await makeAccount();
  const outcomes = await settleWhile(account, [{}, {}, { license_type: "Basic" }], () =>
    account.ask("PUT", "/subscriptions", {
      json: {
        subscriptions: [
          { type: "Pro", total: 1 },
          { type: "Basic", total: 9 },
        ],
      },
    }),
  );
  expect(outcomes).toEqual(["created", "no_license_available", "created"]);
  expect(await account.used()).toEqual({ Pro: 1, Basic: 1 });
});

test("I4 a location or a service that goes while a chunk is settled fails the rows that need it", async () => {
  const account = await makeAccount();
  const located = await settleWhile(account, [{ location: "berlin" }, {}], () =>
    account.ask("DELETE", "/locations/Berlin"),
  );
  expect(located).toEqual(["unknown_location", "created"]);
  const other = await makeAccount();
  const served = await settleWhile(other, [{}, {}], () =>
    other.ask("PUT", "", { json: { services: ["connect", "meet"] } }),
  );
  expect(served).toEqual(["service_not_installed", "service_not_installed"]);
  expect(await other.users()).toEqual([]);
});

test("I6 a chunk whose import is stopped between reading and writing writes nothing", async () => {
  const account = await makeAccount();
  const outcomes = await settleWhile(account, [{}, {}], async () => {
    const [running] = await account.imports("running");
    await account.ask("POST", `/imports/${running?.id}/stop`);
  });
  expect(outcomes).toEqual(["not_attempted", "not_attempted"]);
  expect(await account.users()).toEqual([]);
});

test("I5 a chunk whose account never stands still is given back to the queue, with nothing written", async () => {
  const account = await makeAccount();
  const { importId, chunk } = await freeze(account, await account.draft(csvOf(people(2))));
  let changes = 0;
  const busy = meanwhile(async () => {
    changes += 1;
    await account.ask("POST", "/numbers", { json: { numbers: [`+1628555${String(changes).padStart(4, "0")}`] } });
  });
  const { explicitAcks, retryMessages } = await deliver("muster-rows", [chunk(2, 3)], busy);
  expect([explicitAcks.length, retryMessages.length]).toEqual([0, 1]);
  expect(changes).toBeGreaterThan(3);
  expect((await account.import(importId)).counts.pending).toBe(2);
  await deliver("muster-rows", [chunk(2, 3)]);
  expect(await account.users()).toHaveLength(2);
});
