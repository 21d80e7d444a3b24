import { parseArgs } from "node:util";
import { commands } from "../commands/index.mjs";
import { connect } from "./client.mjs";
import { exits, Leave } from "./exits.mjs";
import { helpOf } from "./help.mjs";

/** Options of every command. */
const common = /** @type {const} */ ({
  url: { type: "string" },
  account: { type: "string" },
  patience: { type: "string" },
  help: { type: "boolean" },
});

/**
 * Runs a command and gives the exit code.
 * @param {readonly string[]} args @param {NodeJS.ProcessEnv} env
 */
export async function run(args, env) {
  const [name = "", ...rest] = args;
  const command = commands.find((one) => one.name === name);
  try {
    if (!command) return help(name);
    const { values, positionals } = parse(rest, command.options);
    if (values.help) return help("--help");
    const given = /** @type {Record<string, string | boolean | undefined>} */ (values);
    const client = () => clientOf(given, env);
    return exits[await command.run({ values: given, positionals, client, say: (line) => write(`${line}\n`) })];
  } catch (error) {
    if (!(error instanceof Leave)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error.exit;
  }
}

/** @param {string} text */
function write(text) {
  process.stdout.write(text);
}

/** @param {string} name */
function help(name) {
  const isAsked = ["--help", "-h", "help"].includes(name);
  if (!isAsked && name !== "") process.stderr.write(`There is no command ${JSON.stringify(name)}.\n\n`);
  (isAsked ? process.stdout : process.stderr).write(helpOf(commands));
  return isAsked ? exits.done : exits.usage;
}

/** @param {string[]} args @param {import("../commands/index.mjs").Command["options"]} options */
function parse(args, options) {
  try {
    return parseArgs({ args, options: { ...common, ...options }, allowPositionals: true });
  } catch (error) {
    throw new Leave("usage", error instanceof Error ? error.message : String(error));
  }
}

/** @param {Record<string, string | boolean | undefined>} values @param {NodeJS.ProcessEnv} env */
function clientOf({ url, account, patience }, env) {
  const given = {
    MUSTER_URL: url ?? env.MUSTER_URL,
    MUSTER_ACCOUNT: account ?? env.MUSTER_ACCOUNT,
    MUSTER_TOKEN: env.MUSTER_TOKEN,
  };
  const missing = Object.entries(given).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length > 0) throw new Leave("usage", `Set ${missing.join(", ")} in the environment.`);
  const seconds = Number(patience ?? env.MUSTER_PATIENCE ?? 60);
  if (!(seconds >= 0)) throw new Leave("usage", "--patience takes a number of seconds.");
  const note = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);
  const [address, name, token] = Object.values(given).map(String);
  return connect({ url: address ?? "", account: name ?? "", token: token ?? "", patience: seconds, note });
}
