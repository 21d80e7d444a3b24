import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { findOwners } from "../../../acts/people/find-administrators.ts";
import type { PageDemand } from "../../../domain/access/demands.ts";
import { isAtLeast, isRole, type Role } from "../../../domain/access/roles.ts";
import { isProved } from "../../../domain/people/proof.ts";
import { nothingHere, refuse } from "../../../domain/problems/result.ts";
import { NotForRolePage } from "../../../views/not-for-role.tsx";
import { ProofNeededPage } from "../../../views/people/proof.tsx";
import { leadTo } from "../../answer/lead-to.ts";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { noteRefusal, show, showFailure, viewerOf } from "../show.tsx";

/** Lets through, behind requireSession, whom the table of who may do what lets ask for this page (S1). */
export function demandOfPerson({ who, proof }: PageDemand) {
  return createMiddleware<AppEnv>(async (c, next) => {
    if (!isRole(who)) return next();
    const { asker } = c.var.scene;
    if (asker.kind !== "administrator") return showFailure(c, nothingHere().failure);
    if (!isAtLeast(asker.role, who)) return showNotForRole(c, who);
    return proof !== "always" || isProved(c.var.provedAt, c.var.scene.now) ? next() : askForProof(c);
  });
}

/** A form that was sent must not be eaten: led away, the browser would forget it. */
function askForProof(c: Context<AppEnv>): Response {
  if (c.req.method === "GET") return leadTo(c, `/proof?next=${encodeURIComponent(c.req.path)}`);
  const { failure } = refuse("proof_needed", {});
  noteRefusal(c, failure);
  return show(c, <ProofNeededPage />, statusOf(failure.code));
}

async function showNotForRole(c: Context<AppEnv>, least: Role): Promise<Response> {
  const { failure } = refuse("not_for_role", { least });
  noteRefusal(c, failure);
  const owners = await findOwners(c.var.scene);
  const page = <NotForRolePage viewer={viewerOf(c)} failure={failure} owners={owners} />;
  return show(c, page, statusOf(failure.code));
}
