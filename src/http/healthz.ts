import { findAlive } from "../acts/operation/health.ts";
import { doorstepOf } from "../acts/scene.ts";
import { log } from "../log.ts";
import { rootRoutes } from "./api/routes.ts";

/** Whether the service answers, for what watches it from outside (O3): public, and it tells nothing else. */
export const healthz = rootRoutes();

healthz.answer("GET /healthz", async (c) => {
  c.header("Cache-Control", "no-store");
  try {
    await findAlive(doorstepOf(c.env, null));
    return c.json({ status: "ok" });
  } catch (error) {
    log("not_alive", { reference: c.var.reference }, error);
    return c.json({ status: "unavailable" }, 503, { "Retry-After": "5" });
  }
});
