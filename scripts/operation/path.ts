/**
 * npm run path: a deployment's whole life against a stand-in for Cloudflare's API, each command as docs/operations.md has it:
 * provisioned, deployed, a second environment, the next version, rolled back, its secret changed, kept, lost, restored.
 *   --short   what npm test does not do elsewhere: kept, lost, restored, taken back in time
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { CloudflareStandIn } from "../../test/support/product/cloudflare.ts";
import { main, node, Problem, root } from "../lib/paths.mjs";

const { values } = parseArgs({ options: { short: { type: "boolean", default: false } } });
const cloudflare = new CloudflareStandIn();
const [env, second] = [`p${process.pid}`, `p${process.pid}-b`];
const files = [env, second].flatMap((name) =>
  [`wrangler.${name}.json`, `.secrets.${name}.json`].map((file) => join(root, file)),
);
const folder = mkdtempSync(join(tmpdir(), "muster-path-"));
const secrets = {
  MASTER_SECRET: "m".repeat(43),
  MUSTER_BACKUP_KEY: "a key of backups alone",
  MUSTER_FILE_KEY: "a key of the file alone",
};
let api: Readonly<Record<string, string>> = {};
let steps = 0;

await main(async () => {
  api = await cloudflare.open();
  try {
    await firstDeployment();
    if (!values.short) await dailyLife();
    await lostDatabase();
    await backInTime();
    await lostAccount();
    const unknown = cloudflare.unknown;
    if (unknown.length > 0)
      throw new Problem(`Asked of Cloudflare, and not known to be answered: ${unknown.join(", ")}`);
    console.log(`\nThe whole path: ${steps} steps.`);
  } finally {
    cloudflare.close();
    for (const file of files) rmSync(file, { force: true });
    rmSync(folder, { recursive: true, force: true });
  }
});

/** What is decided about an environment, as its provision is told. */
function wishes(name: string): readonly string[] {
  return ["--env", name, "--origin", `https://${name}.provider.test`, "--mail-from", "muster@provider.test"];
}

async function firstDeployment(): Promise<void> {
  await run("provision", "operation/provision.ts", wishes(env));
  await run("deploy", "operation/deploy.mjs", ["--env", env]);
  rmSync(join(root, `.secrets.${env}.json`));
  fill(database());
}

async function dailyLife(): Promise<void> {
  await run("a second environment", "operation/provision.ts", wishes(second));
  await run("its deployment", "operation/deploy.mjs", ["--env", second]);
  // An upgrade in the middle of an import is shown by a test of its own: both versions against one state.
  await run("the next version", "operation/deploy.mjs", ["--env", env]);
  await run("rollback", "operation/rollback.mjs", ["--env", env]);
  await wrangler(
    "rotation: the new secret beside the old",
    ["secret", "put", "MASTER_SECRET_PREVIOUS"],
    "n".repeat(43),
  );
  const both = { MASTER_SECRET: "n".repeat(43), MASTER_SECRET_PREVIOUS: "o".repeat(43) };
  await wrangler("rotation: exchanged", ["secret", "bulk"], JSON.stringify(both));
  await wrangler("rotation: the old one goes", ["secret", "delete", "MASTER_SECRET_PREVIOUS"], "y\n");
}

async function lostDatabase(): Promise<void> {
  const kept = join(folder, "kept");
  await run("backup", "operation/backup.ts", ["--env", env, "--to", kept], secrets);
  const before = look(database());
  await refused(
    "restore over what is there",
    "operation/restore.ts",
    ["--env", env, "--from", kept],
    "holds something already",
  );
  cloudflare.databases.all.delete(idOf());
  console.log("\n— the database is lost");
  await run("provision again", "operation/provision.ts", wishes(env));
  if (existsSync(join(root, `.secrets.${env}.json`)))
    throw new Problem("New secrets were made: nothing old could be opened.");
  await run("restore", "operation/restore.ts", ["--env", env, "--from", kept], secrets);
  await run("deploy", "operation/deploy.mjs", ["--env", env]);
  same(look(database()), before, "the restored database");
}

async function backInTime(): Promise<void> {
  const before = look(database());
  await cloudflare.databases.answer("GET", momentOf(idOf()), () => "");
  const moment = new Date(Date.now() + 1).toISOString();
  await new Promise((resolve) => setTimeout(resolve, 20));
  database().exec("UPDATE accounts SET name = 'Wrong since Tuesday'");
  await run("back to a time", "operation/restore.ts", ["--env", env, "--at", moment]);
  same(look(database()), before, "the database at that time");
}

async function lostAccount(): Promise<void> {
  const file = join(folder, "acme.account");
  const before = look(database());
  await run("account export", "operation/account.ts", ["export", "acme", "-o", file, "--env", env], secrets);
  database().exec("DELETE FROM numbers; DELETE FROM users; DELETE FROM accounts; DELETE FROM places;");
  console.log("\n— the account is lost");
  await run("account restore", "operation/account.ts", ["restore", file, "--env", env], secrets);
  same(look(database()), before, "the restored account");
}

async function started(script: string, args: readonly string[], more: Readonly<Record<string, string>>) {
  const child = spawn(node, ["--no-warnings", join(root, "scripts", script), ...args], {
    cwd: root,
    env: { ...process.env, ...api, ...more },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [says, complains, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, says: says + complains };
}

async function run(name: string, script: string, args: readonly string[], more = {}): Promise<void> {
  console.log(`\n— ${name}\n$ ${script} ${args.join(" ")}`);
  steps += 1;
  const { code, says } = await started(script, args, more);
  if (code !== 0) throw new Problem(`${name} failed:\n${says}`);
  const lines = says.split("\n").filter((line) => line.trim() !== "");
  for (const line of lines.slice(-6)) console.log(`  ${line}`);
}

async function refused(name: string, script: string, args: readonly string[], why: string): Promise<void> {
  console.log(`\n— ${name}`);
  const { code, says } = await started(script, args, secrets);
  if (code !== 1 || !says.includes(why)) throw new Problem(`${name} was not refused:\n${says}`);
  console.log(`  refused: ${why}`);
}

async function wrangler(name: string, args: readonly string[], given: string): Promise<void> {
  console.log(`\n— ${name}\n$ wrangler ${args.join(" ")}`);
  steps += 1;
  const cli = join(root, "node_modules", "wrangler", "wrangler-dist", "cli.js");
  const child = spawn(node, ["--no-warnings", cli, ...args, "--config", `wrangler.${env}.json`], {
    cwd: root,
    env: { ...process.env, ...api, WRANGLER_SEND_METRICS: "false" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(given);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [says, complains, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Problem(`${name} failed:\n${says}${complains}`);
}

function idOf(): string {
  const [id] = [...cloudflare.databases.all].find(([, { name }]) => name === `muster-${env}`) ?? [];
  if (id === undefined) throw new Problem("There is no database.");
  return id;
}

function database(): DatabaseSync {
  const found = cloudflare.databases.all.get(idOf());
  if (!found) throw new Problem("There is no database.");
  return found.sql;
}

function momentOf(id: string) {
  const path = ["d1", "database", id, "time_travel", "bookmark"];
  return { path, query: new URLSearchParams(), body: null, headers: {} };
}

/** An account with some users. What the Worker would write, a test of the product shows. */
function fill(sql: DatabaseSync): void {
  sql.exec(`
    INSERT INTO places (account, name, created_at) VALUES ('acme', 'Acme', '2026-01-01T00:00:00.000Z');
    INSERT INTO accounts (id, name, silent_mode, extension_length, reserved_extensions, retention_days, self_service, created_at)
    VALUES ('acme', 'Acme', 0, 4, '[]', 30, '[]', '2026-01-01T00:00:00.000Z');
  `);
  for (let n = 0; n < 1_200; n += 1) {
    sql
      .prepare(
        `INSERT INTO users (id, account, email, email_key, display_name, services, primary_phone, additional_phones, settings, created_at, name_key)
         VALUES (?1, 'acme', ?2, ?2, ?3, '["connect"]', ?4, '[]', '{}', '2026-01-01', ?2)`,
      )
      .run(`usr_${n}`, `somebody${n}@acme.test`, `Somebody ${n}`, `+1415${5_550_000 + n}`);
    sql
      .prepare("INSERT INTO numbers (account, e164, toll_free, user_id) VALUES ('acme', ?1, 0, ?2)")
      .run(`+1415${5_550_000 + n}`, `usr_${n}`);
  }
  sql.exec("UPDATE inventory_counts SET users = 1200, assigned = 1200");
}

/** What is compared: every user and number, what finds them, and the account. */
function look(sql: DatabaseSync): unknown {
  const read = (text: string) =>
    sql
      .prepare(text)
      .all()
      .map((row) => ({ ...row }));
  return [
    read("SELECT * FROM accounts"),
    read("SELECT account, name, created_at FROM places"),
    read("SELECT * FROM inventory_counts"),
    // An account that comes back gets new numbers of rows.
    read("SELECT * FROM users ORDER BY id").map(({ serial: _, ...user }) => user),
    read("SELECT account, e164, user_id FROM numbers ORDER BY e164"),
    read("SELECT count(*) AS n FROM users_search WHERE users_search MATCH 'somebody11'"),
  ];
}

function same(found: unknown, wanted: unknown, what: string): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Problem(`${what} is not as it was before.`);
  console.log(`  ${what} is as it was before`);
}
