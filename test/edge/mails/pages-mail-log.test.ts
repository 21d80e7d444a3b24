import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { headingOf, signedIn, textOf } from "../../support/site/visitor.ts";

/** Has an account's mails of a kind fail, as a mail system that refuses them would. */
async function failing(account: Account, kind: string): Promise<void> {
  await env.DB.prepare(
    "UPDATE mails SET state = 'failed', attempts = 6, last_error = 'E_SMTP_550', sent_at = NULL WHERE account = ?1 AND kind = ?2",
  )
    .bind(account.id, kind)
    .run();
}

async function accountWithMails(users: number): Promise<Account> {
  const account = await makeAccount({ types: { Pro: 100 }, numbers: [] });
  await account.waitFor(await account.start(csvOf(people(users)), { passwords: "users" }));
  await account.settleMails();
  return account;
}

test("M4 the log shows state, kind, address, tries and the last error, filtered by state and kind, and never a text", async () => {
  const account = await accountWithMails(3);
  const dana = await signedIn(account);
  await failing(account, "welcome");
  const all = await dana.visit("/settings/mail");
  expect(all.text.match(/class="tag ok">.*?sent</g)).toHaveLength(3);
  expect(all.text.match(/class="tag bad">.*?failed</g)).toHaveLength(3);
  expect(all.text.match(/<a href="\/users\/usr_/g)).toHaveLength(6);
  const failed = await dana.visit("/settings/mail?state=failed&kind=welcome");
  expect(headingOf(failed)).toBe("Mail that failed");
  expect(textOf(failed)).toMatch(
    /Welcome failed from .*? UTC 6 The mail server refused it for good \(550\)\. Check the address\. Send again/,
  );
  expect(failed.text).not.toContain("tag ok");
  expect(failed.text).toMatch(/<option value="failed" selected/);
  expect(textOf(await dana.visit("/settings/mail?state=failed&kind=password"))).toContain("There is no such mail.");
});

test("M4 a failed mail is sent again from the log, and the filter stays; twice does no harm (E4)", async () => {
  const account = await accountWithMails(1);
  const dana = await signedIn(account);
  await failing(account, "welcome");
  const page = await dana.visit("/settings/mail?state=failed");
  const action = /action="(\/settings\/mail\/[^"]+\/retry)"/.exec(page.text)?.[1] ?? "";
  for (const _ of [1, 2]) {
    const sent = await dana.send(action, { state: "failed", kind: "welcome" });
    const to = "/settings/mail?state=failed&kind=welcome&news=again";
    expect([sent.status, sent.headers.get("Location")]).toEqual([303, to]);
  }
  expect(textOf(await dana.visit("/settings/mail?state=failed&news=again"))).toContain("The mail is on its way again.");
  const mails = await account.settleMails();
  expect(mails.filter(({ kind }) => kind === "welcome")).toMatchObject([{ state: "sent", attempts: 1 }]);
  const retries = await env.DB.prepare("SELECT 1 FROM audit WHERE account = ?1 AND action = 'mails.retry'")
    .bind(account.id)
    .all();
  expect(retries.results).toHaveLength(1);
});

test("M1 a mail whose password was replaced is not sent again, and the page says what to do", async () => {
  const account = await accountWithMails(1);
  const dana = await signedIn(account);
  await failing(account, "password");
  await env.DB.prepare("UPDATE users SET password_version = 2 WHERE account = ?1").bind(account.id).run();
  const [mail] = (await account.list<Mail>("/mails")).filter(({ kind }) => kind === "password");
  const refused = await dana.send(`/settings/mail/${mail?.id}/retry`, { state: "failed" });
  expect([refused.status, textOf(refused)]).toEqual([409, expect.stringContaining("Reset the user’s password")]);
  expect(refused.text).toMatch(/<option value="failed" selected/);
});

test("pages of mails follow each other without a gap, and an account without any is told when there will be some", async () => {
  const account = await accountWithMails(60);
  const dana = await signedIn(account);
  const seen: string[] = [];
  for (let path: string | null = "/settings/mail"; path !== null && seen.length <= 120; ) {
    const { text }: { text: string } = await dana.visit(path);
    seen.push(...[...text.matchAll(/<th[^>]*><a href="\/users\/(usr_[^"]+)"/g)].map(([, id]) => id ?? ""));
    const next: string | undefined = /<a class="btn" href="([^"]+)" rel="next"/.exec(text)?.[1];
    path = next?.replaceAll("&amp;", "&") ?? null;
  }
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(60);
  const nobody = await signedIn(await makeAccount({ numbers: [] }));
  expect(textOf(await nobody.visit("/settings/mail"))).toContain("Nothing has been mailed yet.");
  expect(textOf(await nobody.visit("/settings/mail?state=failed"))).toContain("No mail has failed.");
});

test("E15 mails are found by a part of the address that they went to, the newest first, page by page", async () => {
  const account = await accountWithMails(3);
  const dana = await signedIn(account);
  const users = await account.users();
  const json = { action: "send_passwords", users: users.map(({ id }) => id) };
  await account.ask("POST", "/users/bulk", {
    json: { ...json, passwords: "recipient", password_recipient: "Desk@help.example" },
  });
  await account.ask("POST", "/administrators", { json: { email: "kim@help.example" } });
  await account.settleMails();
  const found = async (query: string) =>
    (await account.list<Mail>(`/mails?${query}`)).map(({ kind, to }) => `${kind} ${to}`);
  const email = users[0]?.email ?? "";
  expect(await found(`q=${email.toUpperCase()}`)).toEqual([
    `password_changed ${email}`,
    ...[`welcome ${email}`, `password ${email}`],
  ]);
  const desk = Array(3).fill("password Desk@help.example");
  expect(await found("q=desk@")).toEqual(desk);
  expect(await found("q=HELP.example")).toEqual(["invitation kim@help.example", ...desk]);
  expect(await found("q=help.example&kind=invitation")).toEqual(["invitation kim@help.example"]);
  expect(await found("q=nobody@nowhere")).toEqual([]);
  const first = await account.ask<{ items: Mail[]; next: string }>("GET", "/mails?q=help.example&limit=3");
  const next = `/mails?q=help.example&limit=3&cursor=${encodeURIComponent(first.next)}`;
  const second = await account.ask<{ items: Mail[]; next: string | null }>("GET", next);
  expect([first.items.length, second.items.length, second.next]).toEqual([3, 1, null]);
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4);
  const page = await dana.visit("/settings/mail?q=desk%40");
  expect([page.text.match(/Desk@/g)?.length ?? 0, page.text.includes('value="desk@"')]).toEqual([3, true]);
  expect(textOf(await dana.visit("/settings/mail?q=nobody%40nowhere"))).toContain("There is no such mail.");
});

test("E15 M2 mails of an import whose passwords go to one address are found by that address", async () => {
  const account = await makeAccount({ silent: true });
  const options = { passwords: "recipient", password_recipient: "Desk@help.example" };
  await account.waitFor(await account.start(csvOf(people(2)), options));
  await account.waitFor(await account.start(csvOf(people(1, () => ({ email: "other@acme.example" })))));
  await account.settleMails();
  const found = await account.list<Mail>("/mails?q=DESK%40help");
  expect(found.map(({ kind, to }) => `${kind} ${to}`)).toEqual(Array(2).fill("password Desk@help.example"));
});
