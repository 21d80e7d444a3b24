import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { askForReset } from "../../../src/acts/people/links.ts";
import { admitSignIn } from "../../../src/acts/people/rate-limits.ts";
import { signIn } from "../../../src/acts/people/sign-in.ts";
import { holdBackMs } from "../../../src/domain/people/hold-back.ts";
import { Turns } from "../../../src/platform/turns.ts";
import { AccountDatabase, DirectoryDatabase } from "../../../src/store/database.ts";
import { hashPassword } from "../../../src/vault/hashes.ts";
import { ringOf } from "../../../src/vault/ring.ts";
import { type Answer, call, ORIGIN } from "../../support/site/http.ts";
import { type Account, mailTo, makeAccount, outbox } from "../../support/site/site.ts";
import { enrol } from "../../support/site/visitor.ts";

const password = "correct horse battery";
let made = 0;

function fresh(): { readonly email: string; readonly address: string } {
  made += 1;
  return { email: `limit${made}@x.example`, address: `192.0.2.${made}` };
}

function door(address: string, minutes = 0) {
  return {
    env,
    db: new AccountDatabase(env.DB),
    directory: new DirectoryDatabase(env.DIRECTORY),
    now: new Date(Date.now() + minutes * 60_000).toISOString(),
    address,
  };
}

/** Signs in as the form of the page does. */
function knock(email: string, address: string, given = "wrong wrong wrong"): Promise<Answer<unknown>> {
  const body = new URLSearchParams({ email, password: given });
  return call("POST", "/sign-in", { token: null, body, headers: { Origin: ORIGIN, "CF-Connecting-IP": address } });
}

let administered: Promise<Account> | null = null;

/** An administrator of their own for each test, of one account; each calls from elsewhere. */
async function administrator(): Promise<{ readonly email: string; readonly address: string }> {
  const somebody = fresh();
  administered ??= makeAccount({ numbers: [] });
  await enrol(await administered, { email: somebody.email, password });
  return somebody;
}

/** Uses up failures without the cost of looking at a password. */
async function fail(times: number, email: string, address: string): Promise<void> {
  for (let n = 0; n < times; n += 1) await admitSignIn(door(address), email);
}

test("S6 of many wrong passwords at once exactly ten are looked at", async () => {
  const { email, address } = await administrator();
  await fail(6, email, address);
  const answers = await Promise.all(Array.from({ length: 12 }, () => knock(email, address)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(4);
  expect(statuses.filter((status) => status === 429)).toHaveLength(8);
  for (const { headers } of answers.filter(({ status }) => status === 429)) {
    const seconds = Number(headers.get("Retry-After"));
    expect(seconds).toBeGreaterThan(500);
    expect(seconds).toBeLessThanOrEqual(600);
  }
  expect((await knock(email, address, password)).status).toBe(429);
  expect((await knock(email.toUpperCase(), address, password)).status).toBe(429);
});

test("S6 nobody can lock somebody else out: from another address the right password is taken", async () => {
  const { email, address } = await administrator();
  await fail(12, email, address);
  expect((await knock(email, address, password)).status).toBe(429);
  const { status, headers } = await knock(email, fresh().address, password);
  expect([status, headers.get("Set-Cookie")]).toEqual([303, expect.stringMatching(/HttpOnly.*SameSite=Lax/)]);
});

test("S6 only failures count", async () => {
  const { email, address } = await administrator();
  await fail(9, email, address);
  for (let n = 0; n < 2; n += 1) expect((await knock(email, address, password)).status).toBe(303);
  expect((await knock(email, address)).status).toBe(401);
  expect((await knock(email, address)).status).toBe(429);
});

test("S6 thirty failures of one address are looked at, whatever the e-mail", async () => {
  const { address } = fresh();
  for (let n = 0; n < 29; n += 1) await fail(1, `guess${n}@x.example`, address);
  expect((await knock("guess30@x.example", address)).status).toBe(401);
  expect((await knock("guess31@x.example", address)).status).toBe(429);
});

test("S6 all addresses of one IPv6 network count as one", async () => {
  const { email } = await administrator();
  const network = `2001:db8:${(made + 4096).toString(16)}:7`;
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, n) => knock(`${n}-${email}`, `${network}::${n + 1}`)),
  );
  const statuses = answers.map(({ status }) => status);
  expect([
    statuses.filter((status) => status === 401).length,
    statuses.filter((status) => status === 429).length,
  ]).toEqual([30, 30]);
  expect((await knock(email, "2001:db8:ffff:8::1", password)).status).toBe(303);
});

test("S6 what else a request says of where it comes from is not believed: tries of one address count as one", async () => {
  const { email, address } = await administrator();
  await fail(6, email, address);
  const elsewhere = (n: number) =>
    Object.fromEntries(
      ["X-Forwarded-For", "X-Real-IP", "True-Client-IP", "X-Client-IP", "CF-Connecting-IPv6", "CF-Pseudo-IPv4"].map(
        (name) => [name, `203.0.113.${n + 1}`],
      ),
    );
  const headers = (n: number) => ({
    Origin: ORIGIN,
    "CF-Connecting-IP": address,
    Forwarded: `for=203.0.113.${n + 1}`,
    ...elsewhere(n),
  });
  const body = () => new URLSearchParams({ email, password: "wrong wrong wrong" });
  const tries = Array.from({ length: 12 }, (_, n) =>
    call("POST", "/sign-in", { token: null, body: body(), headers: headers(n) }),
  );
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(4);
  const account = await administered;
  const kept = await account?.list<{ action: string; who: string; from: string }>("/activity");
  const failed = kept?.filter(({ action, who }) => action === "session.fail" && who === email) ?? [];
  expect(failed.map(({ from }) => from)).toEqual(Array(4).fill(address));
});

const many = Array.from({ length: 200 }, (_, n) => n + 1);

test.each([
  ["one address", () => "198.51.100.7"],
  ["one IPv6 network", (n: number) => `2001:db8:200:1:${n.toString(16)}::9`],
] as const)("S6 of 200 tries at once from %s exactly 30 have their password looked at", async (_, from) => {
  const tries = await Promise.all(many.map((n) => admitSignIn(door(from(n)), `many-${n}@x.example`)));
  expect(tries.filter(({ ok }) => ok)).toHaveLength(30);
});

test("S6 of 200 tries at once for one e-mail from 200 networks each is counted once: ten are not held back, and 180 for 30 s", async () => {
  const tries = await Promise.all(many.map((n) => admitSignIn(door(`198.18.0.${n}`), "everywhere@x.example")));
  const held = tries.map((tried) => (tried.ok ? tried.value.heldMs : -1)).toSorted((one, other) => one - other);
  expect(held).toEqual(many.map((n) => holdBackMs(n - 1)));
  expect([held.filter((ms) => ms === 0).length, held.filter((ms) => ms === 30_000).length]).toEqual([10, 180]);
});

test("S6 an e-mail has its failures counted from everywhere, those too that are turned away, and its answers held back", async () => {
  const { email } = await administrator();
  const address = fresh().address;
  await Promise.all(Array.from({ length: 9 }, () => fail(1, email, fresh().address)));
  expect((await admitSignIn(door(address), email)).ok).toBe(true);
  expect(await admitSignIn(door(fresh().address), email)).toMatchObject({ ok: true, value: { heldMs: 1_000 } });
  await Promise.all(Array.from({ length: 12 }, () => fail(1, email, address)));
  expect(await admitSignIn(door(fresh().address), email)).toMatchObject({ ok: true, value: { heldMs: 30_000 } });
});

test("S6 a right password is held back as well, is let in, and does not end the counting", async () => {
  const { email } = await administrator();
  for (let n = 0; n < 10; n += 1) await fail(1, email, fresh().address);
  for (let n = 0; n < 2; n += 1) {
    const began = Date.now();
    expect((await knock(email, fresh().address, password)).status).toBe(303);
    expect(Date.now() - began).toBeGreaterThanOrEqual(950);
  }
  expect(await admitSignIn(door(fresh().address), email)).toMatchObject({ ok: true, value: { heldMs: 1_000 } });
});

test("S6 a hash that was made at less cost is made anew when its password is typed, and not before", async () => {
  const { email, address } = await administrator();
  const cheap = await hashPassword(ringOf(env), password, { N: 2, r: 1, p: 1 });
  const stored = () =>
    env.DIRECTORY.prepare("SELECT password_hash FROM people WHERE email_key = ?1").bind(email).first("password_hash");
  await env.DIRECTORY.prepare("UPDATE people SET password_hash = ?2 WHERE email_key = ?1").bind(email, cheap).run();
  expect((await knock(email, address)).status).toBe(401);
  expect(await stored()).toBe(cheap);
  expect((await knock(email, address, password)).status).toBe(303);
  expect(await stored()).toMatch(/^scrypt\$4\$1\$1\$/);
  expect((await knock(email, address, password)).status).toBe(303);
});

test("S6 after ten minutes it may be tried again", async () => {
  const { email, address } = await administrator();
  await fail(11, email, address);
  const given = { email, password };
  expect(await signIn(door(address, 9.9), given)).toMatchObject({ ok: false, failure: { code: "too_many_requests" } });
  expect(await signIn(door(address, 10.1), given)).toMatchObject({ ok: true });
});

test("S1 an unknown address and a wrong password are answered alike", async () => {
  const { email, address } = await administrator();
  const unknown = fresh();
  const [wrong, nobody] = [await knock(email, address), await knock(unknown.email, unknown.address)];
  expect(nobody.status).toBe(wrong.status);
  const bare = (answer: Answer<unknown>, to: string) => answer.text.replaceAll(to, "…").replace(/[0-9A-Z]{26}/g, "…");
  expect(bare(nobody, unknown.email)).toBe(bare(wrong, email));
});

test("S1 asking for a new password tells nobody who is known, and is limited too", async () => {
  const { email, address } = await administrator();
  const unknown = fresh();
  const ask = (to: string, from: string) =>
    call("POST", "/forgot-password", {
      token: null,
      body: new URLSearchParams({ email: to }),
      headers: { Origin: ORIGIN, "CF-Connecting-IP": from },
    });
  const [one, other] = [await ask(email, address), await ask(unknown.email, unknown.address)];
  expect([other.status, other.text.replaceAll(unknown.email, "…")]).toEqual([
    one.status,
    one.text.replaceAll(email, "…"),
  ]);
  for (let n = 0; n < 9; n += 1) await ask(email, address);
  expect((await ask(email, address)).status).toBe(429);
  expect((await mailTo(email, "admin_reset")).to).toBe(email);
  expect((await outbox(unknown.email)).length).toBe(0);
});

test("S6 the answer to who asks for a new password is made before anybody looks whether the address is known", async () => {
  const { email, address } = await administrator();
  const unknown = fresh();
  const callsOf = async (to: string, from: string) => {
    const asked = door(from);
    expect((await askForReset(asked, to)).ok).toBe(true);
    return [asked.directory.cost, asked.db.cost];
  };
  const [known, nobody] = [await callsOf(email, address), await callsOf(unknown.email, unknown.address)];
  expect(nobody).toEqual(known);
  expect(known).toMatchObject([{ d1_queries: 1 }, { d1_queries: 0 }]);
});

test("S6 a wrong password and an unknown address take the same way: the same calls, the same hash", async () => {
  const { email, address } = await administrator();
  const unknown = fresh();
  const callsOf = async (to: string, from: string) => {
    const asked = door(from);
    // Nothing is hashed but in a turn (test/architecture.test.ts).
    const hashed = vi.spyOn(Turns.prototype, "take");
    expect(await signIn(asked, { email: to, password: "wrong wrong wrong" })).toMatchObject({ ok: false });
    const times = hashed.mock.calls.length;
    hashed.mockRestore();
    return [asked.directory.cost.d1_queries, asked.db.cost.d1_queries, times];
  };
  const known = await callsOf(email, address);
  expect([await callsOf(unknown.email, unknown.address), known[2]]).toEqual([known, 1]);
});

const csv = "Display Name,Email Address,Subscription License Type\n";

test("S6 an account uploads sixty files in ten minutes, at once or one by one, refused ones too", async () => {
  const [account, other] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const answers = await Promise.all(Array.from({ length: 64 }, () => account.upload("", { services: "x" })));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(4);
  expect(refused[0]).toMatchObject({ body: { code: "too_many_requests" } });
  expect(Number(refused[0]?.headers.get("Retry-After"))).toBeGreaterThan(500);
  expect(
    (await account.draft(`${csv}Ann,ann@x.example,Pro\n`).catch((error: Error) => error.message)).slice(0, 16),
  ).toBe("not checked: 429");
  expect((await other.upload("", { services: "x" })).status).toBe(422);
});

test("S6 an upload that is refused at the door, and one that only repeats an earlier one, do not count", async () => {
  const account = await makeAccount({ numbers: [] });
  const strangers = [await account.token("read"), await (await makeAccount({ numbers: [] })).token(), "mst_unknown"];
  for (const token of strangers) expect((await account.upload("", {}, { token })).status).toBeGreaterThanOrEqual(401);
  const file = `${csv}Ann,ann@x.example,Pro\n`;
  const again = () => account.upload(file, { dry_run: "true" }, { headers: { "Idempotency-Key": "one" } });
  expect((await again()).status).toBe(200);
  for (let n = 0; n < 5; n += 1) expect((await again()).headers.get("Idempotency-Replayed")).toBe("true");
  const answers = await Promise.all(Array.from({ length: 60 }, () => account.upload("", { services: "x" })));
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(59);
});

test("api.md 100 wrong temporary passwords of a user are looked at in ten minutes, and right ones do not count", async () => {
  const account = await makeAccount({ numbers: [] });
  await account.waitFor(await account.start(`${csv}Ann,ann@limits.example,Pro\n`, { passwords: "users" }));
  await account.settleMails();
  const mails = await outbox("ann@limits.example");
  const right = /^\w{16}$/m.exec(mails.find(({ kind }) => kind === "password")?.text ?? "")?.[0] ?? "";
  type Check = { readonly valid: boolean; readonly must_change: boolean; readonly expires_at: string | null };
  const check = (given: string, email = "ANN@limits.example") =>
    account.call<Check>("POST", "/users/password-check", { json: { email, password: given } });
  const found = await check(right);
  expect(found.body).toEqual({ valid: true, must_change: true, expires_at: expect.any(String) });
  expect(found.headers.get("Cache-Control")).toBe("no-store");
  const days = (Date.parse(found.body.expires_at ?? "") - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(6.9);
  expect(days).toBeLessThan(7.1);
  const nothing = { valid: false, must_change: false, expires_at: null };
  expect((await check(right, "nobody@x.example")).body).toEqual(nothing);
  const wrong = await Promise.all(Array.from({ length: 99 }, () => check("wrong")));
  expect(wrong.every(({ status, body }) => status === 200 && !body.valid && body.expires_at === null)).toBe(true);
  expect((await check(right)).body.valid).toBe(true);
  expect((await check("wrong")).body).toEqual(nothing);
  const { status, headers } = await check(right);
  expect([status, Number(headers.get("Retry-After")) > 0]).toEqual([429, true]);
});

test("M1 a temporary password that has expired, or whose mail was not sent, is as good as none", async () => {
  const account = await makeAccount({ numbers: [] });
  await account.waitFor(await account.start(`${csv}Bob,bob@limits.example,Pro\n`, { passwords: "users" }));
  await account.settleMails();
  const mails = await outbox("bob@limits.example");
  const right = /^\w{16}$/m.exec(mails.find(({ kind }) => kind === "password")?.text ?? "")?.[0] ?? "";
  const json = { email: "bob@limits.example", password: right };
  const check = async () =>
    (await account.call<{ valid: boolean }>("POST", "/users/password-check", { json })).body.valid;
  expect(await check()).toBe(true);
  for (const expires of [new Date().toISOString(), null]) {
    await env.DB.prepare("UPDATE users SET password_expires_at = ?1 WHERE email_key = ?2")
      .bind(expires, json.email)
      .run();
    expect(await check()).toBe(false);
  }
});
