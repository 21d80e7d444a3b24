import { createMiddleware } from "hono/factory";
import type { PageDemand } from "../../../domain/access/demands.ts";
import { isAtLeast, isRole } from "../../../domain/access/roles.ts";
import { nothingHere, refuse } from "../../../domain/problems/result.ts";
import type { AppEnv } from "../../hono-env.ts";
import { showFailure } from "../show.tsx";

/** Lets through, behind requireSession, whom the table of who may do what lets ask for this page (S1). */
export function demandOfPerson({ who }: PageDemand) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (!isRole(who)) return next();
    const { asker } = c.var.scene;
    if (asker.kind !== "administrator") return showFailure(c, nothingHere().failure);
    return isAtLeast(asker.role, who) ? next() : showFailure(c, refuse("not_for_role", { least: who }).failure);
  });
}
