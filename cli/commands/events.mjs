import { Leave } from "../lib/exits.mjs";

/** @type {import("./index.mjs").Command} */
export const events = {
  name: "events",
  usage: "events [--follow] [--after CURSOR]",
  says: "what has happened, a JSON a line; each has the cursor to go on after it",
  options: { follow: { type: "boolean" }, after: { type: "string" }, types: { type: "string" } },
  async run({ values, client: connected, say }) {
    const client = connected();
    const types = typeof values.types === "string" ? values.types : undefined;
    let after = typeof values.after === "string" ? values.after : undefined;
    for (;;) {
      const query = { after, types, limit: "200", wait: values.follow ? "25" : undefined };
      const { status, json } = await client.ask("GET", "/events", { query });
      if (status !== 200) throw new Leave(status === 400 ? "usage" : "denied", json.detail);
      const { items, next } = json;
      // The place behind a page: whoever stores the cursor with what they made of the page goes on without a gap.
      for (const [at, item] of items.entries()) say(JSON.stringify(at === items.length - 1 ? { ...item, next } : item));
      if (!values.follow && items.length === 0) return "done";
      after = next;
    }
  },
};
