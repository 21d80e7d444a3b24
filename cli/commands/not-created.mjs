import { Leave } from "../lib/exits.mjs";
import { save } from "../lib/files.mjs";

/** @type {import("./index.mjs").Command} */
export const notCreated = {
  name: "not-created",
  usage: "not-created IMPORT [-o FILE]",
  says: "the rows that were not created, as a file to correct; --errors says why",
  options: { output: { type: "string", short: "o" }, errors: { type: "boolean" } },
  async run({ values, positionals: [id], client }) {
    if (!id) throw new Leave("usage", "Which import?");
    const query = { errors: values.errors ? "1" : undefined };
    const answer = await client().ask("GET", `/imports/${encodeURIComponent(id)}/not-created.csv`, { query });
    if (answer.status !== 200) throw new Leave("denied", answer.json?.detail ?? "There is no such file.");
    await save(values.output, answer.bytes);
    return "done";
  },
};
