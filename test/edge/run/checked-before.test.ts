import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { deliver, type Frozen, freeze } from "../../support/site/background.ts";
import { counting } from "../../support/site/d1-tally.ts";
import { type Account, makeAccount, phones } from "../../support/site/site.ts";

/** What the run looks up again of rows that were checked before, and what it does not. */

/** 20 rows with a number and an extension each, set running without anything that goes on by itself. */
async function frozen(options: Readonly<Record<string, string>> = {}): Promise<{ account: Account } & Frozen> {
  const account = await makeAccount({ silent: true });
  const numbers = phones(20);
  const rows = people(20, (n) => ({
    primary_phone: numbers[n] ?? "",
    extension: String(2_000 + n),
    external_id: `hr-${n}`,
  }));
  const draft = await account.draft(csvOf(rows), { passwords: "none", ...options });
  return { account, ...(await freeze(account, draft)) };
}

/** How many rows are read to find out about the rows of a chunk. */
async function readBy(work: () => Promise<unknown>): Promise<number> {
  const { readBy } = await counting(work);
  const [looked, ...more] = [...readBy].filter(([text]) => text.startsWith("WITH looked AS"));
  if (!looked || more.length > 0) throw new Error("the rows of a chunk are read by another statement");
  return looked[1];
}

const told = (account: Account, importId: string) =>
  account.rows(importId).then((rows) => rows.map(({ row, outcome, code }) => [row, code ?? outcome]));

test("I9 as long as the import alone has changed the account, each row of a chunk is read, and nothing of what it asks for", async () => {
  const { account, importId, chunk } = await frozen();
  const reads = [];
  for (const [from, to] of [
    [2, 11],
    [12, 21],
  ] as const)
    reads.push(await readBy(() => deliver("muster-rows", [chunk(from, to)])));
  // The import and its account besides, and the row behind the range where there is one.
  expect(reads).toEqual([13, 12]);
  expect((await told(account, importId)).every(([, outcome]) => outcome === "created")).toBe(true);
});

test.each<[what: string, change: (account: Account) => Promise<unknown>, code: string]>([
  [
    "the number is somebody's",
    (account) => account.ask("POST", "/users", { json: user({ primary_phone: phones(20)[12] ?? "" }) }),
    "number_in_use",
  ],
  [
    "the number is gone",
    (account) => account.ask("DELETE", `/numbers/${encodeURIComponent(phones(20)[12] ?? "")}`),
    "number_not_parked",
  ],
  [
    "the extension is somebody's",
    (account) => account.ask("POST", "/users", { json: user({ extension: "2012" }) }),
    "extension_in_use",
  ],
  [
    "the address is somebody's",
    (account) => account.ask("POST", "/users", { json: user({ email: "user-13@acme.example" }) }),
    "user_exists",
  ],
  [
    "the external ID is somebody's",
    (account) => account.ask("POST", "/users", { json: user({ external_id: "hr-12" }) }),
    "external_id_in_use",
  ],
])(
  "I4 the run sees that %s since the file was checked, before its first chunk and between two",
  async (_, change, code) => {
    const before = await frozen();
    await change(before.account);
    await deliver("muster-rows", [before.chunk(2, 21)]);
    expect(await told(before.account, before.importId)).toContainEqual([14, code]);
    const between = await frozen();
    await deliver("muster-rows", [between.chunk(2, 11)]);
    await change(between.account);
    await deliver("muster-rows", [between.chunk(12, 21)]);
    const found = await told(between.account, between.importId);
    expect(found).toContainEqual([14, code]);
    expect(found.filter(([, outcome]) => outcome === "created")).toHaveLength(19);
  },
);

function user(more: Readonly<Record<string, string>>) {
  return {
    email: "other@acme.example",
    display_name: "Other",
    license_type: "Pro",
    services: ["connect"],
    passwords: "none",
    ...more,
  };
}

test("I10 rows that are to be skipped are looked up, though nothing is said of them", async () => {
  const account = await makeAccount({ silent: true });
  await account.waitFor(await account.start(csvOf(people(3)), { passwords: "none" }));
  const { importId, chunk } = await freeze(
    account,
    await account.draft(csvOf(people(5)), { passwords: "none", existing: "skip" }),
  );
  await deliver("muster-rows", [chunk(2, 6)]);
  expect((await told(account, importId)).map(([, outcome]) => outcome)).toEqual([
    ...Array(3).fill("user_exists"),
    "created",
    "created",
  ]);
});

test("O2 a chunk that the version before has settled, which knows nothing of this, leaves nothing to be believed", async () => {
  const { account, importId, chunk } = await frozen();
  await deliver("muster-rows", [chunk(2, 11)]);
  // What another version writes raises the revision of the account alone.
  await env.DB.prepare("UPDATE accounts SET revision = revision + 1 WHERE id = ?1").bind(account.id).run();
  expect(await readBy(() => deliver("muster-rows", [chunk(12, 21)]))).toBeGreaterThan(20);
  expect((await told(account, importId)).every(([, outcome]) => outcome === "created")).toBe(true);
});

test("I2 an import whose rows lie apart gives each of them its end, and one whose rows follow each other reads none of them to start", async () => {
  const account = await makeAccount({ silent: true, types: { Pro: 100 } });
  const apart = [4, 7].map((row) => ({ row, remove: true }));
  for (const [removed, reads] of [
    [[], 6],
    [apart, 16],
  ] as const) {
    const file = csvOf(people(12, (n) => ({ email: `${removed.length}-${n}@acme.example` })));
    const id = await account.draft(file, { passwords: "none" });
    if (removed.length > 0) await account.ask("PATCH", `/imports/${id}/rows`, { json: { rows: removed } });
    let found = 0;
    const tally = await counting(async () => {
      await account.ask("POST", `/imports/${id}/start`);
      found = (await account.waitFor(id)).counts.created;
    });
    expect(found).toBe(12 - removed.length);
    // In one range, which the watchdog had nothing to add to.
    expect((await account.import(id)).cost.queue_messages).toBe(1);
    const started = [...tally.readBy].filter(
      ([text]) => text.includes("1 + (SELECT max(row)") || text.includes("AS first,"),
    );
    expect(started.reduce((sum, [, read]) => sum + read, 0)).toBe(reads);
  }
});
