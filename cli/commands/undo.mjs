import { randomUUID } from "node:crypto";
import { Leave } from "../lib/exits.mjs";
import { follow } from "../lib/follow.mjs";
import { countsIn } from "../lib/show.mjs";

/** @type {import("./index.mjs").Command} */
export const undo = {
  name: "undo",
  usage: "undo IMPORT [--dry-run]",
  says: "removes again whom it has created, but for those who were changed since",
  options: { "dry-run": { type: "boolean" } },
  async run({ values, positionals: [id], client: connected, say }) {
    if (!id) throw new Leave("usage", "Which import?");
    const client = connected();
    const dry = values["dry-run"] === true;
    const asked = {
      body: JSON.stringify({ dry_run: dry }),
      type: "application/json",
      ...(!dry && { key: randomUUID() }),
    };
    const { status, json } = await client.ask("POST", `/imports/${encodeURIComponent(id)}/undo`, asked);
    if (status === 404) throw new Leave("denied", json.detail);
    if (status >= 300) throw new Leave("blocked", json.detail);
    if (dry) {
      say(`${json.removed} would be removed, ${json.kept.length} would stay.`);
      for (const { row, user, reason } of json.kept) say(`row ${row}: ${user} stays, ${reason}`);
      return "done";
    }
    const { shown } = await follow(client, id);
    say(`${shown.state}: ${countsIn(shown.counts)}`);
    return "done";
  },
};
