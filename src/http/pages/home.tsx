import type { Context } from "hono";
import { findHome } from "../../acts/inventory/find-accounts.ts";
import { HomePage } from "../../views/home/home.tsx";
import type { AppEnv } from "../hono-env.ts";
import { show, showNothing, viewerOf } from "./show.tsx";

/** Home: the Provisioning Wizard. */
export async function showHome(c: Context<AppEnv>): Promise<Response> {
  const home = await findHome(c.var.scene);
  return home.ok ? show(c, <HomePage viewer={viewerOf(c)} {...home.value} />) : showNothing(c);
}
