import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Mail } from "../../src/store/mails/mails.ts";
import { startServer, type TestServer } from "../support/product/server.ts";
import { type Answers, authority, credentials, type Received, SmtpInbox } from "../support/product/smtp-inbox.ts";
import { wordsOfHtml, wordsOfText } from "../support/site/mail-words.ts";

/** The whole product against a real SMTP server, over connections that are encrypted and checked. */

const stubborn: Answers = (recipient, attempt) => {
  if (recipient.startsWith("nobody@")) return { rcpt: 550 };
  // Each has two mails, which are tried together.
  if (recipient.startsWith("later@") && attempt <= 4) return { rcpt: 451 };
  if (recipient.startsWith("greylisted@") && attempt <= 2) return { data: 451 };
  if (recipient.startsWith("spam@")) return { data: 554 };
  if (recipient.startsWith("cut@") && attempt <= 1) return { rcpt: "cut" };
  return {};
};

let inbox: SmtpInbox;
let port: number;
let server: TestServer;

beforeAll(async () => {
  inbox = new SmtpInbox(stubborn);
  port = await inbox.open();
  server = await serve({ SMTP_SECURE: "starttls", SMTP_PORT: String(port) });
});

afterAll(async () => {
  await server.stop();
  await inbox.close();
});

/** The authority of the tests is known to the servers that start here, as a public one is to everybody. */
function serve(vars: Readonly<Record<string, string>>): Promise<TestServer> {
  process.env.NODE_EXTRA_CA_CERTS = authority;
  const { user: SMTP_USER, password: SMTP_PASSWORD } = credentials;
  const smtp = { MAIL_TRANSPORT: "smtp", SMTP_HOST: "localhost", SMTP_USER, SMTP_PASSWORD, MAIL_RETRY_SECONDS: "1" };
  return startServer({ vars: { ...smtp, MAIL_FROM: "muster@provider.example", ...vars } }).finally(() => {
    delete process.env.NODE_EXTRA_CA_CERTS;
  });
}

/** Asks the API of an account as the operator: with JSON, or with a text that is a CSV file. */
function caller({ origin, token }: TestServer, account: string) {
  return async (method: string, path: string, body?: object | string) => {
    const type = typeof body === "string" ? "text/csv" : "application/json";
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": type };
    const sent = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const url = `${origin}/api/v1/accounts/${account}${path}`;
    const response = await fetch(url, { method, headers, ...(sent === undefined ? {} : { body: sent }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
}

/** Imports users with these local parts, and waits until no mail of theirs is left to be sent, or `until` says so. */
async function imported(
  on: TestServer,
  account: string,
  users: readonly string[],
  until = settled,
): Promise<readonly Mail[]> {
  const call = caller(on, account);
  const main_location = { name: "Main", country: "US", address: "1 Main Street" };
  await call("PUT", "", { name: "Acme & Söhne", main_location });
  await call("PUT", "/subscriptions", { subscriptions: [{ type: "Pro", total: 50 }] });
  const rows = users.map((user) => `"${user} <b>Löwe</b>",${user}@people.example`);
  await call("POST", "/imports?passwords=users", ["Display Name,Email Address", ...rows].join("\r\n"));
  for (const end = Date.now() + 45_000; ; await sleep(100)) {
    const { items }: { items: Mail[] } = await call("GET", "/mails?limit=200");
    if (items.length === 2 * users.length && until(items)) return items;
    if (Date.now() > end) throw new Error(`still waiting: ${JSON.stringify(items)}`);
  }
}

const settled = (mails: readonly Mail[]) => mails.every(({ state }) => state !== "pending");
const headerOf = ({ email }: Received, key: string) => email.headers.find((header) => header.key === key)?.value;
const endOf = ({ state, attempts, last_error }: Mail) => ({ state, attempts, last_error });

test("M4 M5 the mails of a real import arrive over SMTP: what is refused for good is not tried again, what may pass is", async () => {
  const users = ["ada", "nobody", "later", "greylisted", "spam", "cut"];
  const mails = await imported(server, "acme", users);
  const endsOf = (user: string) => mails.filter(({ to }) => to.startsWith(`${user}@`)).map(endOf);
  const triesFor = (user: string) => endsOf(user).reduce((sum, { attempts }) => sum + attempts, 0);
  const accepted = { state: "sent", last_error: null };
  expect(endsOf("ada")).toEqual(Array(2).fill({ ...accepted, attempts: 1 }));
  expect(endsOf("nobody")).toEqual(Array(2).fill({ state: "failed", attempts: 1, last_error: "E_SMTP_550" }));
  expect(endsOf("spam")).toEqual(Array(2).fill({ state: "failed", attempts: 1, last_error: "E_SMTP_554" }));
  for (const [user, tries] of [
    ["later", 6],
    ["greylisted", 4],
    ["cut", 3],
  ] as const) {
    expect(endsOf(user)).toMatchObject(Array(2).fill(accepted));
    expect([user, triesFor(user)]).toEqual([user, tries]);
  }
  expect([inbox.attempts.get("nobody@people.example"), inbox.attempts.get("spam@people.example")]).toEqual([2, 2]);

  const sent = mails.filter(({ state }) => state === "sent");
  expect(inbox.received.map((one) => headerOf(one, "x-muster-mail")).sort()).toEqual(sent.map(({ id }) => id).sort());
  expect(inbox.received.every(({ encrypted, user }) => encrypted && user === credentials.user)).toBe(true);
  // Connections are shared by many mails.
  expect(inbox.connections).toBeLessThan(inbox.received.length + 8);
});

test("M1 what arrives is a mail with a text and an HTML part that say the same, under its own Message-ID", async () => {
  expect(inbox.received.length).toBeGreaterThan(5);
  for (const one of inbox.received) {
    const { email } = one;
    expect(email.text?.replace(/\r\n/g, "\n")).toMatch(/^Hello \w+ <b>Löwe<\/b>,\n/);
    expect(wordsOfHtml(email.html ?? "")).toBe(wordsOfText(email.text ?? ""));
    expect(email.messageId).toBe(`<${headerOf(one, "x-muster-mail")}@provider.example>`);
    expect(email.from?.address).toBe("muster@provider.example");
    expect(email.to?.map(({ address }) => address)).toEqual(one.recipients);
    expect(one.raw.split("\r\n").filter((line) => line.length > 998)).toEqual([]);
  }
  const password = inbox.received.find(({ email }) => email.subject?.startsWith("Temporary password"));
  expect(password?.email.subject).toMatch(/^Temporary password for \w+ <b>Löwe<\/b>$/);
  for (const part of [password?.email.text, password?.email.html]) {
    expect(part?.split(/\r?\n/).filter((line) => /^[A-Za-z0-9]{14,}$/.test(line))).toHaveLength(1);
  }
});

test("M1 nothing is said readably to a server that does not encrypt, and the mails wait for it", async () => {
  await inbox.close();
  const plain = new SmtpInbox(() => ({}), {
    hideSTARTTLS: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
  });
  await plain.open(port);
  const tried = (mails: readonly Mail[]) => mails.every(({ last_error }) => last_error !== null);
  const mails = await imported(server, "stripped", ["ada"], tried);
  // No mail would go: the try is not counted (M11).
  expect(mails.map(({ state, last_error, attempts }) => [state, last_error, attempts])).toEqual([
    ["pending", "E_SMTP_ETLS", 0],
    ["pending", "E_SMTP_ETLS", 0],
  ]);
  expect(plain.connections).toBeGreaterThan(0);
  expect([plain.received, [...plain.attempts]]).toEqual([[], []]);
  await plain.close();
});

test("M5 a server that encrypts from the first byte is spoken to like that", async () => {
  const secure = new SmtpInbox(() => ({}), { secure: true });
  const other = await serve({ SMTP_SECURE: "tls", SMTP_PORT: String(await secure.open()) });
  try {
    const mails = await imported(other, "acme", ["ada", "grace"]);
    expect(mails.map(({ state, attempts }) => [state, attempts])).toEqual(Array(4).fill(["sent", 1]));
    expect(secure.received.map(({ encrypted }) => encrypted)).toEqual(Array(4).fill(true));
  } finally {
    await other.stop();
    await secure.close();
  }
});

test("M4 a slow server gets each mail once: none waits for a connection until its time has run out", async () => {
  const slow = new SmtpInbox(() => ({}), { secure: true }, 4_400);
  const other = await serve({ SMTP_SECURE: "tls", SMTP_PORT: String(await slow.open()) });
  try {
    const mails = await imported(other, "acme", ["ada", "grace"]);
    expect(mails.map(endOf)).toEqual(Array(4).fill({ state: "sent", attempts: 1, last_error: null }));
    expect(slow.received.map((one) => headerOf(one, "x-muster-mail")).sort()).toEqual(mails.map(({ id }) => id).sort());
  } finally {
    await other.stop();
    await slow.close();
  }
});

test("M11 while the server cannot be reached mails pause, no try is counted, and all go when it can", async () => {
  const [before, late] = [new SmtpInbox(() => ({})), new SmtpInbox(() => ({}))];
  const at = await before.open();
  await before.close();
  const other = await serve({ SMTP_SECURE: "starttls", SMTP_PORT: String(at) });
  try {
    const tried = (mails: readonly Mail[]) => mails.every(({ last_error }) => last_error !== null);
    const mails = await imported(other, "unreached", ["ada", "bob"], tried);
    expect(new Set(mails.map(({ last_error, attempts }) => `${last_error} ${attempts}`))).toEqual(
      new Set(["E_SMTP_UNREACHABLE 0"]),
    );
    const headers = { Authorization: `Bearer ${other.token}` };
    const health = await (await fetch(`${other.origin}/api/v1/operator/health`, { headers })).json();
    expect(health).toMatchObject({ status: "attention", mail_pause: { reason: "slow" } });
    await late.open(at);
    await expect.poll(() => late.received.length).toBe(4);
    // How they ended is recorded a moment after they went.
    const ends = async () => {
      const { items }: { items: Mail[] } = await caller(other, "unreached")("GET", "/mails?limit=200");
      return items.map(({ state, attempts }) => `${state} ${attempts}`);
    };
    await expect.poll(ends).toEqual(Array(4).fill("sent 1"));
    expect(late.received).toHaveLength(4);
  } finally {
    await other.stop();
    await late.close();
  }
});
