import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { hasCode, modules, node, root } from "./paths.mjs";

const guard = pathToFileURL(join(root, "scripts", "lib", "orphan-guard.mjs")).href;

/**
 * Starts wrangler as the leader of a new process group. Its command file is run directly: the one in .bin would put
 * one more process in between, which does not pass on how the other ended.
 * @param {readonly string[]} args
 * @param {{ stateDir: string, stdio: import("node:child_process").StdioOptions, env?: Readonly<Record<string, string>> }} given
 */
export function spawnWrangler(args, { stateDir, stdio, env }) {
  return spawn(node, ["--no-warnings", "--import", guard, cli, ...args], {
    cwd: root,
    env: { ...process.env, ...quiet, ...places(stateDir), ...env, MUSTER_PARENT: String(process.pid) },
    stdio,
    detached: true,
  });
}

/**
 * Runs a command of wrangler that needs no state, to its end.
 * @param {readonly string[]} args @param {Readonly<Record<string, string>>} [env]
 */
export function runWrangler(args, env = {}) {
  return spawnSync(node, ["--no-warnings", cli, ...args], {
    cwd: root,
    env: { ...process.env, ...quiet, ...compiled, ...env },
    encoding: "utf8",
  });
}

/** Ends what is left of a process group. @param {number} pid @param {NodeJS.Signals} signal */
export function killGroup(pid, signal = "SIGKILL") {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!hasCode(error, "ESRCH")) throw error;
  }
}

const cli = join(modules, "wrangler", "wrangler-dist", "cli.js");

/** Nothing may ask the network, the person at the terminal, or a wrangler that runs for something else. */
export const quiet = {
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_NO_SKILLS_UPDATE_PROMPTS: "true",
  // The banner is what looks for updates.
  WRANGLER_HIDE_BANNER: "true",
  // Otherwise miniflare fetches the place of this machine for request.cf.
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  // Pages and traces of wrangler's own in the served Worker, which would show every table to anybody on this machine.
  X_LOCAL_EXPLORER: "false",
  X_LOCAL_OBSERVABILITY: "false",
  NO_COLOR: "1",
  // The linter of the API's description would tell its maker that it was used.
  REDOCLY_TELEMETRY: "off",
  REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
};

/** Where what node has compiled of wrangler is kept: it is 15 MB of text. */
export const compiled = { NODE_COMPILE_CACHE: join(modules, ".cache", "node") };

/** @param {string} stateDir */
const places = (stateDir) => ({
  WRANGLER_LOG_PATH: join(stateDir, "logs"),
  // Shared by default, where two servers called "muster" would take each other's place.
  WRANGLER_REGISTRY_PATH: join(stateDir, "registry"),
  ...compiled,
});
