import type { Context } from "hono";
import type { AccountEvent } from "../../domain/events/event.ts";
import { showTold } from "../../domain/events/shown.ts";
import type { AppEnv } from "../hono-env.ts";
import { readerOf } from "../reader.ts";

/** An event as the API shows it (api.md, "Events"). */
export function eventJson(c: Context<AppEnv>, { id, type, at, account, told }: AccountEvent) {
  const data = showTold(told, { origin: new URL(c.req.url).origin, say: readerOf(c) });
  return { id, type, timestamp: at, account, data };
}
