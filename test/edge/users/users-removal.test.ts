import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { User } from "../../../src/domain/user/user.ts";
import { AccountDatabase } from "../../../src/store/database.ts";
import { findFacts } from "../../../src/store/inventory/accounts.ts";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { countMailsTo } from "../../../src/store/mails/mails-to.ts";
import { removeUsers } from "../../../src/store/users/removal.ts";
import { csvOf } from "../../support/files/csv.ts";
import { deliver, freeze, meanwhile } from "../../support/site/background.ts";
import { call } from "../../support/site/http.ts";
import { type Account, makeAccount, outbox, phones } from "../../support/site/site.ts";

const [first = "", second = "", third = "", fourth = ""] = phones(4);
const adaWish = { display_name: "Ada", license_type: "Pro", extension: "2001" };
const graceWish = { display_name: "Grace", license_type: "Pro", extension: "2002", primary_phone: fourth };

/** Ada with three numbers and Grace with one, both with mails that nothing but the test will send. */
async function waiting(): Promise<{ account: Account; importId: string; ada: User; grace: User }> {
  const account = await makeAccount();
  const rows = [
    { ...adaWish, email: `ada@${account.id}.example`, primary_phone: first, additional_phones: `${second};${third}` },
    { ...graceWish, email: `grace@${account.id}.example` },
  ];
  const { importId, chunk } = await freeze(account, await account.draft(csvOf(rows), { passwords: "users" }));
  await deliver("muster-rows", [chunk(2, 3)]);
  const [one, other] = await account.users();
  if (!one || !other) throw new Error("they were not created");
  return { account, importId, ada: one, grace: other };
}

const mailsOf = async (account: Account, user: User) =>
  (await account.list<Mail>("/mails")).filter((mail) => mail.user === user.id).map(({ kind, state }) => [kind, state]);
const assigned = async (account: Account) => (await account.numbers("assigned")).map(({ e164 }) => e164);
const remove = (account: Account, { id }: User) => account.call("DELETE", `/users/${id}`);
const send = (account: Account, bindings?: Env) => deliver("muster-mails", [{ account: account.id }], bindings);

test("A2 deleting a user parks the numbers, frees extension, licence and address, and touches nobody else", async () => {
  const { account, ada, grace } = await waiting();
  expect([await assigned(account), await account.used()]).toEqual([
    [first, second, third, fourth],
    { Pro: 2, Basic: 0 },
  ]);
  const answer = await remove(account, ada);
  expect([answer.status, answer.text]).toEqual([204, ""]);
  expect([await assigned(account), await account.used()]).toEqual([[fourth], { Pro: 1, Basic: 0 }]);
  expect(await account.users()).toEqual([grace]);
  expect(await account.call("GET", `/users/${ada.id}`)).toMatchObject({ status: 404, body: { code: "not_found" } });
  const again = csvOf([{ ...adaWish, email: ada.email, primary_phone: first }]);
  expect((await account.upload(again, { dry_run: "true" })).body.problem_counts).toMatchObject({ rows_will_fail: 0 });
});

test("A2 the mails of a deleted user that wait are cancelled for good, those of others are sent", async () => {
  const { account, ada, grace } = await waiting();
  await remove(account, ada);
  expect(await mailsOf(account, ada)).toEqual([
    ["password", "cancelled"],
    ["welcome", "cancelled"],
  ]);
  await send(account);
  expect(await outbox(ada.email)).toEqual([]);
  expect(await mailsOf(account, grace)).toEqual([
    ["password", "sent"],
    ["welcome", "sent"],
  ]);
});

test("A2 M4 a mail that failed or came back is not sent again to a user who has been deleted, and it is said why", async () => {
  const { account, ada, grace } = await waiting();
  await env.DB.prepare("UPDATE mails SET state = 'failed' WHERE account = ?1 AND kind = 'password'")
    .bind(account.id)
    .run();
  await env.DB.prepare("UPDATE mails SET state = 'sent', bounced = 'E_BOUNCED' WHERE account = ?1 AND kind = 'welcome'")
    .bind(account.id)
    .run();
  await remove(account, ada);
  const before = await mailsOf(account, ada);
  const again = async ({ id }: User) => {
    const mails = await account.list<Mail>("/mails");
    const own = mails.filter(({ user }) => user === id);
    const asked = await Promise.all(own.map((mail) => account.call("POST", `/mails/${mail.id}/retry`)));
    return asked.map(({ status, body }) => [status, body.code]);
  };
  expect(await again(ada)).toEqual(Array(2).fill([409, "user_deleted"]));
  expect(await mailsOf(account, ada)).toEqual(before);
  expect(await again(grace)).toEqual(Array(2).fill([202, undefined]));
});

test("A2 a mail that is on its way when its user is deleted is recorded as sent, because it was", async () => {
  const { account, ada } = await waiting();
  const bindings = meanwhile(async (batch) => {
    if (batch === 1) await remove(account, ada);
  });
  await send(account, bindings);
  expect(await outbox(ada.email)).toHaveLength(2);
  expect(await mailsOf(account, ada)).toEqual([
    ["password", "sent"],
    ["welcome", "sent"],
  ]);
});

test("A2 a mail whose sender died while its user was deleted is cancelled and never tried again", async () => {
  const { account, ada } = await waiting();
  await env.DB.prepare("UPDATE mails SET lease = 'dead', leased_until = '9999' WHERE account = ?1 AND kind = 'welcome'")
    .bind(account.id)
    .run();
  await remove(account, ada);
  expect(await mailsOf(account, ada)).toEqual([
    ["password", "cancelled"],
    ["welcome", "pending"],
  ]);
  await env.DB.prepare("UPDATE mails SET leased_until = '2026' WHERE account = ?1").bind(account.id).run();
  await send(account);
  expect(await mailsOf(account, ada)).toContainEqual(["welcome", "cancelled"]);
  expect(await outbox(ada.email)).toEqual([]);
});

test("A2 the import's row stays created, with the id of the user who was", async () => {
  const { account, importId, ada } = await waiting();
  await remove(account, ada);
  const [row] = await account.rows(importId);
  expect(row).toMatchObject({ row: 2, outcome: "created", user: ada.id, message: "Created OK" });
  expect((await account.import(importId)).counts).toMatchObject({ created: 2 });
});

test("M1 the temporary password ends with the user", async () => {
  const { account, ada } = await waiting();
  await send(account);
  const [mail] = (await outbox(ada.email)).filter(({ kind }) => kind === "password");
  const word = /^[A-Za-z2-9]{16}$/m.exec(mail?.text ?? "")?.[0];
  const check = () =>
    account.ask<{ valid: boolean }>("POST", "/users/password-check", { json: { email: ada.email, password: word } });
  expect((await check()).valid).toBe(true);
  await remove(account, ada);
  expect((await check()).valid).toBe(false);
});

test("S4 nobody is deleted twice, nor from another account, and nothing changes where nobody is", async () => {
  const { account, ada } = await waiting();
  const other = await makeAccount();
  const nobody = { status: 404, body: { code: "not_found" } };
  expect(await other.call("DELETE", `/users/${ada.id}`)).toMatchObject(nobody);
  expect(await account.call("DELETE", `/users/${ada.id}`, { token: await other.token() })).toMatchObject(nobody);
  expect(await call("DELETE", `/api/v1/accounts/nowhere/users/${ada.id}`)).toMatchObject(nobody);
  expect(await account.users()).toHaveLength(2);
  const answers = await Promise.all(Array.from({ length: 4 }, () => remove(account, ada)));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404, 404]);
  expect([await assigned(account), await account.used()]).toEqual([[fourth], { Pro: 1, Basic: 0 }]);
});

test("a token that may only read deletes nobody", async () => {
  const { account, ada } = await waiting();
  const token = await account.token("read");
  const answer = await account.call("DELETE", `/users/${ada.id}`, { token });
  expect(answer).toMatchObject({ status: 403, body: { code: "read_only_token" } });
});

test("S8 a deletion is kept with who was deleted", async () => {
  const { account, ada } = await waiting();
  await account.ask("DELETE", `/users/${ada.id}`, { headers: { "CF-Connecting-IP": "203.0.113.9" } });
  const { items } = await account.ask<{ items: unknown[] }>("GET", "/activity?limit=1");
  const detail = { email: ada.email };
  expect(items).toMatchObject([
    { action: "users.remove", subject: ada.id, who: "operator", from: "203.0.113.9", detail },
  ]);
});

test("I3 a chunk that was read before a deletion is settled again, with what the deletion has freed", async () => {
  const { account, ada } = await waiting();
  const again = csvOf([{ display_name: "New", email: ada.email, license_type: "Pro", primary_phone: first }]);
  await env.DB.prepare("UPDATE imports SET state = 'completed', finished_at = touched_at WHERE account = ?1")
    .bind(account.id)
    .run();
  const { importId, chunk } = await freeze(account, await account.draft(again));
  const bindings = meanwhile(async (batch) => {
    if (batch === 1) await remove(account, ada);
  });
  await deliver("muster-rows", [chunk(2, 2)], bindings);
  expect(await account.rows(importId)).toMatchObject([{ outcome: "created" }]);
});

test("A2 deleting a user, and saying what that takes with it, does not read the mails that wait for others", async () => {
  const { account, ada } = await waiting();
  await env.DB.prepare(
    `WITH RECURSIVE n (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 2000)
     INSERT INTO mails (id, account, kind, to_address, user_id, state, due_at, created_at)
     SELECT 'mail_usr_' || x || '_password_1', ?1, 'password', 'x@example.com', 'usr_' || x, 'pending', ?2, ?2 FROM n`,
  )
    .bind(account.id, "2030-01-01T00:00:00.000Z")
    .run();
  const db = new AccountDatabase(env.DB);
  expect(await countMailsTo(db, account.id, [ada.id])).toEqual({ waiting: 2, told: 0 });
  expect(db.cost.d1_rows_read).toBeLessThan(10);
  const known = await findFacts(db, account.id);
  const done = { at: new Date().toISOString(), who: "operator", address: null, action: "users.remove" };
  const basis = { account: account.id, revision: known!.revision };
  const removed = { id: ada.id, numbers: [first, second, third], license_key: "pro" };
  await removeUsers(db, basis, [removed], { ...done, account: account.id, subject: ada.id });
  expect(db.cost.d1_rows_read).toBeLessThan(200);
  expect((await mailsOf(account, ada)).map(([, state]) => state)).toEqual(["cancelled", "cancelled"]);
});
