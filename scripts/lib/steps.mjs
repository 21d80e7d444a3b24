import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { modules, Problem, root, tool } from "./paths.mjs";
import { quiet } from "./wrangler.mjs";

/**
 * Runs a tool of node_modules/.bin with the Node of devDependencies; if it fails, the script ends with the step's name.
 * @param {string} name @param {string} command @param {readonly string[]} [args]
 */
export function step(name, command, args = []) {
  console.log(`\n— ${name}`);
  const path = [join(modules, ".bin"), process.env.PATH].join(delimiter);
  const done = spawnSync(tool(command), args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...quiet, PATH: path },
  });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Problem(`Failed: ${name}.`, done.status ?? 1);
}
