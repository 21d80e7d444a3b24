import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const modules = join(root, "node_modules");
export const migrations = join(root, "migrations");
/** The bindings of wrangler.toml whose databases have migrations, by the folder of these. */
export const databases = { directory: "DIRECTORY", accounts: "DB" };
export const samples = join(root, "test", "samples");

/** The Node that wrangler runs with: the one of devDependencies, since the machine's own may be too old for it. */
export const node = join(modules, "node", "bin", "node");

/** A tool of node_modules/.bin. @param {string} name */
export const tool = (name) => join(modules, ".bin", name);

/** What npm start and the tests may be told by the environment. A relative folder is meant from the project's root. */
export function settings(env = process.env) {
  const port = Number(env.PORT || 8787);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Problem(`PORT is "${env.PORT}", not a port number.`);
  return { port, stateDir: resolve(root, env.STATE_DIR || ".state"), verbose: isSet(env.VERBOSE) };
}

/** Something that the person at the terminal can act on: shown as one message, without a stack. */
export class Problem extends Error {
  /** @param {string} message @param {number} code the exit code of the script */
  constructor(message, code = 1) {
    super(message);
    this.code = code;
  }
}

/** Tells whether it is an error of the system with this code: ENOENT, say. @param {unknown} error @param {string} code */
export const hasCode = (error, code) => error instanceof Error && "code" in error && error.code === code;

/** Runs a script's main function; a Problem ends it with its message and code, anything else with its stack. @param {() => unknown} run */
export async function main(run) {
  try {
    await run();
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error.message}` : error);
    process.exit(error instanceof Problem ? error.code : 1);
  }
}

/** Tells whether the module was started as a script, not imported. @param {ImportMeta} meta */
export const isMain = (meta) => process.argv[1] !== undefined && fileURLToPath(meta.url) === resolve(process.argv[1]);

/** @param {string | undefined} value */
const isSet = (value) => value !== undefined && value !== "" && value !== "0" && value !== "false";
