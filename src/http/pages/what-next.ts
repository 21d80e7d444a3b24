import type { Context } from "hono";
import { findWhatNext, type WhatNext } from "../../acts/inventory/what-next.ts";
import { mayAsk } from "../../domain/access/pages.ts";
import type { AppEnv } from "../hono-env.ts";

/** What was just done, and what comes next; null where nothing was. */
export type ToldNews = { readonly says: string; readonly next: WhatNext | null };

/** Adds to what was just done what comes next (E12), for those who may go on with it. */
export async function withNext(c: Context<AppEnv>, says: string | null): Promise<ToldNews | null> {
  if (says === null) return null;
  const { asker } = c.var.scene;
  const mayGo = asker.kind === "administrator" && mayAsk(asker.role, "GET /imports/new");
  return { says, next: mayGo ? await findWhatNext(c.var.scene) : null };
}
