import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { OutboxMail } from "../../../src/store/mails/outbox.ts";
import { ringOf } from "../../../src/vault/ring.ts";
import { aboutUser, openPin } from "../../../src/vault/seal.ts";
import { derivedWord, verifyPassword } from "../../../src/vault/temporary-password.ts";
import { csvOf } from "../../support/files/csv.ts";
import { storedObjects, storedValues } from "../../support/site/background.ts";
import { call } from "../../support/site/http.ts";
import { hearLog } from "../../support/site/log-lines.ts";
import {
  type Account,
  type AccountGiven,
  makeAccount,
  outbox,
  phones,
  type UploadOptions,
} from "../../support/site/site.ts";

const RECIPIENT = "it-desk@partner.example";
const DAY_MS = 86_400_000;
const [number = ""] = phones(1);

type Story = { readonly account: Account; readonly importId: string; readonly sent: readonly OutboxMail[] };

/** Imports Ada, Grace and one who exists already; gives the mails that the binding was given for it. */
async function imported(given: AccountGiven, options: UploadOptions): Promise<Story> {
  const account = await makeAccount({ ...given, numbers: [number] });
  await account.waitFor(await account.start(csvOf([{ email: "old@acme.example" }]), { services: "share" }));
  const before = (await outbox()).length;
  const rows = [
    { display_name: "Ada Löwe", email: "Ada@acme.example", primary_phone: number, voicemail_pin: "73910" },
    { display_name: "Grace", email: "grace@acme.example" },
    { display_name: "Old", email: "OLD@acme.example" },
  ];
  const { id: importId, counts } = await account.waitFor(await account.start(csvOf(rows), options));
  expect(counts).toMatchObject({ created: 2, failed: 1 });
  await account.settleMails();
  const all = await outbox();
  return { account, importId, sent: all.slice(0, all.length - before) };
}

const options = (passwords: string): UploadOptions =>
  passwords === "recipient" ? { passwords, password_recipient: RECIPIENT } : { passwords };
const toEach = (kind: string) => [`${kind} Ada@acme.example`, `${kind} grace@acme.example`];
const toDesk = [`password ${RECIPIENT}`, `password ${RECIPIENT}`];

const cases = [
  { passwords: "users", silent: false, expected: [...toEach("password"), ...toEach("welcome")] },
  { passwords: "users", silent: true, expected: toEach("password") },
  { passwords: "recipient", silent: false, expected: [...toDesk, ...toEach("welcome")] },
  { passwords: "recipient", silent: true, expected: toDesk },
  { passwords: "none", silent: false, expected: toEach("welcome") },
  { passwords: "none", silent: true, expected: [] },
];

for (const { passwords, silent, expected } of cases) {
  test(`M2 M3 passwords=${passwords}, ${silent ? "silent" : "not silent"}: exactly the mails of it are sent`, async () => {
    const { account, importId, sent } = await imported({ silent }, options(passwords));
    expect(sent.map(({ kind, to }) => `${kind} ${to}`).sort()).toEqual(expected.toSorted());
    const mails = await account.list<{
      id: string;
      kind: string;
      to: string;
      state: string;
      attempts: number;
      user: string;
    }>(`/mails?import=${importId}`);
    expect(mails.map(({ kind, to }) => `${kind} ${to}`).sort()).toEqual(expected.toSorted());
    expect(mails.every(({ state, attempts }) => state === "sent" && attempts === 1)).toBe(true);
    expect(mails.map(({ id }) => id).sort()).toEqual(sent.map(({ id }) => id).sort());
    expect(JSON.stringify(mails)).not.toMatch(/"(text|body|subject)"/);
    const users = new Set((await account.users()).filter((user) => user.import === importId).map(({ id }) => id));
    expect(new Set(mails.map(({ user }) => user)).size).toBe(expected.length === 0 ? 0 : 2);
    expect(mails.every(({ user }) => users.has(user))).toBe(true);
  });
}

/** M1: in the mail it is one word on a line of its own. */
function passwordIn({ text }: OutboxMail): string {
  const words = text.split("\n").filter((line) => /^[A-HJ-NP-Za-hjkmnp-z2-9]{14,}$/.test(line));
  expect(words).toHaveLength(1);
  return words[0] ?? "";
}

const check = (account: Account, email: string, password: string) =>
  account.ask<{ valid: boolean; must_change: boolean; expires_at: string | null }>("POST", "/users/password-check", {
    json: { email, password },
  });

const wrong = { valid: false, must_change: false, expires_at: null };

test("M1 the password of the mail is the user's alone, must be changed, and expires 7 days after it was accepted", async () => {
  const { account, sent } = await imported({}, options("users"));
  const [ada, grace] = ["Ada@acme.example", "grace@acme.example"].map((to) => {
    const mail = sent.find((one) => one.kind === "password" && one.to === to);
    if (!mail) throw new Error(`no password for ${to}`);
    return { mail, password: passwordIn(mail) };
  });
  if (!ada || !grace) throw new Error("unreachable");
  expect(ada.password).not.toBe(grace.password);
  const answer = await check(account, "ADA@acme.example", ada.password);
  expect(answer).toMatchObject({ valid: true, must_change: true });
  const life = Date.parse(answer.expires_at ?? "") - Date.parse(ada.mail.at);
  expect(life).toBeGreaterThanOrEqual(7 * DAY_MS);
  expect(life).toBeLessThan(7 * DAY_MS + 10_000);

  expect(await check(account, "Ada@acme.example", grace.password)).toEqual(wrong);
  expect(await check(account, "Ada@acme.example", `${ada.password}x`)).toEqual(wrong);
  expect(await check(account, "nobody@acme.example", ada.password)).toEqual(wrong);
  expect(await check(account, "old@acme.example", ada.password)).toEqual(wrong);
});

test("M1 a password that has expired is wrong like any other", async () => {
  const { account, sent } = await imported({ silent: true }, options("users"));
  const password = passwordIn(sent.find(({ to }) => to === "grace@acme.example") as OutboxMail);
  expect((await check(account, "grace@acme.example", password)).valid).toBe(true);
  const past = new Date(Date.now() - 1000).toISOString();
  await env.DB.prepare("UPDATE users SET password_expires_at = ?2 WHERE account = ?1").bind(account.id, past).run();
  expect(await check(account, "grace@acme.example", password)).toEqual(wrong);
});

test("M1 the password agrees with what is stored, and is itself stored or logged nowhere", async () => {
  const heard = hearLog({ isQuiet: true });
  const { account, importId, sent } = await imported({}, options("users")).finally(heard.stop);
  const passwords = sent.filter(({ kind }) => kind === "password").map(passwordIn);
  expect(passwords).toHaveLength(2);
  const { results } = await env.DB.prepare(
    "SELECT id, email, password_version, password_check FROM users WHERE account = ?1 AND import_id = ?2",
  )
    .bind(account.id, importId)
    .all<{ id: string; email: string; password_version: number; password_check: string }>();
  for (const { id, email, password_version: version, password_check } of results) {
    const mail = sent.find(({ kind, to }) => kind === "password" && to === email) as OutboxMail;
    const owner = { account: account.id, user: id, version };
    expect(verifyPassword(ringOf(env), owner, passwordIn(mail), password_check)).toBe(true);
    expect(verifyPassword(ringOf(env), { ...owner, version: 2 }, passwordIn(mail), password_check)).toBe(false);
  }
  const shown = [
    ...(await storedValues()),
    ...(await storedObjects()),
    ...heard.lines,
    JSON.stringify([await account.users(), await account.rows(importId), await account.import(importId)]),
    (await account.call("GET", `/imports/${importId}/created.csv`)).text,
    (await account.call("GET", "/activity")).text,
  ].join("\n");
  expect(shown.length).toBeGreaterThan(10_000);
  expect(passwords.filter((password) => shown.includes(password))).toEqual([]);
});

test("M2 a mail to the recipient names the user in its subject, is worded to them, and carries their password", async () => {
  const { account, sent } = await imported({}, options("recipient"));
  const desk = sent.filter(({ kind }) => kind === "password");
  expect(desk.map(({ subject }) => /Ada Löwe|Grace/.exec(subject)?.[0]).sort()).toEqual(["Ada Löwe", "Grace"]);
  for (const mail of desk) {
    const ada = mail.subject.includes("Ada");
    const email = ada ? "Ada@acme.example" : "grace@acme.example";
    expect(mail.text.startsWith(`Hello ${ada ? "Ada Löwe" : "Grace"},\n`)).toBe(true);
    expect(mail.text).toContain(email);
    expect((await check(account, email, passwordIn(mail))).valid).toBe(true);
  }
});

test("M1 with none no password is valid, not even the one that would be derived", async () => {
  const { account, importId } = await imported({}, options("none"));
  const users = (await account.users()).filter((user) => user.import === importId);
  for (const { id, email } of users) {
    for (const version of [0, 1]) {
      const derived = derivedWord(ringOf(env).current, { account: account.id, user: id, version });
      expect(await check(account, email, derived)).toEqual(wrong);
    }
  }
  const { results } = await env.DB.prepare(
    "SELECT DISTINCT password_check, password_expires_at FROM users WHERE account = ?1",
  )
    .bind(account.id)
    .all();
  expect(results).toEqual([{ password_check: null, password_expires_at: null }]);
});

test("M3 the Welcome mail says how to sign in, the extension, the numbers, and a PIN only when the system made it", async () => {
  const { account, sent } = await imported({ name: "Acme Clinics" }, options("none"));
  const users = new Map((await account.users()).map((user) => [user.email, user]));
  const [ada, grace] = ["Ada@acme.example", "grace@acme.example"].map(
    (to) => sent.find((mail) => mail.to === to)?.text ?? "",
  );
  expect(ada).toContain(`Extension: ${users.get("Ada@acme.example")?.extension}`);
  expect(ada).toContain(`Phone numbers: ${number}`);
  expect(ada).not.toMatch(/PIN|73910/);
  expect(grace).toContain("Acme Clinics");
  expect(grace).not.toContain(number);
  const pin = /voicemail PIN: ([0-9]{6})\n/.exec(grace ?? "")?.[1];
  const id = users.get("grace@acme.example")?.id ?? "";
  const stored = await env.DB.prepare("SELECT pin, pin_made FROM users WHERE id = ?1")
    .bind(id)
    .first<{ pin: string; pin_made: number }>();
  expect(stored?.pin_made).toBe(1);
  expect(openPin(ringOf(env), aboutUser(account.id, id), stored?.pin ?? "")).toBe(pin);
});

test("M6 who asked for it gets one mail when the import ends, also when it was stopped", async () => {
  const account = await makeAccount({ silent: true, numbers: [] });
  const notified = { notify: "true", notify_email: "boss@acme.example", filename: "june.csv" };
  const id = await account.start(csvOf([{}, {}]), notified);
  await account.waitFor(id);
  await account.settleMails();
  const mails = (await outbox("boss@acme.example")).filter((mail) => mail.id.includes(id));
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ kind: "import_finished" });
  expect(mails[0]?.subject).toContain("june.csv");
  expect(mails[0]?.text).toMatch(/Created: 2\b/);
  expect(mails[0]?.text).toContain(`/imports/${id}`);
  expect(await account.list(`/mails?import=${id}`)).toHaveLength(1);

  const quiet = await account.start(csvOf([{ email: "another@acme.example" }]), { filename: "july.csv" });
  await account.waitFor(quiet);
  expect(await account.list(`/mails?import=${quiet}`)).toEqual([]);
});

test("M5 the outbox answers the operator alone, on this machine, in development", async () => {
  expect((await call("GET", "/dev/outbox", { token: null })).status).toBe(401);
  const account = await makeAccount({ numbers: [] });
  expect((await call("GET", "/dev/outbox", { token: await account.token() })).status).toBe(403);
  expect((await call("GET", "/dev/outbox?limit=5001")).status).toBe(400);
});
