import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { root, samples } from "../../scripts/lib/paths.mjs";
import { devVars } from "../../scripts/lib/prepare.mjs";
import { OF_ACCOUNT, OF_IMPORT } from "../../src/domain/operation/account-tables.ts";
import { ringOf } from "../../src/vault/ring.ts";
import { aboutUser, openPin } from "../../src/vault/seal.ts";
import { openPassword, verifyPassword } from "../../src/vault/temporary-password.ts";
import { readDatabase } from "../support/checker/node.ts";
import { operate } from "../support/product/operate.ts";
import { startServer, type TestServer } from "../support/product/server.ts";
import { copyState } from "../support/product/state.ts";

/** Backups of a real server, with D1 as workerd has it: taken while it serves, restored, and served from again. */

const folder = mkdtempSync(join(tmpdir(), "muster-backup-"));
const running: TestServer[] = [];
afterAll(async () => {
  for (const server of running) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function serve(given: Parameters<typeof startServer>[0] = {}): Promise<TestServer> {
  const server = await startServer(given);
  running.push(server);
  return server;
}

const MUSTER_BACKUP_KEY = "a key of backups alone";
const backup = (stateDir: string, to: string) =>
  operate("backup.ts", ["--local", "--to", to], { STATE_DIR: stateDir, MUSTER_BACKUP_KEY });
const restore = (stateDir: string, from: string, key = MUSTER_BACKUP_KEY) =>
  operate("restore.ts", ["--local", "--from", from], { STATE_DIR: stateDir, MUSTER_BACKUP_KEY: key });

/** What the scripts have noted of themselves (S8), in order. */
const ofScripts = ["databases.backup", "databases.restore", "account.export", "account.restore"];
const entriesOf = (stateDir: string) =>
  readDatabase<{ account: string; who: string; action: string; subject: string | null }>(
    stateDir,
    "SELECT account, who, action, subject FROM directory_audit ORDER BY id",
  )
    .filter(({ action }) => ofScripts.includes(action))
    .map(({ account: of, who, action, subject }) => [action, of, who, subject]);

/** The lines of docs/operations.md from one heading to another that ask by curl, as they stand there. */
function curlLines(from: string, to: string): readonly string[] {
  const text = readFileSync(join(root, "docs", "operations.md"), "utf8");
  return text.slice(text.indexOf(`## ${from}`), text.indexOf(`## ${to}`)).match(/curl [^`\n]*/g) ?? [];
}

/** Runs a line as a person does who has written their own account and address into it; gives the status of the answer. */
function curl({ origin, token }: TestServer, line: string, given: Readonly<Record<string, string>>): string {
  const own = Object.entries(given).reduce((written, [one, other]) => written.replace(one, other), line);
  const env = { ...process.env, ORIGIN: origin, OPERATOR_TOKEN: token };
  return execFileSync("sh", ["-c", `${own} -s -o /dev/null -w '%{http_code}'`], { env, encoding: "utf8" });
}

async function ask<Body>(
  { origin, token }: TestServer,
  method: string,
  path: string,
  body?: string | object,
): Promise<Body> {
  const isText = typeof body === "string";
  const response = await fetch(`${origin}/api/v1/accounts/demo${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": isText ? "text/csv" : "application/json" },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text || "null");
}

type Told = {
  readonly id: string;
  readonly state: string;
  readonly counts: { readonly created: number; readonly pending: number };
};
const csv = (name: string) => readFileSync(join(samples, name), "utf8");

/** Every row of every table but those that belong to a process, and what the scripts have noted. */
function everything(stateDir: string): Readonly<Record<string, readonly unknown[]>> {
  const named = readDatabase<{ name: string }>(
    stateDir,
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' ORDER BY name",
  );
  const left = [
    "assertions",
    "directory_assertions",
    "sessions",
    "sign_ins",
    "dev_outbox",
    "dev_weather",
    "migrations_of_accounts",
    "migrations_of_directory",
  ];
  const tables = named.map(({ name }) => name).filter((name) => !left.includes(name));
  return Object.fromEntries(
    tables.map((name) => [
      name,
      readDatabase<{ action?: string }>(stateDir, `SELECT * FROM "${name}"`)
        .filter(({ action }) => action === undefined || !ofScripts.includes(action))
        .map((row) => ({ ...row })),
    ]),
  );
}

/** The server that everything is kept of; at rest but where a test starts it again. */
let server: TestServer;

beforeAll(async () => {
  server = await serve({ account: "demo" });
  await ask(server, "POST", "/webhooks", { url: "http://localhost:9/", events: ["users.created"] });
  await ask(server, "POST", "/tokens", { name: "hr", scope: "read" });
  const path = "/imports?filename=users-20.csv&passwords=users&wait=25";
  expect((await ask<Told>(server, "POST", path, csv("users-20.csv"))).state).toBe("completed");
  await ask(server, "POST", "/imports?filename=draft.csv", csv("users-conflicts.csv")).catch(() => null);
  // What is on its way at the moment of an export is let go of there: here nothing is.
  const waiting = () => ask<{ items: readonly unknown[] }>(server, "GET", "/mails?state=pending&limit=1");
  while ((await waiting()).items.length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
  await server.stop();
});

test("O4 a backup has every row, and restored each is there and is found; what holds anything is not overwritten", async () => {
  const before = everything(server.stateDir);
  expect(Object.values(before).filter((rows) => rows.length > 0).length).toBeGreaterThan(18);

  const kept = join(folder, "kept");
  expect(await backup(server.stateDir, kept)).toMatchObject({ code: 0, says: expect.stringContaining("is whole") });
  expect(everything(server.stateDir)).toEqual(before);
  const backedUp = ["databases.backup", "", "operator", null];
  expect(entriesOf(server.stateDir)).toEqual([backedUp]);
  for (const file of readdirSync(kept)) {
    const bytes = readFileSync(join(kept, file));
    for (const text of ["acme.example", "SQLite format"]) expect(bytes.includes(text)).toBe(false);
  }
  const other = join(folder, "other");
  expect(await restore(other, kept, "another key")).toMatchObject({
    code: 1,
    says: expect.stringContaining("this key"),
  });
  expect(await restore(other, kept)).toMatchObject({ code: 0, says: expect.stringContaining("restored  muster") });
  expect(everything(other)).toEqual(before);
  expect(entriesOf(other)).toEqual([backedUp, ["databases.restore", "", "operator", null]]);
  const refused = await restore(other, kept);
  expect(refused).toMatchObject({ code: 1, says: expect.stringContaining("muster holds something already (accounts") });

  const again = await serve({ stateDir: other });
  const [, somebody] = await ask<{ items: readonly { email: string }[] }>(again, "GET", "/users?limit=2").then(
    ({ items }) => items,
  );
  const found = await ask<{ items: readonly unknown[] }>(
    again,
    "GET",
    `/users?q=${encodeURIComponent(somebody?.email.slice(1, -4) ?? "")}`,
  );
  expect(found.items).toHaveLength(1);
  // No number of an event is given again that may have been given since.
  await ask(again, "POST", "/users", { email: "later@example.com", display_name: "Later", license_type: "Pro" });
  const [newest] = readSequence(other);
  expect(newest?.seq).toBeGreaterThan(1_000_000);
});

const readSequence = (stateDir: string) =>
  readDatabase<{ seq: number }>(stateDir, "SELECT seq FROM sqlite_sequence WHERE name = 'events'");

const account = (stateDir: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  operate("account.ts", [...args, "--local"], { STATE_DIR: stateDir, ...env });

/** What an account must have again: all but numbers that its database gives, and what lets somebody in. */
const parts = ["accounts", ...OF_ACCOUNT, ...OF_IMPORT].filter(
  (name) => name !== "audit" && name !== "directory_audit",
);
const sealed = ["pin", "password_seed", "password_check", "secret", "before"];

function partsOf(stateDir: string, without: readonly string[] = []) {
  const all = everything(stateDir) as Readonly<Record<string, readonly Record<string, unknown>[]>>;
  return Object.fromEntries(
    parts.map((name) => [
      name,
      (all[name] ?? [])
        .map((row) =>
          Object.fromEntries(
            Object.entries(row).filter(([column]) => column !== "serial" && !without.includes(column)),
          ),
        )
        .toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
    ]),
  );
}

const secretOf = (stateDir: string, secret: string) =>
  readDatabase<Record<string, string> & { password_version: number }>(
    stateDir,
    "SELECT account, id, pin, password_version, password_seed, password_check FROM users WHERE pin IS NOT NULL AND password_seed IS NOT NULL ORDER BY id",
  ).map(
    ({ account: of = "", id = "", pin = "", password_version: version, password_seed = "", password_check = "" }) => {
      const ring = ringOf({ MASTER_SECRET: secret });
      const owner = { account: of, user: id, version };
      const password = openPassword(ring, owner, { password_seed, password_check });
      return [openPin(ring, aboutUser(of, id), pin), password, verifyPassword(ring, owner, password, password_check)];
    },
  );

test("O4 an account comes back from its file with all that it had, and into another deployment with another secret", async () => {
  const file = join(folder, "demo.account");
  const made = await account(server.stateDir, ["export", "demo", "-o", file]);
  expect(made, made.says).toMatchObject({ code: 0, says: expect.stringContaining("demo: 81 users, ") });
  const [key = ""] = /^[\w-]{43}$/m.exec(made.says) ?? [];
  const before = partsOf(server.stateDir);
  expect(before.users).toHaveLength(81);
  expect(before.draft_changes).toBeDefined();
  const own = devVars().MASTER_SECRET ?? "";
  const secrets = secretOf(server.stateDir, own);
  expect(secrets.length).toBeGreaterThan(15);
  expect(secrets.every(([, , isRight]) => isRight)).toBe(true);
  const bytes = readFileSync(file);
  for (const name of ["acme.example", "demo", own]) expect(bytes.includes(name)).toBe(false);

  const there = await account(server.stateDir, ["restore", file], { MUSTER_FILE_KEY: key });
  expect(there).toMatchObject({ code: 1, says: expect.stringContaining('There is an account "demo" already') });
  const wrong = await account(server.stateDir, ["restore", file], { MUSTER_FILE_KEY: `${key}x` });
  expect(wrong).toMatchObject({ code: 1, says: expect.stringContaining("not opened by this key") });

  const [drill, invite, ...others] = curlLines("The drill", "Limits of the platform");
  expect(others).toEqual([]);
  const again = await server.again();
  running.push(again);
  const somebody = { ID: "demo", '"email":"…"': '"email":"new@acme.example"' };
  expect(curl(again, invite ?? "", somebody)).toBe("201");
  const ofPeople = curlLines("A lost second factor", "Cloudflare Access");
  expect(ofPeople.map((line) => curl(again, line, { "dana@example.com": "new@acme.example" }))).toEqual(["204", "204"]);
  expect(curl(again, drill ?? "", { acme: "demo" })).toBe("204");
  await again.stop();
  expect(partsOf(server.stateDir).users).toEqual([]);
  const back = await account(server.stateDir, ["restore", file], { MUSTER_FILE_KEY: key });
  expect(back, back.says).toMatchObject({ code: 0, says: expect.stringContaining("demo: 81 users, ") });
  expect(partsOf(server.stateDir, sealed)).toEqual(without(before, sealed));
  const noted = ["account.export", "account.restore"].map((action) => [action, "demo", "operator", "demo"]);
  expect(entriesOf(server.stateDir)).toEqual([["databases.backup", "", "operator", null], ...noted]);
  expect(secretOf(server.stateDir, own)).toEqual(secrets);

  const [elsewhere, secret] = [join(folder, "elsewhere"), "another-deployment-has-another-secret-of-its-own"];
  copyState(join(inject("stateFolder"), "empty"), elsewhere);
  const moved = await account(elsewhere, ["restore", file], { MUSTER_FILE_KEY: key, MASTER_SECRET: secret });
  expect(moved, moved.says).toMatchObject({ code: 0, says: expect.stringContaining("Invited, but not mailed yet: ") });
  expect(without(partsOf(elsewhere, sealed), ["joined_at", "invited_until"])).toEqual(
    without(before, [...sealed, "joined_at", "invited_until"]),
  );
  expect(secretOf(elsewhere, secret)).toEqual(secrets);
  // What was brought here is opened by this secret alone, uploads and all: it can be taken out again.
  const onward = ["export", "demo", "-o", join(folder, "onward.account")];
  const shut = await account(elsewhere, onward);
  expect(shut).toMatchObject({ code: 1, says: expect.stringContaining("is opened by no MASTER_SECRET") });
  const open = await account(elsewhere, onward, {
    MASTER_SECRET: secret,
    MUSTER_FILE_KEY: "a key that somebody chose",
  });
  expect(open.says).not.toContain("is gone");
  expect(open.code).toBe(0);
});

test("O4 S8 an account is taken out of a backup where it is no more, and the operator's activity has it", async () => {
  const [nowhere, kept] = [join(folder, "nowhere"), join(folder, "kept")];
  copyState(join(inject("stateFolder"), "empty"), nowhere);
  const from = ["export", "demo", "--from", kept, "-o", join(folder, "from-backup.account")];
  const shut = await account(nowhere, from);
  expect(shut).toMatchObject({ code: 1, says: expect.stringContaining("Set MUSTER_BACKUP_KEY") });
  const made = await account(nowhere, from, { MUSTER_BACKUP_KEY });
  expect(made, made.says).toMatchObject({ code: 0, says: expect.stringContaining("demo: 81 users, ") });
  expect(entriesOf(nowhere)).toEqual([["account.export", "", "operator", "demo"]]);
});

function without<Rows extends Readonly<Record<string, readonly Record<string, unknown>[]>>>(
  all: Rows,
  columns: readonly string[],
) {
  return Object.fromEntries(
    Object.entries(all).map(([name, rows]) => [
      name,
      rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)))),
    ]),
  );
}
