import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changeOptions } from "../../../src/acts/imports/start-draft.ts";
import { AccountDatabase, DirectoryDatabase } from "../../../src/store/database.ts";
import { findDraft } from "../../../src/store/imports/drafts/draft-rows.ts";
import { knownRows, noteRead, noteWritten, notWritten } from "../../../src/store/imports/drafts/known-rows.ts";
import { ringOf } from "../../../src/vault/ring.ts";
import { aboutRow, openPin } from "../../../src/vault/seal.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

const headers =
  "Display Name,Email Address,Subscription License Type,Primary Phone Number,Department,Voicemail PIN,Notes";
const file = [
  headers,
  "Ada,ada@example.com,Pro,+14155550101,Ward 1,740286,x",
  "Bo,bo@gmial.com,Nope,4155550102,Ward 2,1234,",
  "Cy,cy@example.com,,auto,,740286,",
  "Di,di@,Pro,+14155550101,Ward 1,,y",
  "Eve,eve@example.com,Pro,,,9,",
].join("\r\n");

const row = fc.integer({ min: 2, max: 6 });
const field = fc.constantFrom("email", "license_type", "primary_phone", "department", "voicemail_pin");
const value = fc.constantFrom("", "Pro", "ada@example.com", "+14155550101", "740286", "auto", "Ward 9");
const cell = fc.record({ row, field, value }).map((one) => ({ row: one.row, values: { [one.field]: one.value } }));
type Step = { readonly method: string; readonly path: string; readonly json: object; readonly ofDraft: boolean };
const asked = (path: string, json: object): Step => ({ method: "PATCH", path, json, ofDraft: true });
const step = fc.oneof(
  { weight: 5, arbitrary: cell.map((one) => asked("rows", { rows: [one] })) },
  row.map((one) => asked("rows", { rows: [{ row: one, remove: true }] })),
  fc.constantFrom("accept_suggestions", "set").map((what) =>
    asked("rows", {
      bulk: [what === "set" ? { do: what, field: "department", value: "Ward 3", where: "blank" } : { do: what }],
    }),
  ),
  fc.constantFrom("department", "job_title", null).map((meant) => asked("reading", { columns: { Notes: meant } })),
  fc
    .constantFrom({ services: "connect" }, { services: "none" }, { existing: "skip" })
    .map((json) => asked("options", json)),
  fc.constant<Step>({ method: "DELETE", path: "changes", json: {}, ofDraft: true }),
  // Somebody else changes the account.
  fc.constantFrom("+14155550101", "+14155550102").map(
    (e164): Step => ({
      method: "POST",
      path: "/numbers",
      json: { numbers: [e164] },
      ofDraft: false,
    }),
  ),
);

const all = async (sql: string, id: string) => (await env.DB.prepare(sql).bind(id).all()).results;

/** All rows of a draft as they are kept, with their PINs readable. */
async function stored(account: Account, id: string) {
  const rows = await all("SELECT * FROM import_rows WHERE import_id = ?1 ORDER BY row", id);
  return rows.map(({ pin, ...one }) => {
    const about = aboutRow(account.id, id, Number(one.row));
    return { ...one, pin: typeof pin === "string" ? openPin(ringOf(env), about, pin) : null };
  });
}

/** What no isolate has seen is at a revision that none knows. */
const forget = (id: string) =>
  env.DB.prepare("UPDATE imports SET revision = revision + 1 WHERE id = ?1").bind(id).run();

async function reportOf(account: Account, id: string) {
  const { body } = await account.call("GET", `/imports/${id}/problems`);
  return body;
}

/** Checks a draft again, with options given anew. */
async function recheck(account: Account, id: string, json: object): Promise<void> {
  const door = { env, db: new AccountDatabase(env.DB), directory: new DirectoryDatabase(env.DIRECTORY), address: null };
  const scene = { ...door, asker: { kind: "operator" } as const, account: account.id, now: new Date().toISOString() };
  expect((await changeOptions(scene, id, { ...json })).ok).toBe(true);
}

/** Takes a step; tells whether anything was done. */
async function take(account: Account, id: string, { method, path, json, ofDraft }: Step): Promise<boolean> {
  if (path === "options") return recheck(account, id, json).then(() => true);
  const sql = "SELECT max(place) AS place FROM draft_changes WHERE import_id = ?1";
  const place = path === "changes" ? `${path}/chg_${(await all(sql, id))[0]?.place}` : path;
  return (await account.call(method, ofDraft ? `/imports/${id}/${place}` : path, { json })).status < 300;
}

test("E2 after whatever changes of a draft and of its account, what this isolate knows of it is what a check from nothing finds", async () => {
  let [done, known] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      const account = await makeAccount({ numbers: ["+14155550110"] });
      const { body } = await account.upload(file, { dry_run: "true" });
      const { id } = body.import;
      const db = new AccountDatabase(env.DB);
      for (const wish of steps) {
        const isDone = await take(account, id, wish);
        done += isDone ? 1 : 0;
        const [was, report] = [await stored(account, id), await reportOf(account, id)];
        const kept = (await findDraft(db, account.id, id))?.rows;
        known += kept === knownRows({ account: account.id, importId: id })?.rows ? 1 : 0;
        await forget(id);
        expect((await findDraft(db, account.id, id))?.rows).toEqual(kept);
        expect(await reportOf(account, id)).toEqual(report);
        if (!wish.ofDraft || !isDone) continue;
        // Every row is sent and compared: none of them was other than the last change had left it.
        await forget(id);
        await recheck(account, id, {});
        expect(await stored(account, id)).toEqual(was);
      }
    }),
    { numRuns: 8, seed: 23 },
  );
  expect(done).toBeGreaterThan(20);
  expect(known).toBeGreaterThan(20);
});

test("E2 S4 rows are read again at another revision or moment of their draft, and for nobody else's account", async () => {
  const account = await makeAccount({ numbers: [] });
  const { id } = (await account.upload(file, { dry_run: "true" })).body.import;
  const db = new AccountDatabase(env.DB);
  const department = async () => (await findDraft(db, account.id, id))?.rows[0]?.cells.department;
  const behind = async (text: string, also: string) => {
    const sql = "UPDATE import_rows SET cells = json_set(cells, '$.department', ?2) WHERE import_id = ?1 AND row = 2";
    await env.DB.prepare(sql).bind(id, text).run();
    await env.DB.prepare(`UPDATE imports SET ${also} WHERE id = ?1`).bind(id).run();
  };
  expect(await department()).toBe("Ward 1");
  await behind("raised", "revision = revision + 1");
  expect(await department()).toBe("raised");
  await behind("another time", "touched_at = '2026-01-01T00:00:00.000Z'");
  expect(await department()).toBe("another time");
  // What is the same draft by both does not travel.
  await behind("unseen", "file_name = 'x.csv'");
  expect(await department()).toBe("another time");
  expect(await findDraft(db, (await makeAccount({ numbers: [] })).id, id)).toBeNull();
});

const at = (importId: string, revision = 1, touchedAt = "2026-01-01T00:00:00.000Z", account = "acme") => ({
  account,
  importId,
  revision,
  touchedAt,
});
const keptRow = (number: number, text = "x") => ({
  row: number,
  cells: { display_name: text },
  pin: null,
  corrections: null,
  revision: 1,
});
const storedRow = (number: number, text = "x") => ({
  ...keptRow(number, text),
  wanted: null,
  email_key: null,
  problems: [],
});

test("E2 what is known of one draft is said of no other, no other account's, no other revision and no other moment", () => {
  noteWritten(at("known"), [storedRow(2), storedRow(3)], []);
  expect(knownRows(at("known"))).toMatchObject({ at: at("known"), rows: [keptRow(2), keptRow(3)] });
  expect(knownRows(at("other"))).toBeNull();
  expect(knownRows(at("known", 1, "", "other"))).toBeNull();
  const now = [storedRow(2), storedRow(3, "y")];
  expect(notWritten(at("known"), now)).toEqual([storedRow(3, "y")]);
  for (const other of [
    at("known", 2),
    at("known", 1, "2026-01-02T00:00:00.000Z"),
    at("known", 1, "", "other"),
    at("other"),
  ])
    expect(notWritten(other, now)).toEqual(now);
  // Of rows that were only read, what the check has left beside them is not known.
  noteRead(at("known"), [keptRow(2)]);
  expect(notWritten(at("known"), [storedRow(2)])).toEqual([storedRow(2)]);
});

test("E2 rows that are the same stay the same objects, and what this isolate keeps of drafts is bounded", () => {
  const [two, three] = [keptRow(2), keptRow(3)];
  noteWritten(at("same", 2), [storedRow(2), storedRow(3, "y")], [two, three]);
  const rows = knownRows(at("same"))?.rows;
  expect(rows?.[0]).toBe(two);
  expect(rows?.[1]).toEqual(keptRow(3, "y"));
  const large = (name: string, characters = 5_000_000) => noteRead(at(name), [keptRow(2, "x".repeat(characters))]);
  const isKnown = (name: string) => knownRows(at(name)) !== null;
  for (const name of ["one", "two"]) large(name);
  expect(isKnown("one")).toBe(true);
  for (const name of ["three", "four"]) large(name);
  // The one that was used last of the first two stays.
  expect(["one", "two", "three", "four"].map(isKnown)).toEqual([true, false, true, true]);
  large("too large", 20_000_000);
  expect(["one", "three", "four", "too large"].map(isKnown)).toEqual([false, false, false, false]);
});
