import { check } from "./check.mjs";
import { events } from "./events.mjs";
import { importFile } from "./import.mjs";
import { notCreated } from "./not-created.mjs";
import { rows } from "./rows.mjs";
import { status } from "./status.mjs";
import { stop } from "./stop.mjs";
import { template } from "./template.mjs";
import { undo } from "./undo.mjs";

/**
 * @typedef {object} Given what a command is called with
 * @property {Record<string, string | boolean | undefined>} values
 * @property {string[]} positionals
 * @property {() => import("../lib/client.mjs").Client} client made when it is first needed: some commands need none
 * @property {(line: string) => void} say
 * @typedef {object} Command
 * @property {string} name
 * @property {string} usage
 * @property {string} says
 * @property {Record<string, { type: "string" | "boolean", short?: string, default?: boolean }>} options
 * @property {(given: Given) => Promise<keyof typeof import("../lib/exits.mjs").exits>} run gives the name of its exit code
 */

/** Every command, in the order of the help. @type {readonly Command[]} */
export const commands = [template, check, importFile, status, stop, undo, rows, notCreated, events];
