import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Problem, root } from "./paths.mjs";
import { runWrangler } from "./wrangler.mjs";

const file = join(root, "worker-configuration.d.ts");

/** Writes the types of wrangler.toml's bindings anew, without the network, and fails where they were not in Git as they are. */
export function checkBindings() {
  console.log("\n— bindings of wrangler.toml");
  const before = existsSync(file) ? readFileSync(file, "utf8") : "";
  // An empty file of secrets: else there would be other types where .dev.vars holds more. Types of the runtime come from their package.
  const args = ["types", "--env-file=/dev/null", "--include-runtime=false", "--strict-vars=false"];
  const done = runWrangler(args, { CLOUDFLARE_INCLUDE_PROCESS_ENV: "false" });
  if (done.status !== 0) throw new Problem(`The types could not be made.\n${done.stdout}${done.stderr}`);
  if (readFileSync(file, "utf8") !== before)
    throw new Problem("worker-configuration.d.ts did not fit wrangler.toml. It does now: commit it.");
}
