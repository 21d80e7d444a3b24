/** npm run provision -- --env NAME --origin https://… --mail-from …: see provision.ts, which needs what is installed first. */
import { spawnSync } from "node:child_process";
import { ensureInstalled } from "../lib/install.mjs";
import { main, node, root } from "../lib/paths.mjs";

await main(() => {
  ensureInstalled();
  const args = ["--no-warnings", "scripts/operation/provision.ts", ...process.argv.slice(2)];
  process.exitCode = spawnSync(node, args, { cwd: root, stdio: "inherit" }).status ?? 1;
});
