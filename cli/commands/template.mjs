import { Leave } from "../lib/exits.mjs";
import { save } from "../lib/files.mjs";

/** @type {import("./index.mjs").Command} */
export const template = {
  name: "template",
  usage: "template [-o FILE]",
  says: "the file to fill in; --separator comma or semicolon",
  options: { separator: { type: "string" }, output: { type: "string", short: "o" } },
  async run({ values, client }) {
    const separator = typeof values.separator === "string" ? values.separator : undefined;
    const { status, json, bytes } = await client().ask("GET", "/import-template", { query: { separator } });
    if (status !== 200) throw new Leave(status === 400 ? "usage" : "denied", json?.detail ?? "There is no template.");
    await save(values.output, bytes);
    return "done";
  },
};
