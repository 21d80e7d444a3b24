import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { findOwners } from "../../../acts/people/find-administrators.ts";
import type { PageDemand } from "../../../domain/access/demands.ts";
import { isAtLeast, isRole, type Role } from "../../../domain/access/roles.ts";
import { nothingHere, refuse } from "../../../domain/problems/result.ts";
import { NotForRolePage } from "../../../views/not-for-role.tsx";
import { leadTo } from "../../answer/lead-to.ts";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { noteProof } from "../../request/late-body.ts";
import { noteRefusal, show, showFailure, viewerOf } from "../show.tsx";
import { toProof } from "./session.ts";

/** Lets through, behind requireSession, whom the table of who may do what lets ask for this page (S1). */
export function demandOfPerson({ who, proof, owing }: PageDemand) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (!isRole(who)) return next();
    const { asker } = c.var.scene;
    if (asker.kind !== "administrator") return showFailure(c, nothingHere().failure);
    if (!isAtLeast(asker.role, who)) return showNotForRole(c, who);
    if (c.var.owesFactor && !owing) return askForFactor(c);
    // Where passwords go to a third address only what is sent tells: the acts look at that.
    if (proof !== "always") return next();
    noteProof(c.req.raw);
    if (asker.isProved()) return next();
    if (c.req.method === "GET") return leadTo(c, toProof(pathOf(c)));
    return showFailure(c, refuse("proof_needed", {}).failure);
  });
}

/** The page that was asked for, with its query. */
function pathOf(c: Context<AppEnv>): string {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
}

function askForFactor(c: Context<AppEnv>): Response {
  if (c.req.method !== "GET") return showFailure(c, refuse("factor_needed", {}).failure);
  return leadTo(c, `/settings/security/factors/new?next=${encodeURIComponent(pathOf(c))}`);
}

async function showNotForRole(c: Context<AppEnv>, least: Role): Promise<Response> {
  const { failure } = refuse("not_for_role", { least });
  noteRefusal(c, failure);
  const owners = await findOwners(c.var.scene);
  const page = <NotForRolePage viewer={viewerOf(c)} failure={failure} owners={owners} />;
  return show(c, page, statusOf(failure.code));
}
