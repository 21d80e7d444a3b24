import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { root } from "../scripts/lib/paths.mjs";
import { Copy } from "../scripts/operation/backup/copy.ts";
import type { D1, Query } from "../scripts/operation/backup/d1.ts";
import { give } from "../scripts/operation/backup/give.ts";
import { appliedIn, applyMigrations } from "../scripts/operation/backup/migrations.ts";
import { homesAtRest } from "../scripts/operation/backup/moves.ts";
import { sqliteD1 } from "../scripts/operation/backup/sqlite.ts";
import { take } from "../scripts/operation/backup/take.ts";
import { makeReady } from "../scripts/operation/backup/target.ts";
import { databasesOf } from "../scripts/operation/databases.ts";
import { readTemplate } from "../scripts/operation/environment.ts";
import { random } from "../scripts/samples/random.ts";
import { ACCESS, OF_ACCOUNT, OF_IMPORT, OWNED, STAYS } from "../src/domain/operation/account-tables.ts";
import { migrateSqlite, rowsOf } from "./support/backup/sqlite.ts";

/** The copying of databases, against SQLite itself: what is written between any two of its calls is in the test's hands. */

const folder = mkdtempSync(join(tmpdir(), "muster-backup-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const [listed] = databasesOf(readTemplate());
const files: string[] = [];
const newFile = () => {
  files.push(join(folder, `${files.length}.sqlite`));
  return files.at(-1) ?? "";
};

function newDatabase(): DatabaseSync {
  const sql = new DatabaseSync(":memory:");
  migrateSqlite(sql);
  return sql;
}

const ACCOUNTS = 3;

/** An account with users, each with a number, a mail and a line of the audit; all of it holds together. */
class Writer {
  readonly #sql: DatabaseSync;
  readonly #draw: ReturnType<typeof random>;
  #made = 0;
  readonly #users: { account: string; serial: number; number: string }[] = [];

  constructor(sql: DatabaseSync, seed: number) {
    this.#sql = sql;
    this.#draw = random(seed);
    for (let at = 0; at < ACCOUNTS; at += 1)
      this.#sql.exec(
        `INSERT INTO accounts (id, name, silent_mode, extension_length, reserved_extensions, retention_days, self_service, created_at)
         VALUES ('acc-${at}', 'Account', 0, 4, '[]', 30, '[]', '2026-01-01T00:00:00.000Z')`,
      );
  }

  get users(): number {
    return this.#users.length;
  }

  /** One transaction, as the Worker writes: of the kinds that a backup must not tear. */
  write(): void {
    this.#sql.exec("BEGIN");
    const kind = this.#draw.whole(0, 9);
    if (kind < 5 || this.#users.length === 0) this.#add();
    else if (kind < 7) this.#change();
    else this.#remove();
    this.#sql.exec("COMMIT");
  }

  #add(): void {
    this.#made += 1;
    const account = `acc-${this.#draw.whole(0, ACCOUNTS - 1)}`;
    const [id, number] = [`usr_${this.#made}`, `+1415${5_000_000 + this.#made}`];
    this.#sql
      .prepare(
        `INSERT INTO users (id, account, email, email_key, display_name, services, primary_phone, additional_phones, settings, created_at, name_key)
         VALUES (?1, ?2, ?3, ?3, ?4, '["connect"]', ?5, '[]', '{"note":"a\\nb"}', '2026-01-01', lower(?4))`,
      )
      .run(id, account, `${id}@example.com`, `Somebody ${this.#made} O'Brien\\n\n"x"`, number);
    this.#sql
      .prepare("INSERT INTO numbers (account, e164, toll_free, user_id) VALUES (?1, ?2, 0, ?3)")
      .run(account, number, id);
    this.#sql
      .prepare(
        `INSERT INTO mails (id, account, kind, to_address, user_id, state, due_at, created_at)
         VALUES (?1, ?2, 'password', 'x@example.com', ?3, 'pending', '2026', '2026')`,
      )
      .run(`mail_${id}`, account, id);
    this.#sql
      .prepare("INSERT INTO events (id, account, type, at, data) VALUES (?1, ?2, 'users.created', '2026', '{}')")
      .run(`evt_${id}`, account);
    this.#count(account, 1);
    const found = this.#sql.prepare("SELECT serial FROM users WHERE id = ?1").get(id);
    this.#users.push({ account, serial: Number(found?.serial), number });
  }

  #change(): void {
    const { serial } = this.#draw.pick(this.#users);
    this.#sql.prepare("UPDATE users SET display_name = ?2 WHERE serial = ?1").run(serial, `Changed ${this.#made}`);
    this.#sql
      .prepare(
        "UPDATE mails SET state = 'sent', attempts = attempts + 1 WHERE user_id = (SELECT id FROM users WHERE serial = ?1)",
      )
      .run(serial);
  }

  #remove(): void {
    const [gone] = this.#users.splice(this.#draw.whole(0, this.#users.length - 1), 1);
    if (!gone) return;
    this.#sql.prepare("DELETE FROM numbers WHERE account = ?1 AND e164 = ?2").run(gone.account, gone.number);
    this.#sql.prepare("DELETE FROM users WHERE serial = ?1").run(gone.serial);
    this.#count(gone.account, -1);
  }

  #count(account: string, by: number): void {
    this.#sql
      .prepare("UPDATE inventory_counts SET users = users + ?2, assigned = assigned + ?2 WHERE account = ?1")
      .run(account, by);
  }
}

const isClosing = (queries: readonly Query[]) => queries.some(({ sql }) => sql.includes("sqlite_sequence"));

/** A database that goes on being written between any two calls; keeps what it held at the last moment of a backup. */
function busy(sql: DatabaseSync, writer: Writer, writes: number) {
  const d1 = sqliteD1(sql);
  const held: { at: unknown } = { at: null };
  const batch: D1["batch"] = async (queries) => {
    const results = await d1.batch(queries);
    if (isClosing(queries)) held.at = rowsOf(sql, tables);
    for (let n = 0; n < writes; n += 1) writer.write();
    return results;
  };
  return { d1: { ...d1, batch }, held };
}

const made = await Copy.make(newFile(), await appliedIn({ ...listed!, d1: sqliteD1(newDatabase()) }));
const { tables } = made;

const read = (copy: Copy) =>
  Object.fromEntries(tables.map((table) => [table.name, [...copy.rows(table)].map((row) => ({ ...row }))]));

test.each([
  [1, 15],
  [2, 3],
  [3, 0],
])(
  "O4 a copy is of one moment, whatever is written while it is made (seed %i, %i writes between two calls)",
  async (seed, writes) => {
    const sql = newDatabase();
    const writer = new Writer(sql, seed);
    for (let n = 0; n < 400; n += 1) writer.write();
    const { d1, held } = busy(sql, writer, writes);
    const copy = await Copy.make(newFile(), await appliedIn({ ...listed!, d1: sqliteD1(sql) }));
    const before = writer.users;
    const { counts, sequences } = await take(d1, copy);
    expect(read(copy)).toEqual(held.at);
    expect(writer.users > before).toBe(writes > 0);
    expect(counts.users).toBe(copy.counts().users);
    expect(sequences.events).toBeGreaterThan(150);
    copy.check();
    const left = sql.prepare("SELECT name FROM sqlite_schema WHERE name GLOB 'backup*'").all();
    expect(left).toEqual([]);
  },
);

test("O4 where much more is written than one round reads, it is read in rounds, and still is of one moment", async () => {
  const sql = newDatabase();
  const writer = new Writer(sql, 4);
  for (let n = 0; n < 50; n += 1) writer.write();
  const { d1, held } = busy(sql, writer, 30);
  const copy = await Copy.make(newFile(), await appliedIn({ ...listed!, d1: sqliteD1(sql) }));
  await take(d1, copy);
  expect(read(copy)).toEqual(held.at);
});

test("O4 what a killed backup has left behind is cleared by the next one", async () => {
  const sql = newDatabase();
  const writer = new Writer(sql, 5);
  for (let n = 0; n < 50; n += 1) writer.write();
  const d1 = sqliteD1(sql);
  let calls = 0;
  const dying: D1 = {
    ...d1,
    batch: async (queries) => {
      calls += 1;
      if (calls > 5) throw new Error("killed");
      return d1.batch(queries);
    },
  };
  const migrations = await appliedIn({ ...listed!, d1 });
  await expect(take(dying, await Copy.make(newFile(), migrations))).rejects.toThrow("killed");
  writer.write();
  const copy = await Copy.make(newFile(), migrations);
  await take(d1, copy);
  expect(read(copy)).toEqual(rowsOf(sql, tables));
});

test("O4 a copy is restored with every row, and found as before; what triggers make is not made twice", async () => {
  const sql = newDatabase();
  const writer = new Writer(sql, 6);
  for (let n = 0; n < 600; n += 1) writer.write();
  const large = JSON.stringify({ long: "é".repeat(900_000) });
  sql.prepare("UPDATE users SET settings = ?1 WHERE serial = (SELECT max(serial) FROM users)").run(large);
  const migrations = await appliedIn({ ...listed!, d1: sqliteD1(sql) });
  const copy = await Copy.make(newFile(), migrations);
  await take(sqliteD1(sql), copy);
  const other = new DatabaseSync(":memory:");
  const target = sqliteD1(other);
  await makeReady(target, { name: "other", copy, migrations, overwrite: false });
  await give(target, copy);
  await give(target, copy);
  expect(rowsOf(other, tables)).toEqual(rowsOf(sql, tables));
  const found = (database: DatabaseSync, text: string) =>
    database
      .prepare("SELECT rowid FROM users_search WHERE users_search MATCH ?1 ORDER BY rowid")
      .all(text)
      .map(({ rowid }) => rowid);
  for (const text of ["changed", '"somebody 12"', "brien", '"|acc-1|"']) {
    expect(found(sql, text).length).toBeGreaterThan(0);
    expect(found(other, text)).toEqual(found(sql, text));
  }
  const schema = (database: DatabaseSync) =>
    database
      .prepare(
        "SELECT type, name, replace(replace(sql, ' ', ''), char(10), '') AS sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB '*search*' ORDER BY name",
      )
      .all()
      .map(({ name }) => name);
  expect(schema(other)).toEqual(schema(sql));
});

test("O4 nothing that holds anything is overwritten unasked; told to, it is emptied first", async () => {
  const sql = newDatabase();
  const writer = new Writer(sql, 7);
  for (let n = 0; n < 30; n += 1) writer.write();
  const d1 = sqliteD1(sql);
  const migrations = await appliedIn({ ...listed!, d1 });
  const copy = await Copy.make(newFile(), migrations);
  const before = rowsOf(sql, tables);
  await expect(makeReady(d1, { name: "it", copy, migrations, overwrite: false })).rejects.toThrow(
    "it holds something already (accounts, ",
  );
  expect(rowsOf(sql, tables)).toEqual(before);
  await makeReady(d1, { name: "it", copy, migrations, overwrite: true });
  expect(rowsOf(sql, tables)).toEqual(read(copy));
  expect(await appliedIn({ ...listed!, d1 })).toEqual(migrations);
});

test("O4 every migration is applied statement by statement as it is as a whole", async () => {
  const empty = new DatabaseSync(":memory:");
  const whole = newDatabase();
  await applyMigrations(sqliteD1(empty), await appliedIn({ ...listed!, d1: sqliteD1(whole) }));
  const schema = (database: DatabaseSync) =>
    database
      .prepare(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'migrations*' ORDER BY name",
      )
      .all()
      .map(({ name, sql }) => [name, String(sql).replace(/--.*$/gm, "").replace(/\s+/g, "")]);
  expect(schema(empty)).toEqual(schema(whole));
});

test("O4 of every table it is decided whether it moves with an account", () => {
  const moving = ["accounts", ...OF_ACCOUNT, ...OF_IMPORT];
  const names = tables.map(({ name }) => name).toSorted();
  expect([...moving, ...STAYS].toSorted()).toEqual(names);
  const of = (name: string) => tables.find((table) => table.name === name)?.columns ?? [];
  expect(OF_ACCOUNT.filter((name) => !of(name).includes("account"))).toEqual([]);
  expect(OF_IMPORT.filter((name) => !of(name).includes("import_id"))).toEqual([]);
});

test("O6 no backup is taken while an account is moved, or of accounts of which one has moved meanwhile", async () => {
  const sql = newDatabase();
  const databases = [{ d1: sqliteD1(sql) }];
  sql.exec(
    "INSERT INTO places (account, name, name_revision, created_at, database) VALUES ('acme', 'Acme', 0, '', 'DB')",
  );
  const homes = await homesAtRest(databases);
  expect([...homes]).toEqual([["acme", "DB"]]);
  sql.exec("INSERT INTO moves (account, id, source, target, state, began_at, touched_at) VALUES ('acme', '1', 'DB', 'DB_2', 'copying', '', '')"); // biome-ignore format: one statement
  await expect(homesAtRest(databases, homes)).rejects.toThrow("acme is moved");
  sql.exec("DELETE FROM moves");
  expect(await homesAtRest(databases, homes)).toEqual(homes);
  sql.exec("UPDATE places SET database = 'DB_2'");
  await expect(homesAtRest(databases, homes)).rejects.toThrow("acme is moved");
});

test("O6 of what moves along to another database each table stands behind those that it refers to", () => {
  const database = newDatabase();
  const order = OWNED.map(([name]) => name);
  const early = order.flatMap((name, at) =>
    database
      .prepare('SELECT DISTINCT "table" AS target FROM pragma_foreign_key_list(?1)')
      .all(name)
      .map(({ target }) => String(target))
      .filter((target) => order.indexOf(target) >= at || order.indexOf(target) < 0)
      .map((target) => `${name} before ${target}`),
  );
  expect(early).toEqual([]);
  // What names an account and is on no list of what stays for good is its own.
  const [named, stays] = [new Set(order), STAYS.filter((name) => !order.includes(name))];
  const own = tables.filter(({ name, columns }) => columns.includes("account") && !stays.includes(name));
  expect(
    own
      .filter(({ name }) => !named.has(name))
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual([...ACCESS].toSorted());
});

test("O4 no code takes for exact how many rows D1 says were changed: it counts what the triggers of a backup write", () => {
  const exact = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .filter((file) =>
      /meta\.changes(?! > 0)|\.run\([^;]*\)\) (===|!==|<) /.test(readFileSync(join(root, "src", file), "utf8")),
    );
  // The one place that gives the number on; who compares it with more than nought is found above.
  expect(exact).toEqual(["store/calls.ts", "store/resealing/sealed.ts"]);
});
