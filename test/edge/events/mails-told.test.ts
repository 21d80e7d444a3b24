import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { AccountDatabase } from "../../../src/store/database.ts";
import { importEventStatement } from "../../../src/store/events/record-imports.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { makeAccount } from "../../support/site/site.ts";

type Mail = { kind: string; state: string; bounced: string | null; last_error: string | null; due_at: string };

/** The same counts, made without SQL. */
function countedByHand(mails: readonly Mail[]) {
  const groups = Map.groupBy(mails, ({ kind, state, bounced, last_error }) =>
    JSON.stringify([kind, state, bounced === null ? 0 : 1, state === "pending" ? last_error : null]),
  );
  return [...groups].map(([key, some]) => {
    const [kind, state, bounced, error] = JSON.parse(key);
    const [until] = some.map(({ due_at }) => due_at).toSorted();
    return { kind, state, bounced, error, until, mails: some.length };
  });
}

test("W1 what an event tells of the mails of an import is what they come to, whatever has become of them", async () => {
  const account = await makeAccount();
  const id = await account.start(csvOf(people(3)), {
    passwords: "users",
    mails: "hold",
    notify: "true",
    notify_email: "me@acme.example",
  });
  await account.waitFor(id);
  const db = new AccountDatabase(env.DB);
  const change = (sql: string) => env.DB.prepare(`UPDATE mails SET ${sql}`).run();
  const told = async () => {
    const touch = db.sql("UPDATE imports SET touched_at = touched_at WHERE id = ?1", id);
    await db.batch([touch, importEventStatement(db, { account: account.id, at: "2026-01-01T00:00:00.000Z" }, id)]);
    const { data } =
      (await env.DB.prepare("SELECT data FROM events ORDER BY seq DESC LIMIT 1").first<{ data: string }>()) ?? {};
    const { results } = await env.DB.prepare(
      "SELECT kind, state, bounced, last_error, due_at FROM mails WHERE import_id = ?1",
    )
      .bind(id)
      .all<Mail>();
    const bySort = (one: object, other: object) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);
    expect(JSON.parse(data ?? "{}").mails.toSorted(bySort)).toEqual(countedByHand(results).toSorted(bySort));
    return results.length;
  };
  // With the one of the import's end, and without it.
  expect(await told()).toBe(7);
  await env.DB.prepare("DELETE FROM mails WHERE kind = 'import_finished'").run();
  expect(await told()).toBe(6);
  for (const sql of [
    "state = 'sent' WHERE kind = 'password'",
    "state = 'sent', bounced = 'nobody there' WHERE id LIKE '%_2_password%'",
    "state = 'pending', due_at = '2026-01-0' || (2 + length(id) % 3) || 'T00:00:00.000Z' WHERE kind = 'welcome'",
    "state = 'pending' WHERE id LIKE '%_3_password%'",
    "last_error = 'E_DAY_LIMIT' WHERE id LIKE '%_2_welcome%'",
    "last_error = NULL, state = 'failed' WHERE id LIKE '%_2_welcome%'",
    "state = 'cancelled', bounced = NULL",
  ]) {
    await change(sql);
    expect(await told()).toBe(6);
  }
  await env.DB.prepare("DELETE FROM mails").run();
  expect(await told()).toBe(0);
});
