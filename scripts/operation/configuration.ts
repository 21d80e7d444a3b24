/** What npm run deploy begins with: refuses to deploy what would serve nobody (S12), in the words of the Worker's own log. */
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { checkConfiguration, furtherSecrets, neededSecrets } from "../../src/domain/configuration.ts";
import { sayConfiguration } from "../../src/domain/problems/english/configuration.ts";
import { main, Problem } from "../lib/paths.mjs";
import { Cloudflare } from "./cloudflare.ts";
import { deployedConfiguration, openDoors } from "./deployed.ts";
import { environmentOf, readConfig, secretsFile } from "./environment.ts";

await main(async () => {
  const { values } = parseArgs({ options: { env: { type: "string" } } });
  const env = environmentOf(values.env, "deploy");
  const config = readConfig(env);
  const vars = { ...config.vars, ...openDoors(config) };
  // First with every secret taken for granted: nobody is asked anything outside before the configuration is right.
  refuseUnsafe(vars, [...neededSecrets, ...furtherSecrets]);
  refuseUnsafe(vars, [...newSecrets(env), ...(await new Cloudflare(process.env).listSecrets(config.name))]);
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
