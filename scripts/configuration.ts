/** What npm run deploy begins with: refuses to deploy what would serve nobody (S12), in the words of the Worker's own log. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkConfiguration, furtherSecrets, neededSecrets } from "../src/domain/configuration.ts";
import { sayConfiguration } from "../src/domain/problems/english/configuration.ts";
import { deployedConfiguration, variablesOf } from "./lib/deployed.ts";
import { main, Problem, root } from "./lib/paths.mjs";
import { runWrangler } from "./lib/wrangler.mjs";

await main(() => {
  const variables = variablesOf(readFileSync(join(root, "wrangler.toml"), "utf8"));
  // First with every secret taken for granted: nobody is asked anything outside before wrangler.toml is right.
  refuseUnsafe(variables, [...neededSecrets, ...furtherSecrets]);
  refuseUnsafe(variables, secretNames());
});

function refuseUnsafe(variables: Readonly<Record<string, string>>, secrets: readonly string[]): void {
  const faults = checkConfiguration(deployedConfiguration(variables, secrets));
  if (faults.length === 0) return;
  const lines = faults.map((fault) => `- ${sayConfiguration(fault)}`).join("\n");
  throw new Problem(`Nothing was deployed. First:\n\n${lines}`);
}

/** The names of the secrets that are set; a Worker that does not exist yet has none. */
function secretNames(): readonly string[] {
  const asked = runWrangler(["secret", "list", "--format", "json"]);
  if (asked.status === 0) return JSON.parse(asked.stdout).map(({ name }: { readonly name: string }) => name);
  if (/\[code: 10007\]/.test(asked.stdout + asked.stderr)) return [];
  throw new Problem(`The secrets could not be listed.\n${asked.stdout}${asked.stderr}`);
}
