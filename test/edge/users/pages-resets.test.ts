import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { call } from "../../support/site/http.ts";
import { passwordIn, pinIn, QuietUser } from "../../support/site/resets.ts";
import { makeAccount, outbox } from "../../support/site/site.ts";
import { headingOf, signedIn, textOf, type Visitor } from "../../support/site/visitor.ts";

type Story = { readonly ada: QuietUser; readonly visitor: Visitor; readonly path: string };

async function arrive(wish: Readonly<Record<string, unknown>> = {}): Promise<Story> {
  const ada = await QuietUser.make({ passwords: "none", ...wish }, { silent: true });
  return { ada, visitor: await signedIn(ada.account), path: `/users/${ada.id}` };
}

/** What the form of a page says that it was made for. */
async function seenIn(visitor: Visitor, page: string): Promise<string> {
  return / name="seen" value="([^"]*)"/.exec((await visitor.visit(page)).text)?.[1] ?? "";
}

test("M7 the page of a user leads to both resets; without CONNECT there is no PIN to reset", async () => {
  const { visitor, path } = await arrive();
  const page = await visitor.visit(path);
  expect(page.text).toContain(`href="${path}/password"`);
  expect(page.text).toContain(`href="${path}/voicemail-pin"`);
  expect(textOf(page)).toContain("Nothing was mailed yet. Reset the password to send the first one.");
  const bare = await arrive({ services: "share" });
  expect((await bare.visitor.visit(bare.path)).text).not.toContain("voicemail-pin");
  const refused = await bare.visitor.visit(`${bare.path}/voicemail-pin`);
  expect([refused.status, textOf(refused).includes("without CONNECT")]).toEqual([409, true]);
  expect((await bare.visitor.send(`${bare.path}/voicemail-pin`)).status).toBe(409);
});

test("M7 a password that is reset to the user is said to be on its way to them, and shown nowhere", async () => {
  const { ada, visitor, path } = await arrive();
  const form = await visitor.visit(`${path}/password`);
  expect(headingOf(form)).toBe("Reset the password of Ada");
  expect(form.text).toMatch(/<input[^>]* value="users" checked/);
  const seen = await seenIn(visitor, `${path}/password`);
  const sent = await visitor.send(`${path}/password`, { passwords: "users", password_recipient: "x", seen });
  expect([sent.status, sent.headers.get("Location")]).toEqual([303, `${path}?news=password`]);
  const page = await visitor.visit(`${path}?news=password`);
  expect(textOf(page)).toMatch(
    new RegExp(
      `A new temporary password (is on its way|was sent) to ${ada.email}. A temporary password from before is no longer valid`,
    ),
  );
  await ada.account.settleMails();
  const [mail, ...more] = await ada.arrived("password");
  expect(more).toEqual([]);
  expect((await ada.check(passwordIn(mail))).valid).toBe(true);
  for (const { text } of [sent, page, await visitor.visit(path)]) expect(text).not.toContain(passwordIn(mail));
});

test("M7 a password that is reset to another address: the user is told without it, and both mails are listed", async () => {
  const { ada, visitor, path } = await arrive();
  const desk = `desk@${ada.account.id}.example`;
  expect(textOf(await visitor.visit(`${path}/password`))).toContain(
    "The user is told by mail that there is a new password, without the password.",
  );
  const sent = await visitor.send(`${path}/password`, { passwords: "recipient", password_recipient: desk, seen: "0" });
  expect(sent.status).toBe(303);
  await ada.account.settleMails();
  const page = textOf(await visitor.visit(`${path}?news=password`));
  expect(page).toContain(`A new temporary password was sent to ${desk}.`);
  const [at, name] = [desk.indexOf("@") + 1, ada.email.indexOf("@") + 1];
  expect(page).toContain(`Temporary password ${desk.slice(0, at)} ${desk.slice(at)}`);
  expect(page).toContain(`Password was reset ${ada.email.slice(0, name)} ${ada.email.slice(name)}`);
  expect(page.match(/ UTC sent/g)).toHaveLength(2);
  expect((await outbox(ada.email))[0]?.text).not.toContain(passwordIn((await outbox(desk))[0]));
});

test.each(["", "desk@acme", "a@b.example, c@d.example"])(
  "an address that is none (%j) is shown again as it was typed, with what is wrong, and nothing is reset",
  async (password_recipient) => {
    const { ada, visitor, path } = await arrive();
    const form = { passwords: "recipient", password_recipient, seen: "0" };
    const page = await visitor.send(`${path}/password`, form);
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/<title>Error: Reset the password of Ada/);
    expect(page.text).toMatch(/<input[^>]* value="recipient" checked/);
    expect(page.text).toContain(`name="password_recipient" type="email" value="${password_recipient}" aria-invalid`);
    expect(page.text).toContain('name="seen" value="0"');
    expect(await ada.mails()).toEqual([]);
  },
);

test("E4 a form that is sent twice by a double click resets once; sent anew it resets again", async () => {
  const { ada, visitor, path } = await arrive();
  const seen = await seenIn(visitor, `${path}/password`);
  const send = (seen: string, more = {}) => visitor.send(`${path}/password`, { passwords: "users", seen, ...more });
  const both = await Promise.all([send(seen), send(seen)]);
  expect(both.map(({ status }) => status)).toEqual([303, 303]);
  expect(await ada.mails()).toHaveLength(1);
  const desk = { passwords: "recipient", password_recipient: `desk@${ada.account.id}.example` };
  await send(seen, desk);
  expect(await ada.mails()).toHaveLength(3);
  await send(await seenIn(visitor, `${path}/password`));
  expect(await ada.mails()).toHaveLength(4);

  const pin = await seenIn(visitor, `${path}/voicemail-pin`);
  await Promise.all([
    visitor.send(`${path}/voicemail-pin`, { seen: pin }),
    visitor.send(`${path}/voicemail-pin`, { seen: pin }),
  ]);
  expect(await ada.mails()).toHaveLength(5);
  await visitor.send(`${path}/voicemail-pin`, { seen: await seenIn(visitor, `${path}/voicemail-pin`) });
  expect(await ada.mails()).toHaveLength(6);
});

test("E4 a form that was left open for long resets, whatever was reset since", async () => {
  const { ada, visitor, path } = await arrive();
  await ada.resetPassword();
  await ada.resetPin();
  await env.DB.prepare("UPDATE mails SET created_at = '2026-01-01' WHERE account = ?1").bind(ada.account.id).run();
  await visitor.send(`${path}/password`, { passwords: "users", seen: "0" });
  await visitor.send(`${path}/voicemail-pin`, { seen: "0123456789abcdef" });
  expect(await ada.mails()).toHaveLength(4);
});

test("M7 a PIN is reset after a confirmation; the page says where it goes, and never what it is", async () => {
  const { ada, visitor, path } = await arrive({ voicemail_pin: "482915" });
  const form = await visitor.visit(`${path}/voicemail-pin`);
  expect(headingOf(form)).toBe("Reset the voicemail PIN of Ada?");
  expect(textOf(form)).toContain(`mailed to ${ada.email} , also in silent mode`);
  expect(await ada.pin()).toBe("482915");
  const seen = await seenIn(visitor, `${path}/voicemail-pin`);
  const sent = await visitor.send(`${path}/voicemail-pin`, { seen });
  expect([sent.status, sent.headers.get("Location")]).toEqual([303, `${path}?news=voicemail_pin`]);
  await ada.account.settleMails();
  const page = await visitor.visit(`${path}?news=voicemail_pin`);
  expect(textOf(page)).toContain(
    `A new voicemail PIN was sent to ${ada.email}. The PIN from before is no longer valid.`,
  );
  const [pin] = (await ada.arrived("voicemail_pin")).map(pinIn);
  expect(await ada.pin()).toBe(pin);
  for (const { text } of [form, sent, page]) {
    expect(text).not.toContain("482915");
    expect(text).not.toContain(pin);
  }
});

test("the page of a user lists their latest mails with why one has failed, and no more than ten", async () => {
  const { ada, visitor, path } = await arrive();
  for (let n = 0; n < 11; n += 1) await ada.resetPassword();
  await env.DB.prepare(
    "UPDATE mails SET state = 'failed', last_error = 'E_SMTP_550' WHERE account = ?1 AND id LIKE '%_11'",
  )
    .bind(ada.account.id)
    .run();
  const page = await visitor.visit(`${path}?news=password`);
  expect(textOf(page)).toContain("failed The mail server refused it for good (550). Check the address.");
  expect(textOf(page)).toContain("What has failed or come back can be sent again under Mail");
  expect(textOf(page)).not.toContain("A new temporary password");
  expect(page.text.match(/<td class="m2 full"/g)).toHaveLength(10);
  expect(textOf(page)).toContain("A newer password has been made since");
});

test("a user's page shows nobody else's mails, not even of the row whose number begins like theirs", async () => {
  const account = await makeAccount({ numbers: [] });
  const rows = Array.from({ length: 20 }, (_, n) => `User ${n},user-${n}@${account.id}.example,Pro`);
  const file = ["Display Name,Email Address,Subscription License Type", ...rows].join("\r\n");
  await account.waitFor(await account.start(file, { passwords: "users" }));
  await account.settleMails();
  const users = await account.users();
  const first = users.find(({ email }) => email === `user-0@${account.id}.example`);
  const page = await (await signedIn(account)).visit(`/users/${first?.id}`);
  expect(first?.id).toMatch(/_2$/);
  expect(page.text.match(/<td class="m2 full"/g)).toHaveLength(2);
});

test("S4 S5 nobody resets from another account, without signing in, or from another site", async () => {
  const { ada, visitor, path } = await arrive();
  const stranger = await signedIn(await makeAccount({ numbers: [] }));
  const before = await ada.pin();
  for (const page of [`${path}/password`, `${path}/voicemail-pin`]) {
    expect((await stranger.visit(page)).status).toBe(404);
    expect((await stranger.send(page, { passwords: "users" })).status).toBe(404);
    expect((await visitor.send(page, {}, { Origin: "https://evil.example" })).status).toBe(403);
    expect((await call("GET", page, { token: null })).headers.get("Location")).toContain("/sign-in?next=");
  }
  expect((await stranger.send(`${path}/password`, { passwords: "recipient" })).status).not.toBe(303);
  expect([await ada.mails(), await ada.pin()]).toEqual([[], before]);
});

test("S8 a reset in the browser is kept with the administrator who asked for it", async () => {
  const { ada, visitor, path } = await arrive();
  await visitor.send(`${path}/password`, { passwords: "users" });
  const { items } = await ada.account.ask<{ items: { who: string }[] }>("GET", "/activity?limit=1");
  expect(items).toMatchObject([{ action: "users.password_reset", detail: { sent_to: ada.email } }]);
  expect(items[0]?.who).toMatch(/^visitor-.*@/);
});
