import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { ringOf } from "../../../src/vault/ring.ts";
import { aboutUser, openPin } from "../../../src/vault/seal.ts";
import { recordsOf } from "../../support/files/csv.ts";
import { e164, expectedUser } from "../../support/files/expected-user.ts";
import { storedObjects, storedValues } from "../../support/site/background.ts";
import { type Account, makeDemo, sample } from "../../support/site/site.ts";

const file = sample("users-1000.csv");
const rows = recordsOf(file);

let story: Promise<{ demo: Account; importId: string; parkedBefore: ReadonlySet<string> }> | undefined;

/** users-1000.csv, imported once for all that is told of it here; its 2,000 mails are staged and then taken away. */
function imported() {
  story ??= (async () => {
    const demo = await makeDemo();
    const parkedBefore = new Set((await demo.numbers("parked")).map((number) => number.e164));
    const { id: importId } = await demo.waitFor(await demo.start(file, { passwords: "users" }));
    const staged = await demo.list(`/mails?import=${importId}`);
    expect(staged).toHaveLength(2000);
    await env.DB.exec("DELETE FROM mails");
    return { demo, importId, parkedBefore };
  })();
  return story;
}

async function imports() {
  const { parkedBefore, demo, importId } = await imported();
  const users = (await demo.users()).filter((user) => user.import === importId);
  return { demo, importId, users, parkedBefore };
}

test("I5 a file of 1,000 users ends as completed with all of them created", async () => {
  const { demo, importId } = await imported();
  const shown = await demo.import(importId);
  expect(shown).toMatchObject({
    state: "completed",
    counts: { rows: 1000, created: 1000, failed: 0, pending: 0, not_attempted: 0, skipped: 0, undone: 0 },
    problem_counts: { errors: 0, warnings: 0, rows_will_fail: 0, rows_will_skip: 0 },
    progress: { percent: 100, seconds_left: null },
    file: { bytes: file.byteLength, encoding: "utf-8", delimiter: "," },
  });
});

test("every user has exactly what their row says, value by value", async () => {
  const { users } = await imports();
  const byEmail = new Map(users.map((user) => [user.email, user]));
  expect(byEmail.size).toBe(1000);
  for (const row of rows) {
    const expected = expectedUser(row, ["connect", "share"]);
    const { id: _, created_at: __, import: ___, ...shown } = byEmail.get(expected.email) ?? Object.create(null);
    expect(shown).toEqual(expected);
  }
});

test("X1 every row is shown as created, in file order, with its user, extension and number", async () => {
  const { demo, importId, users } = await imports();
  const listed = await demo.rows(importId);
  expect(listed.map(({ row }) => row)).toEqual(rows.map((_, n) => n + 2));
  const ids = new Map(users.map((user) => [user.email, user.id]));
  for (const [n, row] of rows.entries()) {
    expect(listed[n]).toMatchObject({
      outcome: "created",
      code: null,
      message: "Created OK",
      user: ids.get(row["Email Address"] ?? ""),
      email: row["Email Address"],
      extension: row.Extension,
      primary_phone: e164(row["Primary Phone Number"] ?? ""),
    });
  }
});

test("I3 exactly the numbers of the file are assigned, each to its row's user, and no other number moves", async () => {
  const { demo, parkedBefore, users } = await imports();
  const owners = new Map(users.map((user) => [user.id, user.email]));
  const wanted = rows.flatMap((row) =>
    [row["Primary Phone Number"], ...(row["Additional Phone Numbers"] ?? "").split(";")].flatMap((cell) =>
      cell?.trim() ? [`${e164(cell)} ${row["Email Address"]}`] : [],
    ),
  );
  const moved = (await demo.numbers("assigned")).filter((number) => parkedBefore.has(number.e164));
  expect(moved.map((number) => `${number.e164} ${owners.get(number.user ?? "")}`).sort()).toEqual(wanted.sort());
});

test("I3 licences are used as the rows ask for them, and no extension is given twice", async () => {
  const { demo, users } = await imports();
  const all = await demo.users();
  const extensions = all.map(({ extension }) => extension);
  expect(new Set(extensions).size).toBe(1040);
  expect(users.map(({ extension }) => extension).sort()).toEqual(rows.map((row) => row.Extension).sort());
  const count = (type: string) => rows.filter((row) => row["Subscription License Type"] === type).length;
  // The demo's own users have 25 and 15.
  expect(await demo.used()).toEqual({ Essentials: 25 + count("Essentials"), Pro: 15 + count("Pro") });
});

test("M8 the voicemail PINs of the file open with the vault and stand readable nowhere", async () => {
  const { demo, users } = await imports();
  const { results } = await env.DB.prepare(
    "SELECT email, id, pin, pin_made FROM users WHERE import_id IS NOT NULL",
  ).all<{
    email: string;
    id: string;
    pin: string;
    pin_made: number;
  }>();
  const sealed = new Map(results.map((record) => [record.email, record]));
  for (const row of rows) {
    const { id = "", pin = "", pin_made } = sealed.get(row["Email Address"] ?? "") ?? {};
    expect(openPin(ringOf(env), aboutUser(demo.id, id), pin)).toBe(row["Voicemail PIN"]);
    expect(pin_made).toBe(0);
  }
  expect(users).toHaveLength(1000);
  expect(JSON.stringify(users)).not.toContain("pin");
  const long = rows.flatMap((row) => row["Voicemail PIN"] ?? []).filter((pin) => pin.length >= 8);
  expect(long.length).toBeGreaterThan(100);
  const kept = [...(await storedValues()), ...(await storedObjects())].join("\n");
  expect(long.filter((pin) => kept.includes(pin))).toEqual([]);
});

test("M8 a short PIN is no value of any column or member that is kept", async () => {
  const { demo } = await imports();
  const cells = new Set(
    rows.flatMap((row) =>
      Object.entries(row).flatMap(([name, cell]) => (name === "Voicemail PIN" ? [] : cell.split(/; ?/))),
    ),
  );
  const scalars = new Set((await storedValues()).flatMap((value) => scalarsIn(value)));
  expect(scalars.size).toBeGreaterThan(10_000);
  const readable = rows
    .flatMap((row) => row["Voicemail PIN"] ?? [])
    .filter((pin) => scalars.has(pin) && !cells.has(pin));
  const known = new Set((await demo.users()).map(({ extension }) => extension));
  expect(readable.filter((pin) => !known.has(pin))).toEqual([]);
});

/** The texts and numbers that a column's value is made of, inside JSON too. */
function scalarsIn(value: string): string[] {
  if (!/^[[{]/.test(value)) return [value];
  const found: string[] = [];
  JSON.parse(value, (_, part) => {
    if (typeof part === "string" || typeof part === "number") found.push(String(part));
    return part;
  });
  return found;
}

test("M8 the upload lies sealed in R2: no name or address of it can be read there", async () => {
  await imported();
  const objects = await storedObjects();
  expect(objects.length).toBeGreaterThan(0);
  const names = rows.flatMap((row) => [row["Email Address"] ?? "", e164(row["Primary Phone Number"] ?? "")]);
  expect(names.filter((name) => objects.some((object) => object.includes(name)))).toEqual([]);
});

test("I9 1,000 full rows cost at most 60 D1 calls, 40 queue messages, 25,000 rows read and 17,000 written, mails staged", async () => {
  const { demo, importId } = await imported();
  const { cost } = await demo.import(importId);
  expect(cost.d1_queries).toBeGreaterThan(20);
  expect(cost.d1_queries).toBeLessThanOrEqual(60);
  expect(cost.queue_messages).toBeGreaterThanOrEqual(10);
  expect(cost.queue_messages).toBeLessThanOrEqual(40);
  // A user, a row and two mails for each; a number at least.
  expect(cost.d1_rows_written).toBeGreaterThan(5000);
  expect(cost.d1_rows_written).toBeLessThanOrEqual(17_000);
  expect(cost.d1_rows_read).toBeLessThanOrEqual(25_000);
});

test("X6 created.csv lists the users of the import in file order, without PINs", async () => {
  const { demo, importId } = await imported();
  const { status, bytes } = await demo.call("GET", `/imports/${importId}/created.csv`);
  expect(status).toBe(200);
  const written = recordsOf(bytes);
  expect(written.map((row) => row["Email Address"])).toEqual(rows.map((row) => row["Email Address"]));
  expect(Object.keys(written[0] ?? {})).not.toContain("Voicemail PIN");
});

test("the upload comes back byte for byte", async () => {
  const { demo, importId } = await imported();
  const { status, bytes } = await demo.call("GET", `/imports/${importId}/original.csv`);
  expect(status).toBe(200);
  expect(bytes).toEqual(file);
});
