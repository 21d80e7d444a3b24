import { basename } from "node:path";
import { Leave } from "../lib/exits.mjs";
import { load } from "../lib/files.mjs";
import { importOptions, parametersOf } from "../lib/options.mjs";
import { offlineRules } from "../lib/rules.mjs";
import { problemLines, refusalLines } from "../lib/show.mjs";

/** @type {import("./index.mjs").Command} */
export const check = {
  name: "check",
  usage: "check FILE [--offline] [OPTIONS]",
  says: "checks by the rules of files, then by the account, and starts nothing",
  options: { ...importOptions, offline: { type: "boolean" } },
  async run({ values, positionals, client, say }) {
    const [name] = positionals;
    const bytes = await load(name);
    const query = parametersOf(values);
    const { checkOffline } = await offlineRules();
    const found = checkOffline(bytes, query);
    if (found.length > 0) {
      for (const line of problemLines(found)) say(line);
      return "invalid";
    }
    if (values.offline) {
      say("No error that can be seen without the account.");
      return "done";
    }
    return checkByAccount(client(), { name: basename(name ?? ""), bytes, query, say });
  },
};

/**
 * A dry run leaves a draft, which nobody has asked for: it is thrown away.
 * @param {import("../lib/client.mjs").Client} client
 * @param {{ name: string, bytes: Uint8Array, query: Record<string, string>, say: (line: string) => void }} file
 * @returns {Promise<"done" | "invalid" | "blocked">}
 */
async function checkByAccount(client, { name, bytes, query, say }) {
  const asked = { query: { filename: name, ...query, dry_run: "true" }, body: bytes, type: "text/csv" };
  const { status, json } = await client.ask("POST", "/imports", asked);
  const draft = json?.import?.id ?? json?.id;
  if (draft) await client.ask("DELETE", `/imports/${draft}`);
  if (status === 404) throw new Leave("denied", json.detail);
  if (status !== 200) throw new Leave(status === 400 ? "usage" : "invalid", refusalLines(json).join("\n"));
  const { warnings, questions, blockers } = json.problems;
  for (const line of problemLines(warnings)) say(`warning: ${line}`);
  for (const { message } of [...questions, ...blockers]) say(message);
  if (questions.length + blockers.length > 0) return "blocked";
  say(
    `No error. ${json.counts.rows} rows, of which ${json.problem_counts.rows_will_fail} will fail as the account is now.`,
  );
  return "done";
}
