import { env } from "cloudflare:workers";
import { databaseOf, databases } from "../site/databases.ts";
import type { Account } from "../site/site.ts";
import { faulty, fiveRows, mustBe, type Story, until, withMails } from "./fault-stories.ts";
import type { FaultSwitch } from "./faults.ts";

/**
 * An import whose first mail finds the day's quota used up, and so does the one that is tried then; the next one goes, and
 * with it all others (M11). The pause is the account's own: others play their stories meanwhile.
 */
export const pausing: Story = async ({ account, client, laid, begin }) => {
  const d1 = await pauseAlone(account, laid);
  const asking = faulty(account, { headers: { "Idempotency-Key": "once" } });
  laid.refuses = "E_DAILY_LIMIT_EXCEEDED";
  begin();
  const { status, body } = await client.until(() => account.upload(fiveRows(account), withMails(account), asking));
  mustBe("the answer to POST imports", status, [202]);
  const isPaused = async () => (await d1.prepare(`SELECT 1 FROM ${laid.pauses}`).first()) !== null;
  await until("a pause begins", isPaused);
  const before = laid.refused;
  await until("a mail is tried in vain", async () => {
    if (laid.refused === before) await comeToTry(d1, account, laid);
    return laid.refused > before;
  });
  laid.refuses = null;
  await until("the pause ends", async () => {
    const isOver = !(await isPaused());
    if (!isOver) await comeToTry(d1, account, laid);
    return isOver;
  });
  return {
    known: { accepted: [body.id] },
    imports: [{ id: body.id, state: "completed", created: 4, rows: 5 }],
    flaws: () => triesCounted(d1, account, laid),
  };
};

/** Gives the account a pause of its own: else all accounts of the deployment have the same. */
async function pauseAlone({ id }: Account, laid: FaultSwitch): Promise<D1Database> {
  const d1 = await databaseOf(id);
  const sql = await d1.prepare("SELECT sql FROM sqlite_schema WHERE name = 'mail_pause'").first<string>("sql");
  const name = `mail_pause_of_${id.replaceAll("-", "_")}`;
  // The checker reads each table of all databases.
  for (const each of databases) await each.prepare((sql ?? "").replace("mail_pause", name)).run();
  laid.pauses = name;
  return d1;
}

/** The time comes at which the next mail is tried, unless one is being tried; and somebody looks, once, as the cron does. */
async function comeToTry(d1: D1Database, { id }: Account, { pauses }: FaultSwitch): Promise<void> {
  const come = d1.prepare(`UPDATE ${pauses} SET until = '2026' WHERE probe IS NULL AND until > '2026' RETURNING id`);
  if ((await come.first()) === null) return;
  await env.COORDINATORS.getByName(id)
    .watch()
    .catch(() => undefined);
}

/** M11: no try is counted where no mail goes; only what was struck may have lost one lease of mails. */
async function triesCounted(d1: D1Database, { id }: Account, { struck }: FaultSwitch): Promise<readonly string[]> {
  const most = struck === null ? 1 : 2;
  const { results } = await d1
    .prepare("SELECT id, attempts FROM mails WHERE account = ?1 AND attempts > ?2")
    .bind(id, most)
    .all<{ id: string; attempts: number }>();
  return results.map((mail) => `${mail.id} has ${mail.attempts} tries`);
}
