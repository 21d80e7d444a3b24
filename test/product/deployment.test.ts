import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { node, root } from "../../scripts/lib/paths.mjs";
import { CloudflareStandIn } from "../support/product/cloudflare.ts";

/** From nothing to two environments and back, against a stand-in for Cloudflare's REST API that knows no other call. */

const cloudflare = new CloudflareStandIn();
const run = `t${process.pid}`;
const environments = [`${run}-a`, `${run}-b`] as const;
let api: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  api = await cloudflare.open();
});

afterAll(() => {
  cloudflare.close();
  for (const env of environments) for (const file of filesOf(env)) rmSync(file, { force: true });
});

const filesOf = (env: string) => [join(root, `wrangler.${env}.json`), join(root, `.secrets.${env}.json`)] as const;
const configOf = (env: string) => JSON.parse(readFileSync(filesOf(env)[0], "utf8"));

type Done = { readonly code: number | null; readonly says: string };

/** Runs a script as a person does who has the API's token. */
async function script(name: string, args: readonly string[], env = api): Promise<Done> {
  const child = spawn(node, ["--no-warnings", `scripts/operation/${name}`, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [says, complains, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, says: says + complains };
}

const wishes = (env: string) => [
  "--env",
  env,
  "--origin",
  `https://${env}.provider.test`,
  "--mail-from",
  "muster@provider.test",
];
const provision = (env: string, ...more: string[]) => script("provision.ts", [...wishes(env), ...more]);
const deploy = (env: string, ...more: string[]) => script("deploy.mjs", ["--env", env, ...more]);
const made = ({ says }: Done) => says.split("\n").filter((line) => line.startsWith("made")).length;
const callsSince = (before: number) => cloudflare.asked.slice(before).map(({ call }) => call);

test("O1 what is unsafe or unknown is said before anything is made", async () => {
  const unsafe = await script("provision.ts", ["--env", environments[0], "--origin", "http://localhost"]);
  expect(unsafe.code).toBe(1);
  expect(unsafe.says).toContain("- --origin: PUBLIC_ORIGIN must be the https address");
  expect(unsafe.says).toContain("- --mail-from: MAIL_FROM must be an address of a domain of yours");
  for (const name of ["Production", "a b", "-x", ""]) {
    const { code, says } = await script("provision.ts", [...wishes("x").slice(2), `--env=${name}`]);
    expect([code, says.includes("is no name of an environment")]).toEqual([1, true]);
  }
  const anonymous = await script("provision.ts", wishes(environments[0]), {
    CLOUDFLARE_ACCOUNT_ID: "",
    CLOUDFLARE_API_TOKEN: "",
  });
  expect([anonymous.code, anonymous.says.includes("Set CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN")]).toEqual([
    1,
    true,
  ]);
  const unknown = await deploy(environments[0]);
  expect([unknown.code, unknown.says.includes("There is no environment")]).toEqual([1, true]);
  expect((await script("deploy.mjs", [])).says).toContain("Say which environment: npm run deploy -- --env NAME");
  expect(cloudflare.asked).toEqual([]);
});

test("O1 what only a person can do is said, and goes on where it stopped", async () => {
  cloudflare.hasR2 = false;
  const stopped = await provision(environments[0], "--jurisdiction", "eu");
  expect([stopped.code, stopped.says.includes("R2 is not switched on.")]).toEqual([1, true]);
  expect(existsSync(filesOf(environments[0])[0])).toBe(false);
  cloudflare.hasR2 = true;
  const done = await provision(environments[0], "--jurisdiction", "eu");
  expect([done.code, done.says.includes(`there   D1 database muster-${environments[0]}`)]).toEqual([0, true]);
  expect(done.says).toContain("Onboard the domain of muster@provider.test to Email Sending");
});

test("O1 O5 everything that a deployment needs is made once, in its place; again, nothing is", async () => {
  const [env] = environments;
  const [, secrets] = filesOf(env);
  const kept = readFileSync(secrets, "utf8");
  expect(statSync(secrets).mode & 0o777).toBe(0o600);
  for (const value of Object.values(JSON.parse(kept))) expect(String(value)).toMatch(/^[\w-]{43}$/);
  const before = cloudflare.asked.length;
  const again = await provision(env, "--jurisdiction", "eu");
  expect([again.code, made(again)]).toEqual([0, 0]);
  expect(callsSince(before).filter((call) => !call.startsWith("GET "))).toEqual([]);
  expect(readFileSync(secrets, "utf8")).toBe(kept);
  expect(again.says + kept).not.toContain("undefined");
  for (const value of Object.values(JSON.parse(kept))) expect(again.says).not.toContain(String(value));
  expect([...cloudflare.databases.all.values()].map(({ name, jurisdiction }) => [name, jurisdiction])).toEqual([
    [`muster-${env}`, "eu"],
  ]);
  expect([...cloudflare.buckets]).toEqual([[`muster-${env}-uploads`, "eu"]]);
  expect(cloudflare.subscriptions).toMatchObject([
    {
      enabled: true,
      source: { type: "email.sending", zone_id: "zone-of-provider.test", domain: "provider.test" },
      destination: { type: "queues.queue", queue_id: cloudflare.queues.get(`muster-${env}-bounces`)?.id },
      events: ["message.bounced", "message.failed", "message.rejected"],
    },
  ]);
  expect(configOf(env)).toMatchObject({
    account_id: cloudflare.account,
    workers_dev: false,
    preview_urls: false,
    routes: [{ pattern: `${env}.provider.test`, custom_domain: true }],
    vars: { PUBLIC_ORIGIN: `https://${env}.provider.test`, MAIL_FROM: "muster@provider.test", JURISDICTION: "eu" },
  });
});

test("O1 O2 a deployment applies every migration, then the Worker with its secrets; the next one only what is new", async () => {
  const [env] = environments;
  const dry = await deploy(env, "--dry-run");
  expect(dry.code, dry.says).toBe(0);
  expect(dry.says).toMatch(/Due in DIRECTORY: 0001_baseline\.sql, [\s\S]*Due in DB: 0001_baseline\.sql, /);
  expect(cloudflare.workers.scripts.size).toBe(0);
  const first = await deploy(env);
  expect(first.code, first.says).toBe(0);
  expect(first.says).toContain("On an empty database of this account all migrations come to what they mean.");
  expect(first.says).toContain("delete the file");
  const name = `muster-${env}`;
  expect([...(cloudflare.workers.scripts.get(name)?.secrets ?? [])].toSorted()).toEqual([
    "MASTER_SECRET",
    "OPERATOR_TOKEN",
  ]);
  const [database] = cloudflare.databases.all.values();
  for (const folder of ["accounts", "directory"]) {
    const applied = database?.sql.prepare(`SELECT count(*) AS n FROM migrations_of_${folder}`).get()?.n;
    expect(applied).toBeGreaterThan(5);
  }
  rmSync(filesOf(env)[1]);
  const before = cloudflare.asked.length;
  const second = await deploy(env);
  expect(second.code, second.says).toBe(0);
  expect(second.says).toContain("No migration is due.");
  expect(cloudflare.workers.scripts.get(name)?.versions).toBe(2);
  expect(callsSince(before)).toContain(`PUT /workers/scripts/${name}`);
});

test("O1 every queue of an environment has its consumer, and no environment shares anything with another", async () => {
  const [one, other] = environments;
  const done = await provision(other);
  expect(done.code, done.says).toBe(0);
  const deployed = await deploy(other);
  expect(deployed.code, deployed.says).toBe(0);
  for (const env of environments) {
    const queues = [...cloudflare.queues].filter(([name]) => name.startsWith(`muster-${env}-`));
    expect(queues.length).toBeGreaterThanOrEqual(5);
    for (const [name, { consumers }] of queues) expect([name, consumers.length]).toEqual([name, 1]);
    // A version that does not know this queue fails no row: before its messages are dead the watchdog has sent others (O2).
    expect(cloudflare.queues.get(`muster-${env}-rows-small`)?.consumers).toMatchObject([
      { dead_letter_queue: `muster-${env}-rows-dead`, settings: { max_retries: 5, retry_delay: 60 } },
    ]);
  }
  const names = (env: string) => new Set(JSON.stringify(configOf(env)).match(/"muster[^"]*"|"[0-9a-f-]{36}"/g) ?? []);
  expect([...names(one)].filter((name) => names(other).has(name))).toEqual(['"muster@provider.test"']);
});

test("O6 databases are added by a larger number, each with its tables, and never taken away", async () => {
  const [env] = environments;
  const before = configOf(env);
  const added = await provision(env, "--jurisdiction", "eu", "--databases", "3");
  // Its secrets are not made anew, though their file was deleted after the first deployment: what is sealed would be lost.
  expect(existsSync(filesOf(env)[1])).toBe(false);
  expect([added.code, added.says.match(/^made +D1 /gm)?.length], added.says).toEqual([0, 2]);
  const bound = (config: { d1_databases: Record<string, string>[] }) =>
    config.d1_databases.map(({ binding, database_name: name, migrations_dir: folder }) => [binding, name, folder]);
  expect(bound(configOf(env))).toEqual([
    ...bound(before),
    ["DB_2", `muster-${env}_2`, "migrations/accounts"],
    ["DB_3", `muster-${env}_3`, "migrations/accounts"],
  ]);
  expect(new Set(configOf(env).d1_databases.map((one: Record<string, string>) => one.database_id)).size).toBe(3);
  const jurisdictions = [...cloudflare.databases.all.values()].filter(({ name }) => name.startsWith(`muster-${env}`));
  expect(jurisdictions.map(({ jurisdiction }) => jurisdiction)).toEqual(["eu", "eu", "eu"]);
  const kept = configOf(env);
  expect(made(await provision(env, "--jurisdiction", "eu"))).toBe(0);
  expect(configOf(env)).toEqual(kept);
  for (const [many, why] of [
    ["2", "has 3 databases"],
    ["0", "is no number of databases"],
    ["two", "is no number"],
  ] as const) {
    const { code, says } = await provision(env, "--databases", many);
    expect([code, says.includes(why)], says).toEqual([1, true]);
  }
  // Whoever comes with the configuration of before would not know of the accounts in the others.
  writeFileSync(filesOf(env)[0], JSON.stringify(before));
  const blind = await provision(env, "--jurisdiction", "eu");
  expect([blind.code, blind.says.includes(`There is a database muster-${env}_2 already`)]).toEqual([1, true]);
  writeFileSync(filesOf(env)[0], `${JSON.stringify(kept, null, 2)}\n`);
  const deployed = await deploy(env);
  expect(deployed.code, deployed.says).toBe(0);
  for (const { name, sql } of cloudflare.databases.all.values())
    if (name.startsWith(`muster-${env}`))
      expect(Number(sql.prepare("SELECT count(*) AS n FROM migrations_of_accounts").get()?.n)).toBeGreaterThan(5);
});

test("O1 the version before serves again", async () => {
  const [env] = environments;
  const { code, says } = await script("rollback.mjs", ["--env", env]);
  expect(code, says).toBe(0);
  expect(callsSince(0).at(-1)).toBe(`POST /workers/scripts/muster-${env}/deployments`);
});

test("O2 migrations that D1 would take apart otherwise than they mean touch no database that is in use", async () => {
  const [env] = environments;
  const [database] = cloudflare.databases.all.values();
  database?.sql.exec("DELETE FROM migrations_of_accounts WHERE name = '0025_bounces.sql'");
  const before = cloudflare.workers.scripts.get(`muster-${env}`)?.versions;
  cloudflare.databases.cutsTriggers = true;
  const { code, says } = await deploy(env);
  cloudflare.databases.cutsTriggers = false;
  expect([code, says.includes("Nothing was migrated or deployed.")]).toEqual([1, true]);
  expect(
    [...cloudflare.databases.all.values()].map(({ name }) => name).filter((name) => name.endsWith("_proof")),
  ).toEqual([]);
  expect(cloudflare.workers.scripts.get(`muster-${env}`)?.versions).toBe(before);
});

test("O1 nothing was asked of Cloudflare that is not known to be answered", () => {
  expect(cloudflare.unknown).toEqual([]);
});
