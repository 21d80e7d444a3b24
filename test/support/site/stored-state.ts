import { env } from "cloudflare:workers";
import { storedRecords } from "./tables.ts";

/** What changes by itself: by looking at something, by sending mails, by checking a draft once more. */
const restless: Readonly<Record<string, readonly string[]>> = {
  sessions: ["seen_at", "address"],
  tokens: ["last_used_at", "last_used_from"],
  imports: ["touched_at", "revision", "cost", "mail_cost"],
  users: ["password_expires_at"],
  mails: ["state", "attempts", "due_at", "lease", "leased_until", "last_error", "sent_at", "slot"],
};

/** Tables that are no part of what somebody may change. */
const beside =
  /^(audit|directory_audit|looks|directory_looks|turned_away|assertions|directory_assertions|rate_windows|sweeps|mail_days|mail_paces|dev_outbox|migrations.*|d1_migrations)$/;

/** All that D1 holds, but for the audits and for what changes by itself. */
export async function storedState(): Promise<string> {
  const tables = [...(await storedRecords())].filter(([name]) => !beside.test(name));
  const kept = tables.map(([table, records]) => {
    const lasting = records.map((record) =>
      Object.entries(record).filter(([name]) => !restless[table]?.includes(name)),
    );
    // A failed mail that is put back is the only change of a mail's state that somebody asks for.
    return [table, lasting, table === "mails" ? records.map(({ state }) => state === "failed") : []];
  });
  return JSON.stringify(kept);
}

/** Does something while neither audit takes an entry. */
export async function withoutAudit<Value>(act: () => Promise<Value>): Promise<Value> {
  const full = (audit: string) =>
    `CREATE TRIGGER audit_is_full BEFORE INSERT ON ${audit} BEGIN SELECT RAISE(ABORT, 'the audit is full'); END`;
  await env.DB.prepare(full("audit")).run();
  await env.DIRECTORY.prepare(full("directory_audit")).run();
  try {
    return await act();
  } finally {
    for (const database of [env.DB, env.DIRECTORY]) await database.prepare("DROP TRIGGER audit_is_full").run();
  }
}

/** How many entries both audits have. */
export async function countEntries(): Promise<string> {
  const own = await env.DB.prepare("SELECT count(*) AS many FROM audit").first<number>("many");
  const access = await env.DIRECTORY.prepare("SELECT count(*) AS many FROM directory_audit").first<number>("many");
  return `${own} ${access}`;
}
