import { Leave } from "../lib/exits.mjs";

/** @type {import("./index.mjs").Command} */
export const rows = {
  name: "rows",
  usage: "rows IMPORT [--failed] [--json]",
  says: "the rows with their outcomes; --outcome created,skipped,…",
  options: { failed: { type: "boolean" }, outcome: { type: "string" }, json: { type: "boolean" } },
  async run({ values, positionals: [id], client: connected, say }) {
    if (!id) throw new Leave("usage", "Which import?");
    const client = connected();
    const outcome = values.failed ? "failed" : typeof values.outcome === "string" ? values.outcome : undefined;
    /** @type {string | undefined} */
    let cursor;
    do {
      const query = { outcome, limit: "200", cursor };
      const { status, json } = await client.ask("GET", `/imports/${encodeURIComponent(id)}/rows`, { query });
      if (status !== 200) throw new Leave(status === 400 ? "usage" : "denied", json.detail);
      for (const row of json.items) say(values.json ? JSON.stringify(row) : lineOf(row));
      cursor = json.next ?? undefined;
    } while (cursor !== undefined);
    return "done";
  },
};

/** @param {{ row: number, outcome: string, email: string, message: string | null }} row */
function lineOf({ row, outcome, email, message }) {
  return [row, outcome, email, message ?? ""].join("\t");
}
