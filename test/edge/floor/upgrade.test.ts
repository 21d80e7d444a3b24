import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";

/**
 * A database as the version before 0005 left it, brought up to date by all migrations since. That of the directory lends
 * its place: it has none of these tables.
 */
const database = env.DIRECTORY;
const now = "2026-11-22T10:00:00.000Z";
const migrations = env.TEST_MIGRATIONS.DB;
const before = migrations.findIndex(({ name }) => name.startsWith("0005"));

type Row = Readonly<Record<string, unknown>>;

const rowsOf = async (statement: string): Promise<readonly Row[]> =>
  (await database.prepare(statement).all<Row>()).results;

/** One record; what it leaves out has the value that is given for all of its kind. */
async function put(table: string, values: Row): Promise<void> {
  const names = Object.keys(values);
  const places = names.map((_, at) => `?${at + 1}`);
  const statement = `INSERT INTO ${table} (${names.join(", ")}) VALUES (${places.join(", ")})`;
  await database
    .prepare(statement)
    .bind(...Object.values(values))
    .run();
}

const anImport = (id: string, values: Row): Row => ({
  id,
  account: "acme",
  file_name: `${id}.csv`,
  file_bytes: 7,
  file_sha256: "ab",
  file_encoding: "utf-8",
  file_delimiter: ",",
  fallback_encoding: "windows-1252",
  headers: '{"email":"Email"}',
  services: '["connect"]',
  passwords: "users",
  row_count: 1,
  pending: 0,
  errors: 0,
  warnings: 0,
  rows_will_fail: 0,
  notices: "[]",
  started_by: "dana@acme.example",
  created_at: now,
  touched_at: now,
  cost: '{"d1_queries":3}',
  mail_cost: "{}",
  ...values,
});

const anImportRow = (importId: string, row: number, values: Row): Row => ({
  import_id: importId,
  row,
  cells: '{"display_name":"Dana"}',
  wanted: '{"display_name":"Dana"}',
  email_key: `${row}@acme.example`,
  pin: "sealed",
  problems: "[]",
  corrections: '{"display_name":"Dana"}',
  revision: 4,
  ...values,
});

const aUser = (id: string, values: Row): Row => ({
  id,
  account: "acme",
  email: `${id}@acme.example`,
  email_key: `${id}@acme.example`,
  display_name: id,
  services: '["connect"]',
  additional_phones: "[]",
  settings: "{}",
  created_at: now,
  password_version: 1,
  password_check: "hash",
  ...values,
});

const aMail = (id: string, values: Row): Row => ({
  id,
  account: "acme",
  kind: "welcome",
  to_address: "dana@acme.example",
  due_at: now,
  created_at: now,
  import_id: "imp_completed",
  user_id: "usr_same",
  ...values,
});

const anEntry = (id: string, action: string, subject: string): Row => ({
  id,
  account: "acme",
  at: now,
  who: "operator",
  action,
  subject,
});

const accounts = ["acme", "other"].map((id) => ({
  id,
  name: id,
  silent_mode: 0,
  extension_length: 4,
  reserved_extensions: "[]",
  retention_days: 30,
  self_service: "[]",
  created_at: now,
}));

const ended = { finished_at: now, started_at: now, settled_at: now };
const imports = [
  anImport("imp_invalid", { state: "invalid", pending: 1, errors: 1, open_questions: 2, reading: "{}" }),
  anImport("imp_ready", { state: "ready", pending: 1, passwords: "recipient", password_recipient: "it@acme.example" }),
  anImport("imp_completed", { state: "completed", row_count: 2, created: 1, failed: 1, dismissed: 1, ...ended }),
  anImport("imp_stopped", { state: "stopped", not_attempted: 1, purged_at: now, ...ended }),
  anImport("imp_running", { state: "running", pending: 1, epoch: 3, revision: 5, started_at: now }),
  anImport("imp_stopping", { account: "other", state: "stopping", pending: 1, started_at: now }),
];
const importRows = [
  anImportRow("imp_invalid", 2, { outcome: "pending" }),
  anImportRow("imp_completed", 2, {
    outcome: "created",
    user_id: "usr_same",
    extension: "1001",
    primary_phone: "+14155550100",
  }),
  anImportRow("imp_completed", 3, { outcome: "failed", code: "user_exists", params: '{"user":"Dana"}' }),
  anImportRow("imp_running", 2, { outcome: "pending" }),
  anImportRow("imp_stopping", 2, { outcome: "not_attempted" }),
];
const users = [
  aUser("usr_same", { import_id: "imp_completed", extension: "1001", primary_phone: "+14155550100" }),
  aUser("usr_changed", { import_id: "imp_completed" }),
  aUser("usr_by_hand", {}),
  aUser("usr_ended", { import_id: "imp_completed", password_version: 2, password_check: null }),
  aUser("usr_reset", { import_id: "imp_completed", password_version: 3 }),
  aUser("usr_none", { import_id: "imp_completed", password_version: 0, password_check: null }),
];
const mails = [
  aMail("mail_usr_same_welcome", { state: "pending", lease: "lea_1", leased_until: now, slot: now, attempts: 1 }),
  aMail("mail_usr_same_password_1", { state: "sent", kind: "password", password_version: 1, sent_at: now }),
  aMail("mail_imp_completed_import_finished", { state: "failed", kind: "import_finished", user_id: null }),
  aMail("mail_lnk_1", { state: "cancelled", kind: "invitation", link_id: "lnk_1", about: "x", last_error: "E_X" }),
];
const entries = [
  anEntry("aud_1", "import.start", "imp_completed"),
  anEntry("aud_2", "users.change", "usr_changed"),
  anEntry("aud_3", "users.change", "usr_by_hand"),
  anEntry("aud_4", "users.temporary_password_end", "usr_reset"),
];

/** Every record of every table, in the order of its key. */
async function everything(): Promise<ReadonlyMap<string, readonly Row[]>> {
  const tables = await rowsOf(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*_search*' AND name NOT GLOB 'sqlite*' AND name NOT GLOB '_cf*' AND name <> 'upgrade'",
  );
  const read = tables.map(async ({ name }) => {
    const found = await rowsOf(`SELECT * FROM ${String(name)}`);
    return [String(name), found.toSorted(byText)] as const;
  });
  return new Map(await Promise.all(read));
}

const keyOf = (row: Row): string => JSON.stringify([row.import_id, row.row, row.id, row.account, row.e164, row.key]);
const byText = (one: Row, other: Row): number => (keyOf(one) < keyOf(other) ? -1 : 1);

const indexes = () =>
  rowsOf("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name").then((found) =>
    found.map(({ name }) => String(name)),
  );

let old: { readonly records: Awaited<ReturnType<typeof everything>>; readonly indexes: readonly string[] };

beforeAll(async () => {
  await applyD1Migrations(database, migrations.slice(0, before), "upgrade");
  for (const account of accounts) await put("accounts", account);
  for (const one of imports) await put("imports", one);
  for (const one of importRows) await put("import_rows", one);
  for (const one of users) await put("users", one);
  await put("numbers", { account: "acme", e164: "+14155550100", toll_free: 0, user_id: "usr_same" });
  for (const one of mails) await put("mails", one);
  for (const one of entries) await put("audit", one);
  await put("idempotency_keys", {
    account: "acme",
    key: "k",
    content_hash: "h",
    import_id: "imp_ready",
    claimed_at: now,
  });
  old = { records: await everything(), indexes: await indexes() };
  await applyD1Migrations(database, migrations, "upgrade");
});

test("O2 an upgrade loses no record and no value", async () => {
  const records = await everything();
  expect([...old.records.keys()]).toEqual(expect.arrayContaining(["imports", "import_rows", "mails", "users"]));
  for (const [table, found] of old.records) {
    expect(records.get(table), table).toHaveLength(found.length);
    expect(records.get(table), table).toMatchObject(found);
  }
});

test("O2 an upgrade keeps every index, every foreign key and what stands in the views", async () => {
  // Its place has been taken by the one of names (0008).
  const kept = old.indexes.filter((name) => name !== "users_with_numbers");
  expect(await indexes()).toEqual(expect.arrayContaining(kept));
  expect(await rowsOf("PRAGMA foreign_key_check")).toEqual([]);
  expect(await rowsOf("SELECT * FROM sqlite_schema WHERE name GLOB '*_anew*' OR sql GLOB '*_anew*'")).toEqual([]);
  expect(await rowsOf("SELECT about FROM activity WHERE id = 'aud_1'")).toEqual([{ about: "imp_completed.csv" }]);
});

test("O2 the version before can still write after an upgrade: what it leaves out has defaults", async () => {
  await put("imports", anImport("imp_late", { account: "other", state: "ready", pending: 1 }));
  await put("import_rows", anImportRow("imp_late", 2, { outcome: "pending" }));
  await put("mails", aMail("mail_late", { state: "pending" }));
  expect(await rowsOf("SELECT existing, mails, skipped, undone FROM imports WHERE id = 'imp_late'")).toEqual([
    { existing: "fail", mails: "now", skipped: 0, undone: 0 },
  ]);
});

test("I1 the account's one place holds over an upgrade, and an undo takes it too", async () => {
  const another = anImport("imp_second", { state: "running", pending: 1 });
  await expect(put("imports", another)).rejects.toThrow("UNIQUE constraint failed: imports.account");
  await expect(
    database.prepare("UPDATE imports SET state = 'undoing' WHERE id = 'imp_completed'").run(),
  ).rejects.toThrow("UNIQUE constraint failed: imports.account");
});

test("O2 of users from before it is known who signed in, and who was changed", async () => {
  expect(
    await rowsOf("SELECT id FROM users WHERE signed_in = 1 ORDER BY id"),
    "whoever has no password yet has not",
  ).toEqual([{ id: "usr_ended" }, { id: "usr_reset" }]);
  expect(await rowsOf("SELECT id, as_imported FROM users WHERE as_imported IS NOT NULL")).toEqual([
    { id: "usr_changed", as_imported: "{}" },
  ]);
});

test("A2 an import that goes takes its rows with it after an upgrade, and no other's", async () => {
  const rows = async () =>
    (await rowsOf("SELECT DISTINCT import_id FROM import_rows")).map(({ import_id }) => import_id);
  await database.prepare("DELETE FROM imports WHERE id = 'imp_invalid'").run();
  expect(await rows()).not.toContain("imp_invalid");
  expect(await rows()).toContain("imp_completed");
});
