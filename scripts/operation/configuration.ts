/** What npm run deploy begins with: refuses to deploy what would serve nobody (S12), in the words of the Worker's own log. */
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { checkConfiguration, furtherSecrets, neededSecrets } from "../../src/domain/configuration.ts";
import { sayConfiguration } from "../../src/domain/problems/english/configuration.ts";
import { main, Problem } from "../lib/paths.mjs";
import { runWrangler } from "../lib/wrangler.mjs";
import { deployedConfiguration, openDoors } from "./deployed.ts";
import { configFile, environmentOf, readConfig, secretsFile } from "./environment.ts";

await main(() => {
  const { values } = parseArgs({ options: { env: { type: "string" } } });
  const env = environmentOf(values.env, "deploy");
  const config = readConfig(env);
  const vars = { ...config.vars, ...openDoors(config) };
  // First with every secret taken for granted: nobody is asked anything outside before the configuration is right.
  refuseUnsafe(vars, [...neededSecrets, ...furtherSecrets]);
  refuseUnsafe(vars, [...newSecrets(env), ...secretNames(env)]);
});

function refuseUnsafe(variables: Readonly<Record<string, string>>, secrets: readonly string[]): void {
  const faults = checkConfiguration(deployedConfiguration(variables, secrets));
  if (faults.length === 0) return;
  const lines = faults.map((fault) => `- ${sayConfiguration(fault)}`).join("\n");
  throw new Problem(`Nothing was deployed. First:\n\n${lines}`);
}

/** The names of the secrets that this deployment brings along. */
function newSecrets(env: string): readonly string[] {
  const file = secretsFile(env);
  return existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, "utf8"))) : [];
}

/** The names of the secrets that are set; a Worker that does not exist yet has none. */
function secretNames(env: string): readonly string[] {
  const asked = runWrangler(["secret", "list", "--format", "json", "--config", configFile(env)]);
  if (asked.status === 0) return JSON.parse(asked.stdout).map(({ name }: { readonly name: string }) => name);
  if (/\[code: 10007\]|Worker "[^"]*" not found/.test(asked.stdout + asked.stderr)) return [];
  throw new Problem(`The secrets could not be listed.\n${asked.stdout}${asked.stderr}`);
}
