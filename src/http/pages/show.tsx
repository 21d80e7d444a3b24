import type { Context } from "hono";
import type { HtmlEscapedString } from "hono/utils/html";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Scene } from "../../acts/scene.ts";
import type { Role } from "../../domain/access/roles.ts";
import { isMoving } from "../../domain/operation/moving.ts";
import { type Failure, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { log } from "../../log.ts";
import { Rank } from "../../views/may.tsx";
import type { Viewer } from "../../views/page.tsx";
import { FactorNeededPage } from "../../views/people/factor.tsx";
import { ProofNeededPage } from "../../views/people/proof.tsx";
import { TroublePage } from "../../views/trouble.tsx";
import { statusOf } from "../answer/statuses.ts";
import type { AppEnv } from "../hono-env.ts";
import { traceOf } from "../trace.ts";

type Page = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Answers with a whole page, which offers only what whoever looks at it may ask for (S1). */
export function show(c: Context<AppEnv>, page: Page, status: ContentfulStatusCode = 200): Response {
  return c.html(`<!doctype html>${String(ranked(c, page))}`, status);
}

/** Answers a part of a page for itself, like show. */
export function showPart(c: Context<AppEnv>, part: Page): Response | Promise<Response> {
  return c.html(ranked(c, part));
}

function ranked(c: Context<AppEnv>, page: Page): Page {
  return <Rank.Provider value={rankOf(c)}>{page}</Rank.Provider>;
}

/** Who has no session yet is offered nothing that takes a role. */
function rankOf(c: Context<AppEnv>): Role {
  const scene: Scene | undefined = c.get("scene");
  return scene?.asker.kind === "administrator" ? scene.asker.role : "viewer";
}

/** Who looks at the page; only behind requireSession. */
export function viewerOf(c: Context<AppEnv>): Viewer {
  const { asker } = c.var.scene;
  return { email: asker.kind === "administrator" ? asker.email : "", account: c.var.accountName };
}

/**
 * Answers a request that was turned down with a page that says why. A form for which somebody has to prove themselves first
 * must not be eaten: led away, the browser would forget it.
 */
export function showFailure(c: Context<AppEnv>, failure: Failure): Response {
  const status = statusOf(failure.code);
  const { reference } = c.var;
  noteRefusal(c, failure);
  if (failure.code === "proof_needed") return show(c, <ProofNeededPage />, status);
  if (failure.code === "factor_needed") return show(c, <FactorNeededPage />, status);
  const viewer = c.var.accountName ? viewerOf(c) : null;
  return show(c, <TroublePage viewer={viewer} failure={failure} reference={reference} />, status);
}

/** Notes a refusal in the log, and says when to try again where the failure knows it. */
export function noteRefusal(c: Context<AppEnv>, failure: Failure): void {
  log("refused", { ...traceOf(c), code: failure.code, status: statusOf(failure.code) });
  setRetryAfter(c, failure);
}

/** Says when to try again, where the failure knows it. */
export function setRetryAfter(c: Context<AppEnv>, failure: Failure): void {
  if (failure.code === "too_many_requests") c.header("Retry-After", String(failure.params.seconds));
}

/** Tells whether a session was over when something was to be written with it: nothing of the account is shown then. */
export function isOver({ code }: Failure): boolean {
  return code === "unauthorized";
}

/** Answers for an address that leads nowhere. */
export function showNothing(c: Context<AppEnv>): Response {
  return showFailure(c, nothingHere().failure);
}

/** Answers a fault: a page with the reference under which the log has the reason (S10). */
export function showFault(error: Error, c: Context<AppEnv>): Response {
  if (isMoving(error)) return showFailure(c, refuse("account_moving", {}).failure);
  log("fault", traceOf(c), error);
  return showFailure(c, refuse("internal_error", { of: "page" }).failure);
}

/** Goes on after something was done; what was turned down is shown instead. */
export function goOn(c: Context<AppEnv>, result: Result<unknown>, to: string): Response {
  return result.ok ? c.redirect(to, 303) : showFailure(c, result.failure);
}
