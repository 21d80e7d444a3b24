import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { setPassword } from "../../../src/acts/people/links.ts";
import { signIn } from "../../../src/acts/people/sign-in.ts";
import { AccountDatabase, DirectoryDatabase } from "../../../src/store/database.ts";
import { withoutTable } from "../../support/site/background.ts";
import { type Account, makeAccount, outbox, phones } from "../../support/site/site.ts";
import { signedIn } from "../../support/site/visitor.ts";

type Entry = Readonly<Record<"id" | "at" | "who" | "action", string>> & {
  readonly from: string | null;
  readonly subject: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

const FROM = "203.0.113.77";
const door = () => ({
  env,
  db: new AccountDatabase(env.DB),
  directory: new DirectoryDatabase(env.DIRECTORY),
  now: new Date().toISOString(),
  address: FROM,
});
const head = "Display Name,Email Address,Subscription License Type,Primary Phone Number,Voicemail PIN";

const activity = (account: Account) => account.list<Entry>("/activity");

/** What was written since, oldest first, as `action subject`. */
async function since(account: Account, before: readonly Entry[]): Promise<readonly Entry[]> {
  const known = new Set(before.map(({ id }) => id));
  return (await activity(account)).filter(({ id }) => !known.has(id)).toReversed();
}

test("S8 every change of an account says who made it, when, from where, and what it was", async () => {
  const account = await makeAccount();
  const changes: readonly [string, string, unknown, string, string | null][] = [
    ["PUT", "", { name: "Acme Inc" }, "account.change", account.id],
    ["PUT", "/subscriptions", { subscriptions: [{ type: "Pro", total: 60 }] }, "subscriptions.change", null],
    ["POST", "/numbers", { numbers: ["+14155550150"] }, "numbers.park", null],
    ["DELETE", "/numbers/+14155550150", undefined, "numbers.remove", "+14155550150"],
    ["PUT", "/locations/Oslo", { country: "NO", address: "" }, "locations.save", "Oslo"],
    ["DELETE", "/locations/OSLO", undefined, "locations.remove", "Oslo"],
    ["POST", "/administrators", { email: "dana@audit.example" }, "administrators.add", "dana@audit.example"],
    ["POST", "/administrators", { email: "eve@audit.example" }, "administrators.add", "eve@audit.example"],
    ["DELETE", "/administrators/eve@audit.example", undefined, "administrators.remove", "eve@audit.example"],
  ];
  for (const [method, path, json, action, subject] of changes) {
    const before = await activity(account);
    const sent = Date.now();
    await account.ask(method, path, { json, headers: { "CF-Connecting-IP": FROM } });
    const entries = await since(account, before);
    expect(entries).toMatchObject([{ who: "operator", from: FROM, action, subject }]);
    expect(Date.parse(entries[0]?.at ?? "")).toBeGreaterThanOrEqual(sent);
  }
});

test("S8 an account's making and its removal are kept, the removal even when the account is gone", async () => {
  const account = await makeAccount({ id: "audit-gone", numbers: [] });
  expect((await activity(account)).at(-1)).toMatchObject({ action: "account.create", subject: "audit-gone" });
  await account.ask("DELETE", "");
  const kept = env.DB.prepare("SELECT who, action FROM audit WHERE account = ?1 ORDER BY id DESC").bind("audit-gone");
  expect((await kept.all()).results[0]).toEqual({ who: "operator", action: "account.remove" });
});

test("S8 tokens are kept by their names, and so is what is done with them", async () => {
  const account = await makeAccount();
  const before = await activity(account);
  const made = await account.ask<{ id: string; token: string }>("POST", "/tokens", {
    json: { name: "night run", scope: "write" },
  });
  await account.ask("PUT", "/locations/Oslo", { json: { country: "NO", address: "" }, token: made.token });
  await account.ask("DELETE", `/tokens/${made.id}`);
  expect(await since(account, before)).toMatchObject([
    { who: "operator", action: "tokens.make", subject: made.id, detail: { name: "night run", scope: "write" } },
    { who: "token:night run", action: "locations.save", subject: "Oslo" },
    { who: "operator", action: "tokens.revoke", subject: made.id },
  ]);
});

test("S8 an import's whole life is kept: upload, start, downloads, dismissal, stop, deletion", async () => {
  const account = await makeAccount();
  const before = await activity(account);
  const id = await account.start(
    `${head}\nAnn,ann@x.example,Pro,${phones(1)[0]},482915\nBob,bob@x.example,Pro,+14155550999,\n`,
  );
  await account.waitFor(id);
  for (const name of ["original", "not-created", "created"]) await account.call("GET", `/imports/${id}/${name}.csv`);
  await account.ask("POST", `/imports/${id}/dismissal`);
  const draft = await account.draft(`${head}\nCy,cy@x.example,Pro,,\n`);
  await account.ask("DELETE", `/imports/${draft}`);
  const entries = await since(account, before);
  expect(entries.map(({ action, subject }) => `${action} ${subject === id ? "first" : "second"}`)).toEqual([
    "import.upload first",
    "import.start first",
    "import.download_original first",
    "import.download_not_created first",
    "import.download_created first",
    "import.dismiss first",
    "import.upload second",
    "import.delete second",
  ]);
  expect(entries.every(({ who }) => who === "operator")).toBe(true);
});

test("S8 a sign-in, a failed one and a new password are kept, with the address that they came from", async () => {
  const account = await makeAccount({ numbers: [] });
  await account.ask("POST", "/administrators", { json: { email: "Cy@audit.example" } });
  await account.settleMails();
  const token = /\/reset\/(\S+)$/m.exec((await outbox("Cy@audit.example"))[0]?.text ?? "")?.[1] ?? "";
  const before = await activity(account);
  expect(await setPassword(door(), token, "correct horse battery")).toMatchObject({ ok: true });
  expect(await setPassword(door(), token, "correct horse battery")).toMatchObject({ ok: false });
  expect(await signIn(door(), { email: "cy@audit.example", password: "wrong wrong wrong" })).toMatchObject({
    ok: false,
  });
  expect(await signIn(door(), { email: "cy@audit.example", password: "correct horse battery" })).toMatchObject({
    ok: true,
  });
  expect(await since(account, before)).toMatchObject([
    { who: "cy@audit.example", from: FROM, action: "administrators.accept", subject: "cy@audit.example" },
    { who: "cy@audit.example", from: FROM, action: "session.fail" },
    { who: "cy@audit.example", from: FROM, action: "session.open" },
  ]);
});

test("S8 what was refused, or changed nothing, leaves no entry", async () => {
  const account = await makeAccount();
  const token = await account.token("read");
  const before = await activity(account);
  await account.call("POST", "/numbers", { json: { numbers: [...phones(20), "nonsense"] } });
  await account.call("DELETE", "/numbers/+14155559999");
  await account.call("DELETE", "/locations/Headquarters");
  await account.call("DELETE", "/locations/Nowhere");
  await account.call("DELETE", "/tokens/tok_1");
  await account.call("DELETE", "/administrators/nobody@x.example");
  await account.call("PUT", "/subscriptions", { json: { subscriptions: [{ type: "/", total: 1 }] } });
  await account.call("PUT", "", { json: { extension_length: 9 } });
  await account.call("PUT", "/locations/Oslo", { json: { country: "NO", address: "" }, token });
  await account.call("GET", "/users");
  expect(await since(account, before)).toEqual([]);
});

test("S8 what cannot be kept in the audit is not done", async () => {
  const account = await makeAccount();
  const token = await account.ask<{ id: string }>("POST", "/tokens", { json: { name: "ci" } });
  const seen = async () =>
    JSON.stringify([
      await account.ask("GET", ""),
      await account.ask("GET", "/subscriptions"),
      await account.list("/locations"),
      await account.list("/tokens"),
      await account.list("/administrators"),
    ]);
  const before = await seen();
  await withoutTable("audit", () => withoutTable("directory_audit", refused));
  expect(await seen()).toBe(before);

  async function refused() {
    const changes: readonly [string, string, unknown?][] = [
      ["PUT", "", { name: "Changed" }],
      ["DELETE", ""],
      ["PUT", "/subscriptions", { subscriptions: [{ type: "Pro", total: 99 }] }],
      ["POST", "/numbers", { numbers: ["+14155550199"] }],
      ["DELETE", "/numbers/+14155550100"],
      ["PUT", "/locations/Oslo", { country: "NO", address: "" }],
      ["DELETE", "/locations/Berlin"],
      ["POST", "/tokens", { name: "more" }],
      ["DELETE", `/tokens/${token.id}`],
      ["POST", "/administrators", { email: "dana@x.example" }],
    ];
    for (const [method, path, json] of changes) {
      const { status } = await account.call(method, path, { json });
      expect([method, path, status]).toEqual([method, path, 500]);
    }
  }
});

test("S8 no password, token, link or PIN stands in the audit", async () => {
  const account = await makeAccount();
  const password = "correct horse battery";
  await account.ask("POST", "/administrators", { json: { email: "fay@audit.example", password } });
  await account.ask("POST", "/administrators", { json: { email: "gil@audit.example" } });
  const token = await account.token();
  const file = `${head}\nAnn,ann2@x.example,Pro,,482915\nBob,bob2@x.example,Pro,,\n`;
  await account.waitFor(await account.start(file, { passwords: "users" }));
  await account.settleMails();
  const mails = [
    ...(await outbox("ann2@x.example")),
    ...(await outbox("bob2@x.example")),
    ...(await outbox("gil@audit.example")),
  ];
  const secrets = mails.flatMap(({ text }) => [
    ...(/^\w{16}$/m.exec(text) ?? []),
    ...(/(?<=PIN: )\d+/.exec(text) ?? []),
    ...(/(?<=\/reset\/)\S+/.exec(text) ?? []),
  ]);
  expect(secrets.length).toBe(4);
  const own = await env.DB.prepare("SELECT * FROM audit").all();
  const access = await env.DIRECTORY.prepare("SELECT * FROM directory_audit").all();
  expect(Math.min(own.results.length, access.results.length)).toBeGreaterThan(0);
  const kept = JSON.stringify([own.results, access.results]);
  for (const secret of [password, token, "482915", ...secrets]) expect(kept).not.toContain(secret);
});

test("S4 nobody sees another account's activity", async () => {
  const [account, other] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  await other.ask("PUT", "/locations/Secret", { json: { country: "NO", address: "" } });
  const seen = await account.call("GET", "/activity", { token: await account.token() });
  expect([seen.status, seen.text.includes("Secret")]).toEqual([200, false]);
});

test("api.md activity is listed newest first, page by page", async () => {
  const account = await makeAccount({ numbers: [] });
  const all = (await activity(account)).map(({ id }) => id);
  expect(all).toEqual(all.toSorted().toReversed());
  const first = await account.ask<{ items: Entry[]; next: string }>("GET", "/activity?limit=2");
  const second = await account.ask<{ items: Entry[] }>(
    "GET",
    `/activity?limit=2&cursor=${encodeURIComponent(first.next)}`,
  );
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.slice(0, 4));
});

test("X6 activity is filtered by who and what, alone and together, page by page", async () => {
  const account = await makeAccount({ numbers: [] });
  const token = await account.token();
  for (const name of ["Oslo", "Bergen", "Narvik"]) {
    await account.ask("PUT", `/locations/${name}`, { json: { country: "NO", address: "" }, token });
  }
  await account.ask("PUT", "/locations/Kiel", { json: { country: "DE", address: "" } });
  const subjects = async (query: string) =>
    (await account.list<Entry>(`/activity?${query}`)).map(({ subject }) => subject);
  const both = "who=token%3Aci&action=locations.save";
  expect(await subjects(both)).toEqual(["Narvik", "Bergen", "Oslo"]);
  expect((await subjects("action=locations.save")).slice(0, 4)).toEqual(["Kiel", "Narvik", "Bergen", "Oslo"]);
  expect(await subjects("who=nobody")).toEqual([]);
  const page = await account.ask<{ items: Entry[]; next: string }>("GET", `/activity?${both}&limit=2`);
  const rest = await account.ask<{ items: Entry[] }>("GET", `/activity?${both}&limit=2&cursor=${page.next}`);
  expect([...page.items, ...rest.items].map(({ subject }) => subject)).toEqual(["Narvik", "Bergen", "Oslo"]);
  expect((await account.call("GET", "/activity?whom=x")).status).toBe(400);
});

test("X6 X4 activity comes as CSV, filtered like the list, by the API and on the page, and safe in a spreadsheet", async () => {
  const account = await makeAccount({ numbers: [] });
  await account.ask("PUT", `/locations/${encodeURIComponent("=1+1")}`, { json: { country: "NO", address: "" } });
  const all = await account.call("GET", "/activity.csv");
  expect(all.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
  expect(all.headers.get("Content-Disposition")).toContain("activity.csv");
  const lines = all.text.trimEnd().split("\r\n");
  expect(lines[0]).toBe("Time (UTC),Who,From,Action,Subject,Name,Detail");
  expect(lines).toHaveLength(1 + (await activity(account)).length);
  const saved = await account.call("GET", "/activity.csv?action=locations.save&who=operator");
  expect(saved.text).toContain(",locations.save,'=1+1,,");
  expect(saved.text).not.toContain("account.create");
  expect((await account.call("GET", "/activity.csv?limit=2")).status).toBe(400);
  const visitor = await signedIn(account);
  const page = await visitor.visit("/activity?action=locations.save");
  expect(page.text).toContain('href="/activity/activity.csv?action=locations.save"');
  const file = await visitor.visit("/activity/activity.csv?action=locations.save");
  expect(file.text.match(/locations\.save/g)?.length).toBe(saved.text.match(/locations\.save/g)?.length);
});
