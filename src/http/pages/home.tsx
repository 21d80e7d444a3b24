import type { Context } from "hono";
import { findHome } from "../../store/inventory/home.ts";
import { HomePage } from "../../views/home/home.tsx";
import type { AppEnv } from "../hono-env.ts";
import { show, showNothing, viewerOf } from "./show.tsx";

/** Home: the Provisioning Wizard. */
export async function showHome(c: Context<AppEnv>): Promise<Response> {
  const { db, account } = c.var.scene;
  const home = await findHome(db, account);
  return home ? show(c, <HomePage viewer={viewerOf(c)} {...home} />) : showNothing(c);
}
