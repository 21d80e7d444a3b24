/**
 * A program that follows the events of an account into a SQLite file of its own, and may be killed at any moment: what events
 * tell and how far it has come are written in one transaction. It ends by itself once nothing new has come for a while, if told so.
 *
 *   node follower.ts ORIGIN TOKEN ACCOUNT FILE [--once]
 */
import { DatabaseSync } from "node:sqlite";
import type { EventsAnswer, ShownEvent } from "./copy.ts";

const [origin = "", token = "", account = "", file = "", once] = process.argv.slice(2);

const database = new DatabaseSync(file);
database.exec(`
  PRAGMA journal_mode = WAL;
  CREATE TABLE IF NOT EXISTS position (id INTEGER PRIMARY KEY CHECK (id = 1), next TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS seen (id TEXT PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS users (id TEXT PRIMARY KEY, user TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS numbers (e164 TEXT PRIMARY KEY, status TEXT NOT NULL);
`);

/** A second of the same event, or a user who is created twice, breaks a key: this ends with an error. */
const statements = {
  seen: database.prepare("INSERT INTO seen (id) VALUES (?)"),
  create: database.prepare("INSERT INTO users (id, user) VALUES (?, ?)"),
  change: database.prepare("UPDATE users SET user = ?2 WHERE id = ?1"),
  remove: database.prepare("DELETE FROM users WHERE id = ?"),
  number: database.prepare("INSERT OR REPLACE INTO numbers (e164, status) VALUES (?, ?)"),
  gone: database.prepare("DELETE FROM numbers WHERE e164 = ?"),
  position: database.prepare("INSERT OR REPLACE INTO position (id, next) VALUES (1, ?)"),
};

function take({ id, type, data }: ShownEvent): void {
  statements.seen.run(id);
  for (const user of data.users ?? []) {
    if (type === "users.created") statements.create.run(user.id, JSON.stringify(user));
    else if (type === "users.changed") statements.change.run(user.id, JSON.stringify(user));
    else statements.remove.run(user.id);
  }
  for (const e164 of data.parked ?? []) statements.number.run(e164, "parked");
  for (const e164 of data.assigned ?? []) statements.number.run(e164, "assigned");
  for (const e164 of data.removed ?? []) statements.gone.run(e164);
}

for (;;) {
  const { next } = (database.prepare("SELECT next FROM position").get() ?? { next: "" }) as { next: string };
  const query = new URLSearchParams({ limit: "3", wait: once ? "0" : "5", ...(next && { after: next }) });
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`${origin}/api/v1/accounts/${account}/events?${query}`, { headers });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  const page = (await response.json()) as EventsAnswer;
  database.exec("BEGIN");
  for (const event of page.items) take(event);
  statements.position.run(page.next);
  database.exec("COMMIT");
  if (once && page.items.length === 0) break;
}
