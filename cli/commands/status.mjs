import { Leave } from "../lib/exits.mjs";
import { look } from "../lib/follow.mjs";
import { importLine } from "../lib/show.mjs";

/** @type {import("./index.mjs").Command} */
export const status = {
  name: "status",
  usage: "status [IMPORT] [--json]",
  says: "how an import is, or the newest ones",
  options: { json: { type: "boolean" } },
  async run({ values, positionals: [id], client, say }) {
    const shown = id ? [await look(client(), id)] : await newest(client());
    for (const one of shown) say(values.json ? JSON.stringify(one) : importLine(one));
    return "done";
  },
};

/** @param {import("../lib/client.mjs").Client} client @returns {Promise<import("../lib/show.mjs").Shown[]>} */
async function newest(client) {
  const { status, json } = await client.ask("GET", "/imports", { query: { limit: "10" } });
  if (status !== 200) throw new Leave("denied", json?.detail ?? "There is no such account.");
  return json.items;
}
