import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { modules, node, Problem, root } from "./paths.mjs";

/** Makes node_modules match package-lock.json, and says so only when there is something to do. */
export function ensureInstalled() {
  const lock = read(join(root, "package-lock.json"));
  if (lock && isInstalled(lock) && runs(node)) return;
  console.log("Installing packages …");
  let done = npm(lock ? "ci" : "install");
  // A lock made where the registry lacks packages for other platforms is too short for "ci", and good for "install".
  if (lock && done.stderr?.includes("EUSAGE")) done = npm("install");
  if (done.error || done.status !== 0) throw new Problem(`npm could not install the packages.\n${complaint(done)}`);
  if (!runs(node))
    throw new Problem('The package "node" is installed but does not run. Are install scripts switched off?');
}

/**
 * npm keeps a copy of the lock of what it installed; packages for other platforms are in the one and not in the other.
 * @typedef {{ packages: Record<string, { version: string, integrity?: string, optional?: boolean }> }} Lock
 * @param {Lock} lock
 */
function isInstalled(lock) {
  const installed = read(join(modules, ".package-lock.json"));
  if (!installed) return false;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    const found = installed.packages[path];
    if (path === "" || (!found && wanted.optional)) return true;
    return found?.version === wanted.version && found?.integrity === wanted.integrity;
  });
}

/**
 * npm must not run with the Node that it is about to replace, so it is started by the Node that started it,
 * and without node_modules/.bin on its PATH.
 * @param {string} command
 */
function npm(command) {
  const outside = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.startsWith(root));
  const env = { ...process.env, PATH: outside.join(delimiter) };
  const { npm_node_execpath: runtime, npm_execpath: cli } = process.env;
  const [program, ...before] = runtime && cli && !runtime.startsWith(root) ? [runtime, cli] : ["npm"];
  const args = [...before, command, "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  return spawnSync(program, args, { cwd: root, env, encoding: "utf8" });
}

/** @param {import("node:child_process").SpawnSyncReturns<string>} done */
const complaint = (done) => done.error?.message ?? done.stderr.trim().split("\n").slice(0, 20).join("\n");

/** @param {string} program */
const runs = (program) => existsSync(program) && spawnSync(program, ["--version"]).status === 0;

/** @param {string} file @returns {Lock | undefined} */
function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
