import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { askForReset, openLink } from "../../../src/acts/people/links.ts";
import { AccountDatabase, DirectoryDatabase } from "../../../src/store/database.ts";
import { type Account, makeAccount, outbox } from "../../support/site/site.ts";
import { enrol } from "../../support/site/visitor.ts";

const password = "correct horse battery";
let made = 0;

/** At the door some minutes from now, from a network of its own. */
function door(minutes = 0) {
  made += 1;
  return {
    env,
    db: new AccountDatabase(env.DB),
    directory: new DirectoryDatabase(env.DIRECTORY),
    now: new Date(Date.now() + minutes * 60_000).toISOString(),
    address: `2001:db8:1:${made}::1`,
  };
}

async function askedFor(email: string, minutes = 0): Promise<void> {
  const asked = await askForReset(door(minutes), email);
  if (!asked.ok) throw new Error(asked.failure.code);
  await asked.value();
}

type Recorded = { readonly state: string; readonly due_at: string; readonly link_id: string };

/** Mails of the account to an address, as they were recorded. */
async function recorded(account: Account, to: string): Promise<readonly Recorded[]> {
  const found = await env.DB.prepare(
    "SELECT state, due_at, link_id FROM mails WHERE account = ?1 AND to_address = ?2 ORDER BY id",
  )
    .bind(account.id, to)
    .all<Recorded>();
  return found.results;
}

const waiting = ({ state }: Recorded) => state === "pending";

test("M12 of links that one person asks for five are mailed in an hour; one mail waits, and the answer is the same", async () => {
  const account = await makeAccount({ numbers: [] });
  const email = "dana@flood.example";
  await enrol(account, { email, password });
  for (let n = 0; n < 8; n += 1) await askedFor(email, n / 60);
  const mails = await recorded(account, email);
  const inHours = (due: string) => (Date.parse(due) - Date.now()) / 3_600_000;
  const late = mails.filter(({ due_at }) => inHours(due_at) > 0.5);
  expect(mails.length - late.length).toBe(5);
  expect(late.filter(waiting)).toHaveLength(1);
  for (const { due_at } of late) expect(inHours(due_at)).toBeLessThan(1.01);
  expect((await outbox(email)).length).toBeLessThanOrEqual(5);
});

test("M12 a new link ends the older ones of the person, and works for its time from when its mail may go", async () => {
  const account = await makeAccount({ numbers: [] });
  const email = "eve@flood.example";
  await enrol(account, { email, password });
  for (let n = 0; n < 6; n += 1) await askedFor(email, n / 60);
  const { results } = await env.DIRECTORY.prepare(
    "SELECT id, used_at, expires_at FROM links WHERE email_key = ?1 ORDER BY id",
  )
    .bind(email)
    .all<{ id: string; used_at: string | null; expires_at: string }>();
  expect(results.map(({ used_at }) => used_at === null)).toEqual([false, false, false, false, false, true]);
  const hours = (Date.parse(results.at(-1)?.expires_at ?? "") - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(1.9);
  expect(hours).toBeLessThan(2.1);
});

test("M12 a stranger who is invited by many accounts gets five mails in an hour, and each account's link lives", async () => {
  const email = "stranger@flood.example";
  const accounts: Account[] = [];
  for (let n = 0; n < 7; n += 1) accounts.push(await makeAccount({ numbers: [] }));
  for (const account of accounts) await account.ask("POST", "/administrators", { json: { email } });
  const due = await Promise.all(accounts.map((account) => recorded(account, email)));
  const late = due.flat().filter(({ due_at }) => Date.parse(due_at) > Date.now() + 1_800_000);
  expect([due.flat().length, late.length]).toEqual([7, 2]);
  const alive = env.DIRECTORY.prepare("SELECT count(*) FROM links WHERE email_key = ?1 AND used_at IS NULL").bind(
    email,
  );
  expect(await alive.first("count(*)")).toBe(7);
});

test("M12 an invitation that is sent again ends the one before, of this account alone", async () => {
  const account = await makeAccount({ numbers: [] });
  const email = "again@flood.example";
  for (let n = 0; n < 2; n += 1) await account.ask("POST", "/administrators", { json: { email } });
  await account.settleMails();
  const tokens = (await outbox(email)).map(({ text }) => /\/reset\/(\S+)$/m.exec(text)?.[1] ?? "");
  const open = await Promise.all(tokens.map((token) => openLink(door(), token)));
  expect(open.filter(({ ok }) => ok)).toHaveLength(1);
});
