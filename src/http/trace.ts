import type { Context } from "hono";
import { nameOf, type Scene } from "../acts/scene.ts";
import type { AppEnv } from "./hono-env.ts";
import { routeShape } from "./route-shape.ts";

/** What a line of the log says of a request: who asked what of which account, from where, under which reference (S8, S10). */
export function traceOf(c: Context<AppEnv>): Readonly<Record<string, string | null>> {
  // Nobody is known yet before the guard.
  const scene: Scene | undefined = c.get("scene");
  return {
    reference: c.get("reference"),
    method: c.req.method,
    path: routeShape(c),
    account: scene?.account || null,
    who: scene ? nameOf(scene.asker) : null,
    address: c.req.header("CF-Connecting-IP") ?? null,
  };
}
