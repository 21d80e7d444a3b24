import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { PageDemand } from "../../../src/domain/access/demands.ts";
import { type PageRoute, pageDemands } from "../../../src/domain/access/pages.ts";
import { isAtLeast, isRole, roles } from "../../../src/domain/access/roles.ts";
import { pages } from "../../../src/http/pages/index.ts";
import { type Furnished, fill, furnish, type Ids, nothings } from "../../support/site/every-route.ts";
import { ORIGIN } from "../../support/site/http.ts";
import { makeAccount } from "../../support/site/site.ts";
import { storedState } from "../../support/site/stored-state.ts";
import { signedIn, Visitor } from "../../support/site/visitor.ts";

/** Every page, walked over by each kind of person. What each should be told follows from the table. */
const table: readonly (readonly [PageRoute, PageDemand])[] = Object.entries(pageDemands).map(([route, demand]) => [
  route as PageRoute,
  demand,
]);
const isSafe = (route: string) => route.startsWith("GET ");
const takesRole = table.filter(([, { who }]) => isRole(who));

let home: Furnished;

beforeAll(async () => {
  home = await furnish();
});

/** Asks for a page, or sends its form without fields. */
function ask(visitor: Visitor, route: string, ids: Ids, headers?: Readonly<Record<string, string>>) {
  const { method, path } = fill(route, ids);
  return method === "GET" ? visitor.visit(path) : visitor.send(path, {}, headers);
}

const expected = (say: (demand: PageDemand, route: string) => string, of = table) =>
  Object.fromEntries(of.map(([route, demand]) => [route, say(demand, route)]));

test("S1 the table has every page, and every page of the table is answered", () => {
  const answered = pages.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(answered)].toSorted()).toEqual(Object.keys(pageDemands).toSorted());
});

/** What each page answers whoever is not signed in: the way to the door, or that the form was not sent. */
async function toldAtTheDoor(visitor: Visitor): Promise<Readonly<Record<string, string>>> {
  const told: Record<string, string> = {};
  for (const [route, { who }] of table) {
    if (who !== "session" && !isRole(who)) continue;
    const { status, headers } = await ask(visitor, route, home.ids);
    told[route] = status === 303 ? String(headers.get("Location")?.split("?")[0]) : String(status);
  }
  return told;
}

/** Somebody whose session is no more. */
const gone: Readonly<Record<string, () => Promise<Visitor>>> = {
  "has no session": async () => new Visitor(""),
  "has a made-up session": async () => new Visitor("muster=made-up"),
  "has signed out": async () => {
    const visitor = await signedIn(home.account);
    await visitor.send("/sign-out");
    return visitor;
  },
  "has been away for half an hour": () => aged("seen_at", 31),
  "has been signed in for twelve hours": () => aged("created_at", 12 * 60 + 1),
  "is no administrator any more": async () => {
    const account = await makeAccount({ numbers: [] });
    const [visitor] = [await signedIn(account), await signedIn(account)];
    const [first] = await account.list<{ email: string }>("/administrators");
    await account.ask("DELETE", `/administrators/${first?.email}`);
    return visitor;
  },
};

/** Somebody whose session has a time that lies so far back. */
async function aged(time: "seen_at" | "created_at", minutes: number): Promise<Visitor> {
  const account = await makeAccount({ numbers: [] });
  const visitor = await signedIn(account);
  const at = new Date(Date.now() - minutes * 60_000).toISOString();
  await env.DIRECTORY.prepare(`UPDATE sessions SET ${time} = ?1 WHERE account = ?2`).bind(at, account.id).run();
  return visitor;
}

test.each(Object.keys(gone))("S1 to whoever %s every page is the door, and no form is taken", async (who) => {
  const visitor = await gone[who]?.();
  const before = await storedState();
  const inside = table.filter(([, demand]) => demand.who === "session" || isRole(demand.who));
  expect(visitor && (await toldAtTheDoor(visitor))).toEqual(
    expected((demand, route) => (isSafe(route) || demand.who === "session" ? "/sign-in" : "401"), inside),
  );
  expect((await storedState()) === before).toBe(true);
});

test("S5 no form is taken that does not come from our own page, with or without a session", async () => {
  const foreign: readonly Readonly<Record<string, string>>[] = [
    {},
    { Origin: "null" },
    { Origin: "https://evil.example" },
    { Origin: ORIGIN, "Sec-Fetch-Site": "cross-site" },
    { Origin: ORIGIN, "Sec-Fetch-Site": "same-site" },
  ];
  const visitors = [await signedIn(home.account), new Visitor("")];
  const before = await storedState();
  for (const [route] of table.filter(([route]) => !isSafe(route))) {
    for (const headers of foreign) {
      for (const visitor of visitors) {
        const { status, text } = await ask(visitor, route, home.ids, headers);
        expect([route, status, text]).toEqual([route, 403, expect.stringContaining("came from another site")]);
      }
    }
  }
  expect((await storedState()) === before).toBe(true);
});

/** What each page that takes a role answers this person, whether it lets them in. */
async function toldInside(visitor: Visitor, ids: Ids): Promise<Readonly<Record<string, string>>> {
  const told: Record<string, string> = {};
  for (const [route] of takesRole) {
    const { status, text } = await ask(visitor, route, ids);
    const isRefused = status === 403 && text.includes("Your role may not do this");
    told[route] = isRefused ? "refused" : [401, 403, 500].includes(status) ? String(status) : "let in";
  }
  return told;
}

test.each(roles)("S1 the role %s is let in by the pages that take it or a lower one, and by no other", async (role) => {
  const visitor = await signedIn(home.account, role);
  const may = (least: string) => isRole(least) && isAtLeast(role, least);
  // Of nothing that there is: what lets them in is to find nothing.
  const told = await toldInside(visitor, nothings);
  expect(told).toEqual(expected(({ who }) => (may(who) ? "let in" : "refused"), takesRole));
  const kept = [
    "GET /imports/:id/original.csv",
    "GET /imports/:id/not-created.csv",
    "POST /imports/new",
    "GET /settings",
  ];
  const owners = kept.map((route) => told[route] === "let in");
  expect(owners).toEqual(kept.map((_, at) => role === "owner" || (role === "importer" && at < 3)));
});

test.each(["viewer", "importer"] as const)("S1 what the role %s may not do changes nothing", async (role) => {
  const visitor = await signedIn(home.account, role);
  const before = await storedState();
  const refused = takesRole.filter(([, { who }]) => isRole(who) && !isAtLeast(role, who));
  for (const [route] of refused) {
    const { status } = await ask(visitor, route, home.ids);
    expect([route, status]).toEqual([route, 403]);
  }
  expect((await storedState()) === before).toBe(true);
});

test("S1 what is public, and the doors, are open to whoever is not signed in", async () => {
  const open = table.filter(([route, { who }]) => isSafe(route) && (who === "public" || who === "door"));
  for (const [route] of open) {
    const { status } = await ask(new Visitor(""), route, { ...nothings, "problems/:code": "not_found" });
    // Whoever owes no code is led to the door before.
    const answer = route.includes("/sign-in/") ? 303 : 200;
    expect([route, status]).toEqual([route, route.includes("reset") ? 404 : answer]);
  }
});

test("S7 nothing that somebody who is signed in is shown or downloads is kept by a cache", async () => {
  const visitor = await signedIn(home.account);
  const kept: string[] = [];
  for (const [route] of takesRole.filter(([route]) => isSafe(route))) {
    const { headers } = await ask(visitor, route, home.ids);
    if (headers.get("Cache-Control") !== "no-store") kept.push(`${route}: ${headers.get("Cache-Control")}`);
  }
  expect(kept).toEqual([]);
});
