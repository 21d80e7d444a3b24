/**
 * npm run rehearse -- --env NAME --mail-to you@your-domain.net: goes through the life of a deployment on the real thing, in an account
 * of its own that is removed afterwards: look, deploy, import 1,000 users, mail, stop, undo, roll back, look, go forward again. Only
 * `--mail-to` is mailed. It asks with OPERATOR_TOKEN of the environment, or with the secret that provision has made.
 *   --rows 1000   of so many users
 *   --origin URL  where it answers, if that is not PUBLIC_ORIGIN
 * Ends with 1 at the first thing that is otherwise than it should be.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { main, node, Problem, root, samples } from "../lib/paths.mjs";
import { Deployment, expect, type Import } from "./deployment.ts";
import { environmentOf, readConfig, secretsFile } from "./environment.ts";

const { values } = parseArgs({
  options: {
    env: { type: "string" },
    "mail-to": { type: "string" },
    rows: { type: "string", default: "1000" },
    origin: { type: "string" },
  },
});

await main(async () => {
  const env = environmentOf(values.env, "rehearse");
  const { vars } = readConfig(env);
  const mailTo = values["mail-to"];
  if (!mailTo?.includes("@")) throw new Problem("Say whom it may mail: --mail-to you@your-domain.net");
  const origin = values.origin ?? vars.PUBLIC_ORIGIN ?? "";
  const token = process.env.OPERATOR_TOKEN || newToken(env);
  const there = new Deployment(origin, token);
  await done("deploy", () => script("deploy", env));
  const now = await done("look", () => there.look());
  await done("an account with numbers and licences", () => there.furnish());
  const imported = await done(`import ${values.rows} users`, () => there.import(firstRows(Number(values.rows))));
  await done(`mail ${mailTo}`, () => there.mail(mailTo));
  await done("stop an import", () => there.stop());
  await done("undo the first", () => there.undo(imported));
  await done("roll back", () => script("rollback", env));
  await done("look at the version before", async () => {
    const { version } = await there.look();
    expect(!there.isReal || version !== now.version, `${version} serves as before`);
    const found: Import = await there.api.get(`/imports/${imported.id}`);
    expect(found.state === "undone", `the version before says of the import: ${JSON.stringify(found)}`);
  });
  // The version before the one that serves now is the one that was rolled back.
  await done("go forward again", () => script("rollback", env));
  await done("look", async () => {
    const { version } = await there.look();
    expect(version === now.version, `${version} serves, and not ${now.version}`);
  });
  await done("remove the account", () => there.remove());
  console.log(`\nRehearsed on ${origin}: all as it should be. Look into the mailbox of ${mailTo} yourself.`);
});

/** Runs a script of operation to its end. Meanwhile connections that the deployment closes are let go of. */
async function script(name: string, env: string): Promise<void> {
  const args = [`scripts/operation/${name}.mjs`, "--env", env];
  const child = spawn(node, args, { cwd: root, stdio: "inherit" });
  const [code] = await once(child, "close");
  expect(code === 0, `npm run ${name} ended with ${code}`);
}

function firstRows(count: number): string {
  const [header, ...rows] = readFileSync(join(samples, "users-1000.csv"), "utf8").split(/\r?\n/);
  return [header, ...rows.slice(0, count)].join("\r\n");
}

function newToken(env: string): string {
  const file = secretsFile(env);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")).OPERATOR_TOKEN;
  throw new Problem("Set OPERATOR_TOKEN: the secret of this environment.");
}

async function done<Value>(what: string, act: () => Promise<Value>): Promise<Value> {
  console.log(`\n— ${what}`);
  const began = Date.now();
  const value = await act();
  console.log(`  done in ${((Date.now() - began) / 1_000).toFixed(1)} s`);
  return value;
}
