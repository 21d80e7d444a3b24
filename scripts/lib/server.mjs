import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { buildAssets } from "./assets.mjs";
import { buildContract } from "./contract.mjs";
import { configOf, localDatabases } from "./local-config.mjs";
import { Problem } from "./paths.mjs";
import { killGroup, spawnWrangler } from "./wrangler.mjs";

const START_MS = 60_000;
const STOP_MS = 5_000;

/**
 * @typedef {object} Server
 * @property {string} origin
 * @property {string} stateDir
 * @property {string} log the file that holds everything that wrangler and the Worker wrote
 * @property {number} pid of wrangler, and of its process group
 * @property {Promise<number>} ended the exit code, once it is over; 128 + 9 and so on where a signal ended it
 * @property {() => Promise<number>} stop ends it in good order
 * @property {() => Promise<number>} kill ends it as a power cut would, workerd included
 */

/**
 * @typedef {object} Started
 * @property {number} port
 * @property {string} stateDir
 * @property {Readonly<Record<string, string>>} [vars] count as if they stood in wrangler.toml
 * @property {string} [main] counts likewise
 * @property {string} [bundle] of the Worker, made with the assets that are there; instead of main
 * @property {number} [databases] how many hold accounts
 * @property {string} [config] another file than wrangler.toml, which says itself what it serves
 */

/**
 * Serves the Worker locally and resolves once it answers. The state folder must have been migrated.
 * @param {Started} options
 * @returns {Promise<Server>}
 */
export async function serve({ port, stateDir, vars = {}, main, bundle, databases = localDatabases(), config }) {
  if (bundle === undefined) {
    buildAssets();
    await buildContract();
  }
  const entry = bundle === undefined ? (main ? [main] : []) : [bundle, "--no-bundle"];
  mkdirSync(stateDir, { recursive: true });
  const log = join(stateDir, "wrangler.log");
  const file = openSync(log, "w");
  // The simulated mail binding leaves every mail in a temporary file: a folder of its own can be removed, come what may.
  const temporary = mkdtempSync(join(tmpdir(), "muster-"));
  // A file, not a pipe: nothing is lost or blocked, however busy or dead the reader is.
  const where = ["--config", config ?? (await configOf(databases))];
  const child = spawnWrangler(["dev", ...entry, ...args(port, stateDir, vars), ...where], {
    stateDir,
    stdio: ["ignore", file, file],
    env: { TMPDIR: temporary, MUSTER_TEMPORARY: temporary },
  });
  closeSync(file);
  const { pid } = child;
  if (pid === undefined) throw new Problem("wrangler could not be started.");
  const server = { origin: `http://localhost:${port}`, stateDir, log, pid, ...lifeOf(child, pid, temporary) };
  await answering(server);
  return server;
}

/** @param {number} port @param {string} stateDir @param {Readonly<Record<string, string>>} vars */
function args(port, stateDir, vars) {
  const where = ["--ip", "127.0.0.1", "--port", String(port), "--persist-to", stateDir];
  // Port 0: any. Two servers would otherwise fight about the default one.
  const all = { PUBLIC_ORIGIN: `http://localhost:${port}`, ...vars };
  const set = Object.entries(all).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  return ["--local", ...where, ...set, "--inspector-port", "0", "--show-interactive-dev-session=false"];
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {number} pid @param {string} temporary
 */
function lifeOf(child, pid, temporary) {
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      process.off("exit", end);
      end();
      resolve(code ?? 128 + (signal === "SIGKILL" ? 9 : 15));
    });
  });
  const end = () => {
    killGroup(pid);
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once("exit", end);
  const kill = () => {
    killGroup(pid);
    return ended;
  };
  const stop = async () => {
    // To wrangler alone: if workerd went with it, wrangler would start another.
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    const code = await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false })]);
    return code ?? kill();
  };
  return { ended, stop, kill };
}

/** @param {Server} server */
async function answering(server) {
  const until = Date.now() + START_MS;
  /** @type {number | undefined} */
  let over;
  server.ended.then((code) => (over = code));
  while (over === undefined && Date.now() < until) {
    if (await answers(`${server.origin}/sign-in`)) return;
    await sleep(50);
  }
  await server.kill();
  const why = over === undefined ? `did not answer within ${START_MS / 1000} s` : `ended with code ${over}`;
  throw new Problem(`The server ${why}. ${server.log} ends with:\n\n${tail(server.log)}`, over || 1);
}

/** Any answer will do, an error too: it is the Worker's. @param {string} url */
async function answers(url) {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5000) });
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** The last lines of a file, without colours. @param {string} file */
export function tail(file, lines = 40) {
  return stripVTControlCharacters(readFileSync(file, "utf8")).trim().split("\n").slice(-lines).join("\n");
}
