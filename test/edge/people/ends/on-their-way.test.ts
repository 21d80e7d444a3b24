import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { hashPassword } from "../../../../src/vault/hashes.ts";
import { ringOf } from "../../../../src/vault/ring.ts";
import {
  addApp,
  cookiesOf,
  forgetSteps,
  givePassword,
  newcomer,
  password,
} from "../../../support/site/authenticator.ts";
import { call, OPERATOR } from "../../../support/site/http.ts";
import { before } from "../../../support/site/meanwhile.ts";
import { type Account, makeAccount } from "../../../support/site/site.ts";
import { enrol, Visitor } from "../../../support/site/visitor.ts";

/** What ends the sessions of somebody while one of theirs is on its way: no session may come of that. */

let account: Account;
let made = 0;

beforeAll(async () => {
  account = await makeAccount({ numbers: [] });
});

async function somebody(): Promise<string> {
  made += 1;
  const email = `way-${made}@${account.id}.example`;
  await enrol(account, { email, password });
  return email;
}

const OPENS = "INSERT INTO sessions";

async function count(table: "sessions" | "sign_ins", email: string): Promise<number | undefined> {
  const counted = env.DIRECTORY.prepare(`SELECT count(*) AS many FROM ${table} WHERE email_key = ?1`).bind(email);
  return (await counted.first<{ many: number }>())?.many;
}

const endAll = (email: string) =>
  call("DELETE", `/api/v1/operator/people/${encodeURIComponent(email)}/sessions`, { token: OPERATOR });

async function keepPassword(email: string, text: string): Promise<void> {
  const hash = await hashPassword(ringOf(env), text);
  await env.DIRECTORY.prepare("UPDATE people SET password_hash = ?2 WHERE email_key = ?1").bind(email, hash).run();
}

test("S1 a password that is changed while somebody signs in with the one before opens nothing", async () => {
  const email = await somebody();
  const changed = () => keepPassword(email, "another battery staple");
  const told = await before(OPENS, changed, () => givePassword(email));
  expect([told.status, cookiesOf(told)]).toEqual([401, ""]);
  expect(await count("sessions", email)).toBe(0);
});

test("S1 the same password that is kept by another hash meanwhile lets its person in", async () => {
  const email = await somebody();
  const told = await before(
    OPENS,
    () => keepPassword(email, password),
    () => givePassword(email),
  );
  expect(told.status).toBe(303);
  expect(await count("sessions", email)).toBe(1);
});

test("S1 a second factor that is added while somebody signs in is asked for", async () => {
  const { email, visitor } = await newcomer(account);
  const told = await before(
    OPENS,
    () => addApp(visitor),
    () => givePassword(email),
  );
  expect(told.headers.get("Location")).toBe("/sign-in/factor");
  expect(await count("sessions", email)).toBe(1);
});

test("S1 a password that is changed while somebody is led to their second factor leads nowhere", async () => {
  const { email, visitor } = await newcomer(account);
  await addApp(visitor);
  const changed = () => keepPassword(email, "another battery staple");
  const told = await before("INSERT INTO sign_ins", changed, () => givePassword(email));
  expect(told.status).toBe(401);
  expect(await count("sign_ins", email)).toBe(0);
});

test("S1 a code that is given while the operator signs its person out everywhere opens nothing", async () => {
  const { email, visitor } = await newcomer(account);
  const { app } = await addApp(visitor);
  const owing = new Visitor(cookiesOf(await givePassword(email)));
  await forgetSteps(email);
  const told = await before(
    OPENS,
    () => endAll(email),
    () => owing.send("/sign-in/factor", { code: app.code() }),
  );
  expect([told.headers.get("Location"), cookiesOf(told)]).toEqual(["/sign-in", ""]);
  expect(await count("sessions", email)).toBe(0);
});

test("S1 choosing an account while all sessions end makes no other one, and accepts no invitation", async () => {
  const other = await makeAccount({ numbers: [] });
  const email = await somebody();
  await other.ask("POST", "/administrators", { json: { email } });
  for (const chosen of [account, other]) {
    const visitor = new Visitor(cookiesOf(await givePassword(email)).split("; ")[0] ?? "");
    const told = await before(
      OPENS,
      () => endAll(email),
      () => visitor.send("/accounts", { account: chosen.id }),
    );
    expect([told.headers.get("Location"), cookiesOf(told)]).toEqual(["/sign-in", ""]);
    expect(await count("sessions", email)).toBe(0);
  }
  const administrators = await other.list<{ email: string; state: string }>("/administrators");
  expect(administrators.filter((one) => one.email === email)).toMatchObject([{ state: "invited" }]);
});

test("S1 one session that chooses an account twice at once goes on as one", async () => {
  const email = await somebody();
  const visitor = new Visitor(cookiesOf(await givePassword(email)).split("; ")[0] ?? "");
  const choose = () => visitor.send("/accounts", { account: account.id });
  await before(OPENS, choose, choose);
  expect(await count("sessions", email)).toBe(1);
});
