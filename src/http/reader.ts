import type { Context } from "hono";
import { type Sayer, sayIn } from "../domain/problems/say.ts";
import type { AppEnv } from "./hono-env.ts";

/** The words for whoever sent a request. English is the only language yet; another is chosen here. */
export function readerOf(_c: Context<AppEnv>): Sayer {
  return sayIn("en");
}
