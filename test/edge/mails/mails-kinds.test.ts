import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { MailKind } from "../../../src/domain/mail/mail.ts";
import { AccountDatabase } from "../../../src/store/database.ts";
import type { Mail } from "../../../src/store/mails/mails.ts";
import type { OutboxMail } from "../../../src/store/mails/outbox.ts";
import { recordMailsStatement } from "../../../src/store/mails/record-mails.ts";
import { ringOf } from "../../../src/vault/ring.ts";
import { aboutUser, openPin, sealPin } from "../../../src/vault/seal.ts";
import { derivedWord } from "../../../src/vault/temporary-password.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { deliver } from "../../support/site/background.ts";
import { wordsOfHtml, wordsOfText } from "../../support/site/mail-words.ts";
import { type Account, makeAccount, outbox } from "../../support/site/site.ts";

const now = "2026-06-01T10:00:00.000Z";
const db = new AccountDatabase(env.DB);
const send = (account: Account) => deliver("muster-mails", [{ account: account.id }]);

type Waiting = { readonly id: string; readonly kind: MailKind; readonly to: string; readonly version: number };

/** Records a mail to do with a user, as their resets do. */
async function record(account: Account, user: string, { id, kind, to, version }: Waiting): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO mails (id, account, kind, to_address, user_id, password_version, state, due_at, created_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'pending', ?7, ?7)`,
  )
    .bind(id, account.id, kind, to, user, version, now)
    .run();
}

/** An account with one user with voice, and what the binding is given for them from now on. */
async function withUser() {
  const account = await makeAccount({ name: "Acme & Söhne", silent: true, numbers: [] });
  const email = `ada@${account.id}.example`;
  await account.waitFor(await account.start(csvOf([{ display_name: "Ada <Löwe>", email }])));
  const [user] = await account.users();
  if (!user) throw new Error("nobody was created");
  return { account, email, user: user.id };
}

async function onlyMail(to: string): Promise<OutboxMail> {
  const [mail, ...more] = await outbox(to);
  if (!mail || more.length > 0) throw new Error(`${more.length + 1} mails to ${to}`);
  expect(wordsOfHtml(mail.html)).toBe(wordsOfText(mail.text));
  return mail;
}

test("M7 a new PIN is mailed to its user, also in silent mode", async () => {
  const { account, email, user } = await withUser();
  const sealed = sealPin(ringOf(env), aboutUser(account.id, user), "640917");
  await env.DB.prepare("UPDATE users SET pin = ?2, pin_made = 0 WHERE id = ?1").bind(user, sealed).run();
  await record(account, user, { id: "mail_pin", kind: "voicemail_pin", to: email, version: 0 });
  await send(account);
  const { subject, text, html, kind } = await onlyMail(email);
  expect([kind, subject]).toEqual(["voicemail_pin", "Your new voicemail PIN at Acme & Söhne"]);
  expect(text).toMatch(/^Hello Ada <Löwe>,\n[\s\S]*\nNew voicemail PIN: 640917\n/);
  expect(html).toContain("Hello Ada &lt;Löwe&gt;,");
  expect(openPin(ringOf(env), aboutUser(account.id, user), sealed)).toBe("640917");
});

test("M7 a password that is reset to somebody else goes to them, worded to the user, who is told without it", async () => {
  const { account, email, user } = await withUser();
  await env.DB.prepare("UPDATE users SET password_version = 2 WHERE id = ?1").bind(user).run();
  const desk = `desk@${account.id}.example`;
  await record(account, user, { id: "mail_new", kind: "password", to: desk, version: 2 });
  await record(account, user, { id: "mail_told", kind: "password_changed", to: email, version: 0 });
  await send(account);
  const password = derivedWord(ringOf(env).current, { account: account.id, user, version: 2 });
  const [forDesk, forUser] = [await onlyMail(desk), await onlyMail(email)];
  expect(forDesk.text.split("\n")).toContain(password);
  expect(forDesk.html.split("\n")).toContain(password);
  expect(forDesk.text).toContain("has reset your password");
  expect(forUser.subject).toBe("Your password at Acme & Söhne was reset");
  expect(forUser.text + forUser.html).not.toContain(password);
  expect(forUser.text).toContain(email);
});

test("M1 a mail whose password was replaced while it waited is cancelled, and cannot be sent again", async () => {
  const { account, email, user } = await withUser();
  await record(account, user, { id: "mail_old", kind: "password", to: email, version: 1 });
  await env.DB.prepare("UPDATE users SET password_version = 2 WHERE id = ?1").bind(user).run();
  await send(account);
  expect(await account.list<Mail>("/mails")).toMatchObject([{ id: "mail_old", state: "cancelled" }]);
  expect(await outbox(email)).toEqual([]);

  await env.DB.prepare("UPDATE mails SET state = 'failed' WHERE id = 'mail_old'").run();
  const again = await account.call("POST", "/mails/mail_old/retry");
  expect([again.status, again.body.code]).toEqual([409, "password_superseded"]);
});

test("M6 the mail of an import's end names the first reasons why users are missing, in file order", async () => {
  const account = await makeAccount({ silent: true, numbers: [], types: { Pro: 20, Basic: 1 } });
  const { counts } = await account.waitFor(await account.start(csvOf(people(7)), { services: "share" }));
  expect(counts.created).toBe(7);
  const boss = `boss@${account.id}.example`;
  const options = { services: "share", notify: "true", notify_email: boss, filename: "june.csv" };
  await account.waitFor(await account.start(csvOf(people(8)), options));
  await account.settleMails();
  const { subject, text } = await onlyMail(boss);
  expect(subject).toBe("june.csv: 1 created, 7 not");
  const reasons = text.split("\n").filter((line) => line.startsWith("- "));
  const exists = (n: number) =>
    `- Row ${n + 1}: A user with the address user-${n}@acme. example exists. Remove the row, or give another address.`;
  expect(reasons).toEqual([...[1, 2, 3, 4, 5].map(exists), "- and 2 more"]);
});

test("the mail about a webhook goes to its administrator, with the address of the webhook", async () => {
  const account = await makeAccount({ numbers: [] });
  const to = `boss@${account.id}.example`;
  const about = "https://hook.example/muster";
  const mail = { id: "mail_hook", kind: "webhook_disabled", to, about } as const;
  await db.run(recordMailsStatement(db, { account: account.id, now }, [mail]));
  await send(account);
  expect((await onlyMail(to)).text).toContain("Webhook: https: hook. example/muster\n");
});
