import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { databases, migrations } from "../scripts/lib/paths.mjs";

/**
 * How SQLite goes about each statement of src/store: an account may have 100,000 users, numbers and mails, and a statement
 * that walks through all of them shows in no test of ten rows.
 */
const LARGE = ["users", "numbers", "mails", "import_rows", "audit", "directory_audit", "events", "webhook_deliveries"];

/** Those that walk through all of an account's all the same, each by a part of its text that no other has, and why. */
const walks: Readonly<Record<string, string>> = {
  "WITH RECURSIVE found (who) AS ( SELECT min(who) FROM audit": "it leaps from name to name",
  "WITH RECURSIVE found (who) AS ( SELECT min(who) FROM directory_audit": "it leaps from name to name",
  "INSERT INTO accounts (": "only a new account is written over nothing",
  "DELETE FROM numbers WHERE account = ?1": "the account is deleted",
  "DELETE FROM users WHERE account = ?1": "the account is deleted",
  "DELETE FROM accounts WHERE id = ?1": "the account is deleted",
  "SELECT e164 FROM numbers WHERE account = ?1 AND user_id IS NULL AND toll_free = 0":
    "it reads the first few in order",
  "SELECT (SELECT count(*) FROM users WHERE account = ?1) AS users": "the nightly count of everything",
  "WHERE account = ?1 AND CAST(extension AS INTEGER) < free_from": "the nightly count of everything",
  "AS isDue FROM mails WHERE account = ?1": "it reads what waits, at most so many",
  "leased_until > ?3 AND leased_until < ?2": "it reads what waits, once after a restart",
  "SELECT * FROM mails INDEXED BY mails_rare WHERE account = ?1 AND kind NOT IN ('password', 'welcome') UNION":
    "it looks for an address among the rare mails",
  "FROM mails INDEXED BY mails_pending WHERE account = ?1 AND state = 'pending' AND id > ?2": "it reads what waits",
  "INSERT INTO mail_pause (id, reason, since, until) SELECT": "it ends at the first that waits",
  "DELETE FROM mail_pause WHERE until <= ?1": "it ends at the first that waits",
  "SELECT coalesce(max(seq), 0) AS newest FROM events WHERE account = ?1": "it takes the last entry of the index",
  "SELECT seq, at FROM events ORDER BY seq LIMIT ?3": "it reads the first few in order",
  "SELECT seq FROM events WHERE account = ?1 ORDER BY seq LIMIT ?3": "it reads the first few in order",
  "SELECT ?1, 'arriving', ?2": "it looks whether there is any",
  "SET role = 'leaving'": "a move looks, once, whether anybody holds what waits",
  "SELECT events.seq FROM accounts CROSS JOIN events":
    "of accounts that keep things for a shorter time, it looks for the old ones",
  "FROM (SELECT due_at, leased_until FROM webhook_deliveries": "it reads what waits, at most so many",
  "SELECT min((SELECT due_at FROM mails INDEXED BY mails_pending": "it reads the first that waits of each account",
  "CROSS JOIN webhook_deliveries INDEXED BY webhook_deliveries_pending": "it counts what waits, for the operator",
  "CROSS JOIN mails INDEXED BY mails_failed": "it counts what waits and what failed, for the operator",
};

type Statement = { readonly file: string; readonly text: string };

const statements: readonly Statement[] = readdirSync("src/store", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => {
    const source = readFileSync(join("src/store", file), "utf8");
    const found = source.matchAll(/\bsql\(\s*(?:`((?:[^`\\]|\\.)*)`|"((?:[^"\\]|\\.)*)")/g);
    return Array.from(found, ([, long, short]) => ({ file, text: spaced((long ?? short ?? "").replaceAll("\\", "")) }));
  });

function spaced(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

const opened = Object.keys(databases).map((folder) => {
  const database = new DatabaseSync(":memory:");
  // As Wrangler makes it, to know which migrations were applied.
  database.exec(
    `CREATE TABLE migrations_of_${folder} (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP)`,
  );
  for (const name of readdirSync(join(migrations, folder)).toSorted())
    database.exec(readFileSync(join(migrations, folder, name), "utf8"));
  return database;
});

/** The steps of a statement in the one of the databases that has its tables. */
function planOf({ file, text }: Statement): readonly string[] {
  const refusals: unknown[] = [];
  for (const database of opened) {
    try {
      return database
        .prepare(`EXPLAIN QUERY PLAN ${text}`)
        .all()
        .map(({ detail }) => String(detail));
    } catch (error) {
      refusals.push(error);
    }
  }
  throw new Error(`${file}: ${refusals.join("; ")}: ${text}`);
}

/** The steps that visit every row that an account has in a large table, or every row there is. */
function walksOf(statement: Statement): readonly string[] {
  return planOf(statement).filter((step) => {
    const [, table = ""] = /^(?:SCAN|SEARCH) (\w+)/.exec(step) ?? [];
    return LARGE.includes(table) && (step.startsWith("SCAN") || step.endsWith("(account=?)"));
  });
}

test("every statement of src/store is found and can be prepared", () => {
  expect(statements.length).toBeGreaterThan(150);
  for (const statement of statements) planOf(statement);
});

test("I9 no statement walks through all users, numbers, mails, rows or audit entries of an account unless it has to", () => {
  const known = Object.keys(walks);
  const unknown = statements
    .filter(({ text }) => !known.some((part) => text.includes(part)))
    .flatMap((statement) => walksOf(statement).map((step) => `${statement.file}: ${step}: ${statement.text}`));
  expect(unknown).toEqual([]);
});

test("each statement that is let through is there, and does walk", () => {
  const idle = Object.keys(walks).filter(
    (part) => !statements.some((statement) => statement.text.includes(part) && walksOf(statement).length > 0),
  );
  expect(idle).toEqual([]);
});
