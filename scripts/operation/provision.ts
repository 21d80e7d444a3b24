/**
 * npm run provision -- --env NAME --origin https://… --mail-from … [--databases 3]: makes everything that an environment
 * needs, and its configuration file. It can be repeated: what is there stays as it is; a larger number of databases adds some.
 */
import { randomBytes } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { queueKindOf } from "../../src/background/queues.ts";
import { checkConfiguration, furtherSecrets, neededSecrets } from "../../src/domain/configuration.ts";
import { sayConfiguration } from "../../src/domain/problems/english/configuration.ts";
import { main, Problem } from "../lib/paths.mjs";
import { Cloudflare, Refusal } from "./cloudflare.ts";
import { deployedConfiguration } from "./deployed.ts";
import {
  countDatabases,
  databaseNames,
  environmentConfig,
  environmentOf,
  queuesOf,
  readTemplate,
  saveConfig,
  secretsFile,
  type Template,
  type Wishes,
} from "./environment.ts";

/** More than anybody needs: each holds 10 GB. */
const MOST_DATABASES = 99;

/** R2 must be switched on once, by a person. */
const R2_IS_OFF = 10_042;

await main(async () => {
  const { values } = parseArgs({
    options: {
      env: { type: "string" },
      origin: { type: "string", default: "" },
      "mail-from": { type: "string", default: "" },
      "service-url": { type: "string", default: "" },
      jurisdiction: { type: "string", default: "" },
      databases: { type: "string", default: "" },
    },
  });
  const env = environmentOf(values.env, "provision");
  if (!["", "eu", "fedramp"].includes(values.jurisdiction)) throw new Problem("A jurisdiction is eu or fedramp.");
  const cloudflare = new Cloudflare(process.env);
  const wishes: Wishes = {
    env,
    account: cloudflare.account,
    origin: values.origin,
    mailFrom: values["mail-from"],
    serviceUrl: values["service-url"],
    jurisdiction: values.jurisdiction,
  };
  refuseUnsafe(wishes);
  const count = databasesWanted(values.databases, env);
  const template = readTemplate();
  const names = environmentConfig(template, wishes, [""]);
  const ids = await databases(cloudflare, databaseNames(template, env, count), wishes);
  await bucket(cloudflare, names, wishes);
  await bounces(cloudflare, { own: queuesOf(names), queues: await queues(cloudflare, names) }, wishes);
  say(`wrangler.${env}.json`, saveConfig(env, environmentConfig(template, wishes, ids)));
  secrets(env, await cloudflare.listSecrets(names.name));
  console.log(
    `\nWhat only a person can do, if it is not done:\n` +
      `- Onboard the domain of ${wishes.mailFrom} to Email Sending (dashboard, Email), or set SMTP in wrangler.${env}.json.\n` +
      `- Have the zone of ${new URL(wishes.origin).hostname} in this Cloudflare account.\n` +
      `\nThen: npm run deploy -- --env ${env}`,
  );
});

/** What is wrong with the wishes is said before anything is made. */
function refuseUnsafe({ origin, mailFrom }: Wishes): void {
  const vars = { PUBLIC_ORIGIN: origin, MAIL_FROM: mailFrom };
  const faults = checkConfiguration(deployedConfiguration(vars, [...neededSecrets, ...furtherSecrets]));
  if (faults.length === 0) return;
  const options = { PUBLIC_ORIGIN: "--origin", MAIL_FROM: "--mail-from" } as const;
  const lines = faults.map((fault) => {
    const option = fault.setting in options ? options[fault.setting as keyof typeof options] : fault.setting;
    return `- ${option}: ${sayConfiguration(fault)}`;
  });
  throw new Problem(`Nothing was made. First:\n\n${lines.join("\n")}`);
}

function databasesWanted(given: string, env: string): number {
  const there = countDatabases(env);
  if (given === "") return there;
  const wanted = Number(given);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > MOST_DATABASES)
    throw new Problem(`"${given}" is no number of databases: 1 to ${MOST_DATABASES}.`);
  if (wanted < there)
    throw new Problem(`${env} has ${there} databases, and accounts may lie in each: their number can only grow.`);
  return wanted;
}

/** One more than are wanted is looked for: accounts lie there, if whoever made it used another configuration file. */
async function databases(cloudflare: Cloudflare, names: readonly string[], wishes: Wishes): Promise<readonly string[]> {
  const next = `${names[0]}_${names.length + 1}`;
  if (await cloudflare.findDatabase(next))
    throw new Problem(
      `There is a database ${next} already: bring wrangler.${wishes.env}.json from where it was made, or say --databases ${names.length + 1}.`,
    );
  const ids: string[] = [];
  for (const name of names) {
    const found = await cloudflare.findDatabase(name);
    say(`D1 database ${name}`, found === null ? "made" : "there");
    ids.push(found ?? (await cloudflare.makeDatabase(name, wishes.jurisdiction)));
  }
  return ids;
}

async function bucket(cloudflare: Cloudflare, { r2_buckets: [first] }: Template, wishes: Wishes): Promise<void> {
  const name = first?.bucket_name ?? "";
  for (;;) {
    try {
      const isThere = await cloudflare.hasBucket(name, wishes.jurisdiction);
      if (!isThere) await cloudflare.makeBucket(name, wishes.jurisdiction);
      say(`R2 bucket ${name}`, isThere ? "there" : "made");
      return;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== R2_IS_OFF) throw error;
      await waitForPerson("R2 is not switched on. Open the dashboard, R2, and accept its terms; that is done once.");
    }
  }
}

async function queues(cloudflare: Cloudflare, config: Template): Promise<ReadonlyMap<string, string>> {
  const there = await cloudflare.listQueues();
  for (const name of queuesOf(config)) {
    if (!there.has(name)) await cloudflare.makeQueue(name);
    say(`queue ${name}`, there.has(name) ? "there" : "made");
  }
  return cloudflare.listQueues();
}

/** Without it nothing breaks: a mail that has come back is shown as sent. So what hinders it is said, and no more. */
async function bounces(
  cloudflare: Cloudflare,
  { own, queues }: { readonly own: readonly string[]; readonly queues: ReadonlyMap<string, string> },
  { mailFrom }: Wishes,
): Promise<void> {
  const domain = mailFrom.split("@").at(-1) ?? "";
  const name = own.find((queue) => queueKindOf(queue) === "bounces");
  const id = queues.get(name ?? "");
  if (name === undefined || id === undefined) return;
  try {
    const zone = await cloudflare.findZone(domain);
    if (zone === null) throw new Problem(`The zone of ${domain} is not in this Cloudflare account.`);
    say(`bounces of ${domain}`, await cloudflare.subscribe({ name, id }, { domain, zone }));
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Problem)) throw error;
    console.log(
      `  Mails of ${domain} that come back will not be shown as such: ${error.message}\n` +
        "  Onboard the domain to Email Sending, then run this again. With SMTP there is nothing to do.",
    );
  }
}

/** Made once, for the first deployment: a later one would end every link and lose every PIN. */
function secrets(env: string, deployed: readonly string[]): void {
  const file = secretsFile(env);
  if (existsSync(file)) {
    say(`.secrets.${env}.json`, "there");
    return;
  }
  if (neededSecrets.every((name) => deployed.includes(name))) {
    say("secrets of the Worker", "there");
    return;
  }
  const made = Object.fromEntries(neededSecrets.map((name) => [name, randomBytes(32).toString("base64url")]));
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  say(`.secrets.${env}.json`, "made");
  console.log(
    `  Keep its ${neededSecrets.join(" and ")} where your secrets are kept. The first deployment takes them from there.`,
  );
}

async function waitForPerson(what: string): Promise<void> {
  if (!process.stdin.isTTY) throw new Problem(`${what} Then run this again.`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  await terminal.question(`${what}\nPress Enter when it is done. `);
  terminal.close();
}

function say(what: string, state: "made" | "changed" | "there"): void {
  console.log(`${state.padEnd(8)}${what}`);
}
