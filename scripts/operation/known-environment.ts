/** Refuses what is no environment that was made, before anything is done to it. */
import { parseArgs } from "node:util";
import { main } from "../lib/paths.mjs";
import { environmentOf, readConfig } from "./environment.ts";

await main(() => {
  const { values } = parseArgs({ options: { env: { type: "string" } } });
  readConfig(environmentOf(values.env, "rollback"));
});
