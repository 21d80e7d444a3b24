import { Leave } from "../lib/exits.mjs";
import { importLine } from "../lib/show.mjs";

/** @type {import("./index.mjs").Command} */
export const stop = {
  name: "stop",
  usage: "stop IMPORT",
  says: "stops it: not one more user is created",
  options: {},
  async run({ positionals: [id], client, say }) {
    if (!id) throw new Leave("usage", "Which import?");
    const { status, json } = await client().ask("POST", `/imports/${encodeURIComponent(id)}/stop`);
    if (status === 404) throw new Leave("denied", json.detail);
    if (status >= 300) throw new Leave("blocked", json.detail);
    say(importLine(json));
    return "done";
  },
};
