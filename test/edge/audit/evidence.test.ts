import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { clearRunOut } from "../../../src/background/cron/retention.ts";
import { call, ORIGIN } from "../../support/site/http.ts";
import { type Account, mailTo, makeAccount } from "../../support/site/site.ts";
import { enrol, signedIn, textOf, Visitor } from "../../support/site/visitor.ts";

type Entry = Readonly<Record<"id" | "at" | "who" | "action" | "account", string>> & {
  readonly from: string | null;
  readonly subject: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

const password = "correct horse battery";
const HEAD = "Display Name,Email Address,Subscription License Type\n";
let made = 0;

const knock = (email: string, from: string, given = "wrong wrong wrong") =>
  call("POST", "/sign-in", {
    token: null,
    body: new URLSearchParams({ email, password: given }),
    headers: { Origin: ORIGIN, "CF-Connecting-IP": from },
  });

async function administratorOf(account: Account): Promise<string> {
  made += 1;
  const email = `evidence-${made}@audit.example`;
  await enrol(account, { email, password });
  return email;
}

async function operatorEntries(): Promise<readonly Entry[]> {
  const { body } = await call<{ items: readonly Entry[] }>("GET", "/api/v1/operator/activity?limit=200");
  return body.items;
}

const actionsOf = async (account: Account, action: string) =>
  (await account.list<Entry>("/activity")).filter((entry) => entry.action === action);

test("S8 a failed sign-in is kept on each account of the person, and of an unknown e-mail for the operator", async () => {
  const accounts = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const email = await administratorOf(accounts[0]!);
  await enrol(accounts[1]!, { email, password });
  await knock(email.toUpperCase(), "203.0.113.10");
  for (const account of accounts) {
    expect(await actionsOf(account, "session.fail")).toMatchObject([
      { who: email, from: "203.0.113.10", subject: email },
    ]);
  }
  await knock("unknown@nowhere.example", "203.0.113.11");
  const kept = (await operatorEntries()).filter(({ who }) => who === "unknown@nowhere.example");
  expect(kept).toMatchObject([{ action: "session.fail", account: "", from: "203.0.113.11" }]);
  expect((await operatorEntries()).filter(({ who }) => who === email)).toEqual([]);
});

test("S8 tries past the limit have one counted entry for each network and ten minutes", async () => {
  const account = await makeAccount({ numbers: [] });
  const email = await administratorOf(account);
  await Promise.all(Array.from({ length: 25 }, (_, n) => knock(email, `2001:db8:77:1::${n + 1}`)));
  expect(await actionsOf(account, "session.fail")).toHaveLength(10);
  const counted = async () => (await operatorEntries()).filter(({ action }) => action === "session.turn_away");
  await clearRunOut(env, Date.now());
  expect(await counted()).toEqual([]);
  for (let n = 0; n < 2; n += 1) await clearRunOut(env, Date.now() + 1_200_000);
  expect(await counted()).toMatchObject([{ from: "2001:db8:77:1::/64", detail: { tries: 15 } }]);
});

test("S8 signing out is kept, and so is the wish for a link, known or not", async () => {
  const account = await makeAccount({ numbers: [] });
  const email = await administratorOf(account);
  const { headers } = await knock(email, "203.0.113.12", password);
  const visitor = new Visitor(headers.get("Set-Cookie")?.split(";")[0] ?? "");
  const out = await visitor.send("/sign-out");
  expect(out.headers.get("Clear-Site-Data")).toBe('"cache", "storage"');
  expect(await actionsOf(account, "session.close")).toMatchObject([{ who: email }]);
  await visitor.send("/sign-out");
  expect(await actionsOf(account, "session.close")).toHaveLength(1);
  for (const asked of [email, "stranger@nowhere.example"]) {
    const body = new URLSearchParams({ email: asked });
    await call("POST", "/forgot-password", { token: null, body, headers: { Origin: ORIGIN } });
  }
  await mailTo(email, "admin_reset");
  expect(await actionsOf(account, "link.ask")).toMatchObject([{ who: email }]);
  await expect.poll(async () => (await operatorEntries()).map(({ who }) => who)).toContain("stranger@nowhere.example");
});

test("S8 checks of temporary passwords are kept once in ten minutes for each user and answer, without the password", async () => {
  const account = await makeAccount({ numbers: [] });
  const check = (email: string) =>
    account.call("POST", "/users/password-check", { json: { email, password: "Xk7mPq2RtVwZ9abc" } });
  await Promise.all(Array.from({ length: 5 }, () => check("ann@audit.example")));
  await check("bob@audit.example");
  const kept = await actionsOf(account, "users.password_check");
  expect(kept.map(({ subject }) => subject).toSorted()).toEqual(["ann@audit.example", "bob@audit.example"]);
  expect(kept[0]).toMatchObject({ who: "operator", detail: { valid: false } });
  expect(JSON.stringify(kept)).not.toContain("Xk7m");
});

test("S8 what the operator's token reads is kept once for each thing in ten minutes, at one place", async () => {
  const account = await makeAccount({ numbers: [] });
  for (let n = 0; n < 3; n += 1) await account.call("GET", `/locations?limit=${n + 1}`);
  await account.call("GET", "/subscriptions");
  await account.call("GET", "/services-that-are-none");
  const token = await account.token("read");
  await account.call("GET", "/numbers", { token });
  const path = `/accounts/${account.id}`;
  const read = (await operatorEntries()).filter(({ subject }) => subject?.startsWith(`${path}/`));
  expect(read.map(({ subject }) => subject)).toEqual([`${path}/subscriptions`, `${path}/locations`]);
  expect(read[0]).toMatchObject({ who: "operator", action: "operator.read", account: "" });
});

test("S8 who lists an import's rows, by the API, on the sheet or on the result, leaves one entry in ten minutes", async () => {
  const account = await makeAccount({ numbers: [] });
  const [token, visitor, other] = [await account.token("read"), await signedIn(account), await signedIn(account)];
  const draft = await account.draft(`${HEAD}Ann,ann@x.example,Pro\n`);
  for (let n = 0; n < 2; n += 1) await account.call("GET", `/imports/${draft}/rows`, { token });
  for (let n = 0; n < 2; n += 1) await visitor.visit(`/imports/${draft}`);
  for (let n = 0; n < 2; n += 1) await other.visit(`/imports/${draft}?show=all`);
  const ended = await account.start(`${HEAD}Bob,bob@x.example,Pro\n`);
  await account.waitFor(ended);
  await visitor.visit(`/imports/${ended}`);
  const listed = await actionsOf(account, "import.list_rows");
  expect(listed.map(({ who, subject }) => [who.replace(/visitor.*/, "visitor"), subject])).toEqual([
    ["visitor", ended],
    ["visitor", draft],
    ["visitor", draft],
    ["token:ci", draft],
  ]);
});

test("S8 entries can be neither changed nor deleted before their time, and are deleted after it", async () => {
  const account = await makeAccount({ numbers: [] });
  await administratorOf(account);
  await account.token();
  for (const [database, table] of [
    [env.DB, "audit"],
    [env.DIRECTORY, "directory_audit"],
  ] as const) {
    const many = () => database.prepare(`SELECT count(*) AS many FROM ${table}`).first<number>("many");
    const before = await many();
    expect(before).toBeGreaterThan(0);
    await expect(database.prepare(`UPDATE ${table} SET who = 'nobody'`).run()).rejects.toThrow("never changed");
    await database.prepare(`DELETE FROM ${table}`).run();
    expect(await many()).toBe(before);
    const old = "2025-01-01T00:00:00.000Z";
    await database
      .prepare(
        `INSERT INTO ${table} (id, account, at, who, action) VALUES ('aud_01JGFJJZ000000000000000000', 'x', ?1, 'x', 'x')`,
      )
      .bind(old)
      .run();
    await clearRunOut(env, Date.now());
    expect(await many()).toBe(before);
  }
});

test("S8 the audit outlives its account, for the operator alone: a new account of that name sees nothing of it", async () => {
  const account = await makeAccount({ id: "once-more", numbers: [] });
  await account.ask("PUT", "/locations/Secret", { json: { country: "NO", address: "" } });
  const email = await administratorOf(account);
  await knock(email, "203.0.113.20", password);
  await account.ask("DELETE", "");
  const ofAccount = async () => (await operatorEntries()).filter((entry) => entry.account === "once-more");
  const actions = (await ofAccount()).map(({ action }) => action);
  expect(actions).toEqual(
    expect.arrayContaining(["account.create", "locations.save", "session.open", "account.remove"]),
  );
  const again = await makeAccount({ id: "once-more", numbers: [] });
  const seen = await again.list<Entry>("/activity");
  expect(seen.at(-1)).toMatchObject({ action: "account.create" });
  const page = textOf(await (await signedIn(again)).visit("/activity"));
  for (const told of [JSON.stringify(seen), page]) expect(told).not.toMatch(/Secret|evidence-/);
  expect((await ofAccount()).map(({ action }) => action)).toEqual(actions);
});

test("S8 what the operator alone may see is not for others", async () => {
  const account = await makeAccount({ numbers: [] });
  expect((await call("GET", "/api/v1/operator/activity", { token: await account.token() })).status).toBe(403);
  expect((await call("GET", "/api/v1/operator/activity", { token: null })).status).toBe(401);
  expect((await call("GET", "/api/v1/operator/activity?limit=0")).status).toBe(400);
});
