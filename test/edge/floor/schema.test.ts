import { env } from "cloudflare:workers";
import * as v from "valibot";
import { expect, test } from "vitest";
import { AccountDatabase, DirectoryDatabase, isStale } from "../../../src/store/database.ts";
import { guarded } from "../../../src/store/guarded.ts";
import { raiseEpoch } from "../../../src/store/imports/run.ts";
import { removeLocation } from "../../../src/store/inventory/locations.ts";

/** Nobody but the database itself refuses here: statements go to it directly, as a bug of ours would send them. */

const db = new AccountDatabase(env.DB);
const now = "2026-11-22T10:00:00.000Z";
let made = 0;

const directory = new DirectoryDatabase(env.DIRECTORY);

/** An account with a licence type "pro" (1 of 2 used) and a main location. */
async function account(): Promise<string> {
  made += 1;
  const id = `schema-${made}`;
  await db.batch([
    db.sql(
      `INSERT INTO accounts (id, name, silent_mode, extension_length, reserved_extensions, retention_days, self_service, created_at)
       VALUES (?1, 'Acme', 0, 4, '[]', 30, '[]', ?2)`,
      id,
      now,
    ),
    db.sql(
      "INSERT INTO subscriptions (account, type_key, type, total, used, position) VALUES (?1, 'pro', 'Pro', 2, 1, 0)",
      id,
    ),
    db.sql("INSERT INTO locations VALUES (?1, ?2, 'HQ', 'hq', 'US', '', 1)", `loc-${id}`, id),
  ]);
  return id;
}

type Values = Readonly<Record<string, string | number | null>>;

/** Writes one record and tells why it was refused; "" when it was taken. */
async function insert(table: "users" | "imports" | "import_rows" | "numbers", values: Values): Promise<string> {
  const names = Object.keys(values);
  const places = names.map((_, at) => `?${at + 1}`);
  const statement = `INSERT INTO ${table} (${names.join(", ")}) VALUES (${places.join(", ")})`;
  return reason(
    env.DB.prepare(statement)
      .bind(...Object.values(values))
      .run(),
  );
}

async function reason(write: Promise<unknown>): Promise<string> {
  return write.then(
    () => "",
    (error: Error) => error.message,
  );
}

function user(owner: string, values: Values = {}): Values {
  made += 1;
  return {
    id: `usr_${made}`,
    account: owner,
    email: `u${made}@x.example`,
    email_key: `u${made}@x.example`,
    display_name: "Dana",
    services: "[]",
    additional_phones: "[]",
    settings: "{}",
    created_at: now,
    ...values,
  };
}

function draft(owner: string, values: Values = {}): Values {
  made += 1;
  return {
    id: `imp_${made}`,
    account: owner,
    state: "ready",
    file_name: "users.csv",
    file_bytes: 1,
    file_sha256: "0",
    file_encoding: "utf-8",
    file_delimiter: ",",
    fallback_encoding: "windows-1252",
    headers: "{}",
    services: "[]",
    passwords: "none",
    row_count: 3,
    pending: 3,
    errors: 0,
    warnings: 0,
    rows_will_fail: 0,
    notices: "[]",
    started_by: "operator",
    created_at: now,
    touched_at: now,
    cost: "{}",
    mail_cost: "{}",
    ...values,
  };
}

function row(importId: unknown, values: Values = {}): Values {
  return { import_id: String(importId), row: 2, outcome: "pending", cells: "{}", ...values };
}

test("O6 no statement of the directory goes into a transaction of an account, nor the other way round: neither compiles", async () => {
  // @ts-expect-error: a statement of the directory is none of an account's.
  const ofDirectory = () => db.batch([directory.sql("SELECT 1")]);
  // @ts-expect-error: nor is one of an account's one of the directory.
  const ofAccount = () => directory.batch([db.sql("SELECT 1")]);
  // @ts-expect-error: nor is the one database the other.
  const other: AccountDatabase = directory;
  expect(await reason(ofDirectory())).not.toBe("");
  expect(await reason(ofAccount())).not.toBe("");
  expect(other).not.toBe(db);
});

test("O6 directory and accounts have no table in common, and the tests keep them in two databases", async () => {
  const tables =
    "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT GLOB '_cf*' AND name NOT GLOB 'sqlite*'";
  const [own, access] = [
    await db.all(v.object({ name: v.string() }), db.sql(tables)),
    await directory.all(v.object({ name: v.string() }), directory.sql(tables)),
  ];
  expect(own.map(({ name }) => name)).toEqual(expect.arrayContaining(["accounts", "users", "audit"]));
  expect(access.map(({ name }) => name)).toEqual(expect.arrayContaining(["places", "people", "directory_audit"]));
  expect(own.filter(({ name }) => access.some((one) => one.name === name))).toEqual([]);
});

test("what belongs to an account refers to things of the same account only", async () => {
  const [acme, other] = [await account(), await account()];
  expect(await insert("users", user(acme, { location_id: `loc-${other}` }))).toContain("FOREIGN KEY");
  const theirs = user(other);
  expect(await insert("users", theirs)).toBe("");
  const number = { account: acme, e164: "+14155550177", toll_free: 0 };
  for (const user_id of [theirs.id ?? null, "usr_nobody"])
    expect(await insert("numbers", { ...number, user_id })).toContain("number of nobody");
  expect(await insert("numbers", number)).toBe("");
  for (const user_id of [theirs.id ?? null, "usr_nobody"]) {
    const assign = db.sql("UPDATE numbers SET user_id = ?2 WHERE account = ?1", acme, user_id);
    expect(await reason(db.run(assign))).toContain("number of nobody");
  }
});

test.each([{ primary_phone: "+14155550178" }, { additional_phones: '["+14155550179","+14155550178"]' }])(
  "A2 a user with numbers (%j) stays until they are parked",
  async (values) => {
    const acme = await account();
    const holder = user(acme, values);
    await insert("users", holder);
    expect(
      await insert("numbers", { account: acme, e164: "+14155550178", toll_free: 0, user_id: holder.id ?? null }),
    ).toBe("");
    const remove = () => reason(db.run(db.sql("DELETE FROM users WHERE account = ?1", acme)));
    expect(await remove()).toContain("user has numbers");
    await db.run(db.sql("UPDATE numbers SET user_id = NULL WHERE account = ?1", acme));
    expect(await remove()).toBe("");
  },
);

test("A3 of an account with many users a location is deleted without reading them", async () => {
  const [acme, other] = [await account(), await account()];
  const many = `INSERT INTO users (id, account, email, email_key, display_name, services, additional_phones, settings, created_at, location_id)
    WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000)
    SELECT ?1 || '-' || x, ?1, x || '@x.example', x || '@x.example', 'Dana', '[]', '[]', '{}', ?2, 'loc-' || ?1 FROM n`;
  await db.batch([db.sql(many, acme, now), db.sql(many, other, now)]);
  await db.run(db.sql("INSERT INTO locations VALUES ('loc-empty', ?1, 'Berlin', 'berlin', 'DE', '', 0)", acme));
  const audit = {
    account: acme,
    at: now,
    who: "operator",
    address: null,
    action: "locations.remove",
    subject: "Berlin",
  };
  const spent = new AccountDatabase(env.DB);
  expect(await removeLocation(spent, acme, "loc-empty", audit)).toBe(true);
  expect(spent.cost.d1_rows_read).toBeLessThanOrEqual(50);
});

test("counts are never below nothing, wherever they are kept", async () => {
  const acme = await account();
  const ready = draft(acme);
  await insert("imports", ready);
  await db.run(db.sql("INSERT INTO mail_days VALUES (?1, '2026-11-22', 0)", acme));
  const below = [
    db.sql("UPDATE inventory_counts SET users = users - 1 WHERE account = ?1", acme),
    db.sql("UPDATE inventory_counts SET parked = parked - 1 WHERE account = ?1", acme),
    db.sql("UPDATE inventory_counts SET assigned = assigned - 1 WHERE account = ?1", acme),
    db.sql("UPDATE inventory_counts SET toll_free = 1 WHERE account = ?1", acme),
    db.sql("UPDATE imports SET created = -1, pending = row_count + 1 WHERE account = ?1", acme),
    db.sql("UPDATE imports SET errors = errors - 1 WHERE account = ?1", acme),
    db.sql("UPDATE mail_days SET mails = mails - 1 WHERE account = ?1", acme),
  ];
  for (const statement of below) expect(await reason(db.run(statement))).toContain("CHECK");
  const window = directory.sql("INSERT INTO rate_windows VALUES ('below', ?1, -1)", now);
  expect(await reason(directory.run(window))).toContain("CHECK");
});

test("an import that has ended says when, and no other does", async () => {
  const acme = await account();
  for (const state of ["stopped", "completed"]) {
    expect(await insert("imports", draft(acme, { state }))).toContain("CHECK");
    expect(await insert("imports", draft(acme, { state, finished_at: now }))).toBe("");
  }
  expect(await insert("imports", draft(acme, { state: "ready", finished_at: now }))).toContain("CHECK");
});

test("spec 5 an import that is undone says when it ended and when it was undone, and no other does", async () => {
  const acme = await account();
  const finished = { finished_at: now };
  expect(await insert("imports", draft(acme, { state: "undoing" }))).toContain("CHECK");
  expect(await insert("imports", draft(acme, { state: "undone", ...finished }))).toContain("CHECK");
  expect(await insert("imports", draft(acme, { state: "undone", undone_at: now }))).toContain("CHECK");
  expect(await insert("imports", draft(acme, { state: "completed", undone_at: now, ...finished }))).toContain("CHECK");
  expect(await insert("imports", draft(acme, { state: "undoing", ...finished }))).toBe("");
  expect(await insert("imports", draft(acme, { state: "undone", undone_at: now, ...finished }))).toBe("");
});

test("only a draft can be thrown away, and none that was can start", async () => {
  const acme = await account();
  expect(await insert("imports", draft(acme, { state: "running", deleted_at: now }))).toContain("CHECK");
  const thrown = draft(acme, { deleted_at: now });
  expect(await insert("imports", thrown)).toBe("");
  const start = db.sql("UPDATE imports SET state = 'running' WHERE id = ?1", thrown.id ?? null);
  expect(await reason(db.run(start))).toContain("CHECK");
});

test("a new kind of mail, and a new state, asks for no new table", async () => {
  const acme = await account();
  const mail = db.sql(
    "INSERT INTO mails (id, account, kind, to_address, state, due_at, created_at) VALUES ('mail_1', ?1, 'new_kind', '', 'new_state', ?2, ?2)",
    acme,
    now,
  );
  expect(await reason(db.run(mail))).toBe("");
});

test("I1 an account has one active import at most, whichever of the three states it is in; other accounts are not held up", async () => {
  const [acme, other] = [await account(), await account()];
  expect(await insert("imports", draft(acme, { state: "running" }))).toBe("");
  expect(await insert("imports", draft(acme, { state: "running" }))).toContain(
    "UNIQUE constraint failed: imports.account",
  );
  expect(await insert("imports", draft(acme, { state: "stopping" }))).toContain(
    "UNIQUE constraint failed: imports.account",
  );
  expect(await insert("imports", draft(acme, { state: "undoing", finished_at: now }))).toContain(
    "UNIQUE constraint failed: imports.account",
  );
  expect(await insert("imports", draft(acme, { state: "completed", finished_at: now }))).toBe("");
  expect(await insert("imports", draft(other, { state: "stopping" }))).toBe("");
  const ready = draft(acme);
  expect(await insert("imports", ready)).toBe("");
  const start = db.sql("UPDATE imports SET state = 'running' WHERE id = ?1", ready.id ?? null);
  expect(await reason(db.run(start))).toContain("UNIQUE constraint failed: imports.account");
});

test("I3 an address, an extension and a user's id are given once in an account, addresses and extensions again in another", async () => {
  const [acme, other] = [await account(), await account()];
  const dana = user(acme, { email_key: "dana@x.example", extension: "2001" });
  expect(await insert("users", dana)).toBe("");
  expect(await insert("users", user(acme, { email_key: "dana@x.example" }))).toContain("users.email_key");
  expect(await insert("users", user(acme, { extension: "2001" }))).toContain("users.extension");
  expect(await insert("users", user(other, { id: dana.id ?? null }))).toContain("users.id");
  expect(await insert("users", user(other, { email_key: "dana@x.example", extension: "2001" }))).toBe("");
  expect(await insert("users", user(acme, { extension: null }))).toBe("");
  expect(await insert("users", user(acme, { extension: null }))).toBe("");
});

test("I3 a number is on an account once", async () => {
  const [acme, other] = [await account(), await account()];
  const number = { e164: "+14155550101", toll_free: 0 };
  expect(await insert("numbers", { ...number, account: acme })).toBe("");
  expect(await insert("numbers", { ...number, account: acme })).toContain("UNIQUE");
  expect(await insert("numbers", { ...number, account: other })).toBe("");
});

test.each(["14155550101", "+04155550101", "+1415 5550101", "+"])("V1 %j is no number", async (e164) => {
  expect(await insert("numbers", { account: await account(), e164, toll_free: 0 })).toContain("CHECK");
});

test("I3 no more licences are used than there are, and never fewer than none", async () => {
  const acme = await account();
  const use = (change: number) =>
    reason(db.run(db.sql("UPDATE subscriptions SET used = used + ?2 WHERE account = ?1", acme, change)));
  expect(await use(1)).toBe("");
  expect(await use(1)).toContain("CHECK");
  expect(await use(-3)).toContain("CHECK");
  const total = db.sql("UPDATE subscriptions SET total = 1 WHERE account = ?1", acme);
  expect(await reason(db.run(total))).toContain("CHECK");
});

test("A3 a licence type and a location that a user has cannot go", async () => {
  const acme = await account();
  await insert("users", user(acme, { license_key: "pro", location_id: `loc-${acme}` }));
  const remove = [
    db.sql("DELETE FROM subscriptions WHERE account = ?1", acme),
    db.sql("DELETE FROM locations WHERE account = ?1", acme),
  ];
  for (const statement of remove) expect(await reason(db.run(statement))).toContain("FOREIGN KEY");
  expect(await insert("users", user(acme, { license_key: "gone" }))).toContain("FOREIGN KEY");
});

test("spec 1 an account has one main location", async () => {
  const acme = await account();
  const second = db.sql("INSERT INTO locations VALUES (?1, ?2, 'Berlin', 'berlin', 'DE', '', 1)", `loc2-${acme}`, acme);
  expect(await reason(db.run(second))).toContain("UNIQUE");
});

test("api.md counts that do not add up are refused", async () => {
  const acme = await account();
  expect(await insert("imports", draft(acme, { pending: 2 }))).toContain("CHECK");
  expect(await insert("imports", draft(acme, { pending: 2, failed: 1 }))).toBe("");
  const created = db.sql("UPDATE imports SET created = created + 1 WHERE account = ?1", acme);
  expect(await reason(db.run(created))).toContain("CHECK");
});

test("spec 5 there are no other states and no other outcomes", async () => {
  const acme = await account();
  expect(await insert("imports", draft(acme, { state: "done" }))).toContain("no state of an import");
  const ready = draft(acme);
  await insert("imports", ready);
  const move = db.sql("UPDATE imports SET state = 'done' WHERE id = ?1", ready.id ?? null);
  expect(await reason(db.run(move))).toContain("no state of an import");
  expect(await insert("import_rows", row(ready.id, { outcome: "lost" }))).toContain("no outcome of a row");
  await insert("import_rows", row(ready.id));
  const end = db.sql("UPDATE import_rows SET outcome = 'lost' WHERE import_id = ?1", ready.id ?? null);
  expect(await reason(db.run(end))).toContain("no outcome of a row");
});

test("I5 a row ends once: created or undone with a user, skipped with a user and a code, failed with a code alone", async () => {
  const ready = draft(await account());
  await insert("imports", ready);
  const wrong = [
    { outcome: "created" },
    { outcome: "created", code: "changed", params: "{}" },
    { outcome: "skipped", user_id: "usr_x" },
    { outcome: "skipped", code: "user_exists", params: "{}" },
    { outcome: "undone" },
    { outcome: "undone", user_id: "usr_x", code: "gone", params: "{}" },
    { outcome: "failed" },
    { outcome: "failed", code: "user_exists", params: "{}", user_id: "usr_x" },
    { outcome: "pending", user_id: "usr_x" },
    { outcome: "not_attempted", code: "user_exists", params: "{}" },
  ];
  for (const values of wrong) expect(await insert("import_rows", row(ready.id, values))).toContain("CHECK");
  expect(await insert("import_rows", row(ready.id, { outcome: "created", user_id: "usr_x" }))).toBe("");
  expect(await insert("import_rows", row(ready.id, { outcome: "pending" }))).toContain("UNIQUE");
  const right = [
    { outcome: "created", user_id: "usr_x", code: "changed", params: "{}" },
    { outcome: "skipped", user_id: "usr_x", code: "user_exists", params: "{}" },
    { outcome: "undone", user_id: "usr_x" },
  ];
  for (const [at, values] of right.entries())
    expect(await insert("import_rows", row(ready.id, { row: at + 3, ...values }))).toBe("");
});

test("M2 a recipient is there exactly when passwords go to one", async () => {
  const acme = await account();
  expect(await insert("imports", draft(acme, { passwords: "recipient" }))).toContain("CHECK");
  expect(await insert("imports", draft(acme, { password_recipient: "a@x.example" }))).toContain("CHECK");
});

const raised = async (id: string) =>
  (await db.only(v.object({ revision: v.number() }), db.sql("SELECT revision FROM accounts WHERE id = ?1", id)))
    .revision;
const rename = (id: string) => db.sql("UPDATE accounts SET name = 'Changed' WHERE id = ?1", id);
const nameOf = async (id: string) =>
  (await db.only(v.object({ name: v.string() }), db.sql("SELECT name FROM accounts WHERE id = ?1", id))).name;

test("I3 a write that was decided at an older revision is undone as a whole", async () => {
  const acme = await account();
  const write = (revision: number) => guarded(db, { account: acme, revision }, [rename(acme)], null);
  await write(0);
  expect(await raised(acme)).toBe(1);
  await db.run(db.sql("UPDATE accounts SET name = 'Acme' WHERE id = ?1", acme));
  const refused = await write(0).then(
    () => null,
    (error: unknown) => error,
  );
  expect(isStale(refused)).toBe(true);
  expect([await nameOf(acme), await raised(acme)]).toEqual(["Acme", 1]);
});

test("I3 a statement that fails behind the assertion undoes what stands before it", async () => {
  const acme = await account();
  const broken = db.sql("UPDATE subscriptions SET used = 99 WHERE account = ?1", acme);
  expect(await reason(guarded(db, { account: acme, revision: 0 }, [rename(acme), broken], null))).toContain("CHECK");
  expect(await nameOf(acme)).toBe("Acme");
});

const chunk = (acme: string, id: unknown, epoch = 1) =>
  reason(guarded(db, { account: acme, run: { importId: String(id), epoch } }, [rename(acme)], null));

test("I5 a chunk of an older epoch, or of one that is still to come, writes nothing", async () => {
  const acme = await account();
  const running = draft(acme, { state: "running" });
  await insert("imports", running);
  expect(await raiseEpoch(db, acme, String(running.id))).toBe(2);
  for (const epoch of [1, 3]) {
    expect(await chunk(acme, running.id, epoch)).toContain("assertion_holds");
  }
  expect(await chunk(acme, running.id, 2)).toBe("");
});

test.each(["ready", "stopping", "stopped", "completed"])(
  "I6 a chunk of an import that is %s writes nothing",
  async (state) => {
    const acme = await account();
    const finished_at = state === "stopped" || state === "completed" ? now : null;
    const stopped = draft(acme, { state, finished_at });
    await insert("imports", stopped);
    expect(await chunk(acme, stopped.id)).toContain("assertion_holds");
    expect(await nameOf(acme)).toBe("Acme");
  },
);

test("I6 S4 a chunk writes while its import runs, and not for another account's import", async () => {
  const [acme, other] = [await account(), await account()];
  const running = draft(acme, { state: "running" });
  await insert("imports", running);
  expect(await chunk(acme, running.id)).toBe("");
  expect(await chunk(other, running.id)).toContain("CHECK");
  expect(await reason(guarded(db, { account: "nobody", revision: 0 }, [], null))).toContain("CHECK");
});

test("I3 a write whose first statement changes nothing is undone as a whole, however much the rest would change", async () => {
  const acme = await account();
  const first = (from: string) =>
    db.sql("UPDATE locations SET name = 'Moved' WHERE account = ?1 AND name = ?2", acme, from);
  const write = (from: string) => reason(guarded(db, { account: acme, first: first(from) }, [rename(acme)], null));
  expect(await write("Elsewhere")).toContain("assertion_holds");
  expect(await nameOf(acme)).toBe("Acme");
  expect(await write("HQ")).toBe("");
  expect(await nameOf(acme)).toBe("Changed");
});
