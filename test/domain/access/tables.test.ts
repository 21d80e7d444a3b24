import { expect, test } from "vitest";
import { apiDemands } from "../../../src/domain/access/api.ts";
import type { ApiDemand, PageDemand } from "../../../src/domain/access/demands.ts";
import { pageDemands } from "../../../src/domain/access/pages.ts";
import { isRole } from "../../../src/domain/access/roles.ts";

/** The tests that walk over every route take from the tables what each should say: here the tables are held to the rules. */
const pages: readonly (readonly [string, PageDemand])[] = Object.entries(pageDemands);
const routes: readonly (readonly [string, ApiDemand])[] = Object.entries(apiDemands);

const pagesWith = (isMeant: (demand: PageDemand) => boolean) =>
  pages.filter(([, demand]) => isMeant(demand)).map(([route]) => route);

/** What was typed in files, before anybody looked at it. */
const AS_TYPED = /\/(original|not-created)\.csv$/;

/** The roles of which one is demanded: everybody may do what is their own, and only an owner what else is in Settings. */
function rolesOfRule(route: string): readonly string[] {
  if (/ \/(proof|settings\/security)(\/|$)/.test(route)) return ["viewer"];
  if (/ \/settings(\/|$)/.test(route)) return ["owner"];
  if (route.startsWith("POST ") || AS_TYPED.test(route)) return ["importer"];
  // What only shows a form of an importer's is for importers.
  return ["viewer", "importer"];
}

test("S1 a viewer changes nothing and downloads nothing as it was typed, an importer nothing of Settings but their own", () => {
  const inside = pages.filter(([, { who }]) => isRole(who));
  expect(inside.length).toBeGreaterThan(80);
  expect(inside.filter(([route, { who }]) => !rolesOfRule(route).includes(who)).map(([route]) => route)).toEqual([]);
});

test("S1 without a role nothing is open but what is public, the doors, and the choice of an account", () => {
  expect(pagesWith(({ who }) => !isRole(who)).toSorted()).toEqual(
    [
      ...["GET /api", "GET /problems/:code"],
      ...["GET /sign-in", "POST /sign-in", "GET /sign-in/factor", "POST /sign-in/factor", "POST /sign-out"],
      ...["GET /forgot-password", "POST /forgot-password", "GET /reset/:token", "POST /reset/:token"],
      ...["GET /accounts", "POST /accounts"],
    ].toSorted(),
  );
});

test("S1 a fresh proof is taken for what lets others in or keeps them out", () => {
  const both = (path: string) => [`GET ${path}`, `POST ${path}`];
  expect(pagesWith(({ proof }) => proof === "always").toSorted()).toEqual(
    [
      ...["POST /settings/administrators", "POST /settings/administrators/:email/role", "POST /settings/factor"],
      ...["GET /settings/tokens/new", "POST /settings/tokens"],
      ...["GET /settings/webhooks/new", "POST /settings/webhooks", ...both("/settings/webhooks/:id/rotation")],
      ...["GET /settings/security/factors/new", "POST /settings/security/factors"],
      ...["GET /settings/security/passkeys/new", "POST /settings/security/passkeys"],
      ...both("/settings/security/factors/:id/removal"),
      ...both("/settings/security/recovery-codes"),
      ...["POST /settings/security/sessions/end", "POST /settings/security/sessions/:name/end"],
    ].toSorted(),
  );
});

test("S1 who owes a second factor comes to what is on the way to one, and to nothing else", () => {
  const added = ["factors/new", "factors", "passkeys/new", "passkeys"].map((path) => `/settings/security/${path}`);
  const onTheWay = pagesWith(({ owing }) => owing === true).map((route) => route.replace(/^\w+ /, ""));
  expect(onTheWay.toSorted()).toEqual(["/proof", "/proof", ...added].toSorted());
});

/** What the API demands: the operator's and the platform's by name, of the rest what reads or changes. */
function demandOfRule(route: string): string {
  const path = route.replace(/^\w+ /, "");
  if (path === "/openapi.json") return "public";
  if (/^(PUT|DELETE) \/accounts\/:account$/.test(route) || /\/move$/.test(path)) return "operator";
  if (!path.startsWith("/accounts/")) return "operator";
  if (/\/(password-check|temporary-password|voicemail-pin)$/.test(path)) return "platform";
  if (/^\/accounts\/:account\/(administrators|tokens|webhooks)(\/|$)/.test(path)) return "administrator";
  return route.startsWith("GET ") && !AS_TYPED.test(path) ? "read" : "write";
}

test("S2 S3 no token makes tokens, webhooks or administrators, and one that may only read changes nothing and gets nothing as it was typed", () => {
  const told = routes.map(([route, demand]) => [route, demand.who === "account" ? demand.scope : demand.who]);
  expect(told).toEqual(routes.map(([route]) => [route, demandOfRule(route)]));
});
