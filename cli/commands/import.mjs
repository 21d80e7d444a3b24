import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import { Leave } from "../lib/exits.mjs";
import { load } from "../lib/files.mjs";
import { follow } from "../lib/follow.mjs";
import { importOptions, parametersOf } from "../lib/options.mjs";
import { countsIn, importLine, refusalLines } from "../lib/show.mjs";

/** @type {import("./index.mjs").Command} */
export const importFile = {
  name: "import",
  usage: "import FILE [--watch] [OPTIONS]",
  says: "sends a file and starts it; --key KEY to repeat it safely later",
  options: { ...importOptions, watch: { type: "boolean" }, key: { type: "string" } },
  async run({ values, positionals, client: connected, say }) {
    const [name] = positionals;
    const body = await load(name);
    const client = connected();
    const query = { filename: basename(name ?? ""), ...parametersOf(values) };
    // However often the line is cut, the same key: there is one import.
    const key = typeof values.key === "string" ? values.key : randomUUID();
    const { status, json } = await client.ask("POST", "/imports", { query, body, type: "text/csv", key });
    if (status !== 202) throw new Leave(exitOf(status), refusalLines(json).join("\n"));
    say(importLine(json));
    if (!values.watch) return "done";
    const { exit, shown } = await follow(client, json.id);
    say(`${shown.state}: ${countsIn(shown.counts)}`);
    const { failed, not_attempted } = shown.counts;
    if (failed + not_attempted > 0) say(`Why: muster-import rows ${json.id} --failed`);
    return exit;
  },
};

/** @param {number} status @returns {"invalid" | "blocked" | "denied" | "usage"} */
function exitOf(status) {
  if (status === 409) return "blocked";
  if (status === 404) return "denied";
  return status === 400 ? "usage" : "invalid";
}
