import { expect, test } from "vitest";
import { mayAsk, type PageRoute, pageDemands } from "../../src/domain/access/pages.ts";
import { isRole, type Role } from "../../src/domain/access/roles.ts";
import { everyPage } from "./every-page.tsx";

const routes = (Object.keys(pageDemands) as PageRoute[]).map((route) => {
  const [method, path = ""] = route.split(" ");
  return { route, method, pattern: new RegExp(`^${path.replace(/:\w+/g, "[^/]+").replaceAll(".", "\\.")}$`) };
});

/** The route that an address leads to, as the Worker finds it: what is written out comes first. */
function routeOf(method: string, address: string): PageRoute | null {
  const path = address.replace(/[?#].*$/, "");
  const found = routes.filter((route) => route.method === method && route.pattern.test(path));
  return (found.find(({ route }) => !route.includes(":")) ?? found[0])?.route ?? null;
}

/** All that a page offers: where its links lead, where its forms are sent, what its script asks for. */
function offersOf(html: string): readonly (readonly [method: string, address: string])[] {
  const links = [...html.matchAll(/<a\b[^>]* href="(\/[^"]*)"/g)].map(([, href = ""]) => ["GET", href] as const);
  const forms = [...html.matchAll(/<form\b[^>]*>/g)].flatMap(([form]) => {
    const method = /method="post"/.test(form) ? "POST" : "GET";
    const action = / action="(\/[^"]*)"/.exec(form)?.[1];
    return action === undefined ? [] : [[method, action] as const];
  });
  const others = [...html.matchAll(/ (formaction|data-save|hx-get)="(\/[^"]*)"/g)].map(
    ([, name, address = ""]) => [name === "hx-get" ? "GET" : "POST", address] as const,
  );
  return [...links, ...forms, ...others].map(([method, address]) => [method, address.replaceAll("&amp;", "&")]);
}

/** Pages that nobody of this role is shown; what they offer is refused as they are themselves. */
const unseen: Readonly<Record<"viewer" | "importer", RegExp>> = {
  importer:
    /^(settings|columns|no columns|remove (an administrator|oneself|the last administrator)|change (a|the own|the last) role|(no |new )?webhooks?(,|$)|tokens|no tokens|new token|token|revoke|mails|no mails|no such mails)/,
  viewer:
    /^(new import|(edit|new|delete) user|many users|reset|remove a|park numbers|undo$|undo of|(no )?deleted drafts|all cells|change a column|(new )?location(,|$))/,
};

test("every link, form and script of a page leads to a page that there is", () => {
  const lost = Object.entries(everyPage("x")).flatMap(([name, html]) =>
    offersOf(html).flatMap(([method, address]) => (routeOf(method, address) ? [] : [`${name}: ${method} ${address}`])),
  );
  expect(lost).toEqual([]);
});

test.each(["viewer", "importer"] as const)("S1 the role %s is offered nothing that it may not do", (role) => {
  const pages = Object.entries(everyPage("x", role)).filter(([name]) => !isUnseen(name, role));
  expect(pages.length).toBeGreaterThan(30);
  const refused = pages.flatMap(([name, html]) =>
    offersOf(html).flatMap(([method, address]) => {
      const route = routeOf(method, address);
      return route && !mayAsk(role, route) ? [`${name}: ${route}`] : [];
    }),
  );
  expect([...new Set(refused)]).toEqual([]);
});

test("S1 an owner is offered what others are not", () => {
  const pages = everyPage("x", "owner");
  const offered = new Set(Object.values(pages).flatMap((html) => offersOf(html).map((offer) => routeOf(...offer))));
  const own = Object.entries(pageDemands).filter(([, { who }]) => isRole(who) && who !== "viewer");
  // To what was done with many users nobody follows a link: one is led there.
  const led = ["GET /users/bulk/:name"];
  const missing = own.map(([route]) => route).filter((route) => ![...offered, ...led].some((one) => one === route));
  expect(missing).toEqual([]);
});

function isUnseen(name: string, role: Exclude<Role, "owner">): boolean {
  return unseen.importer.test(name) || (role === "viewer" && unseen.viewer.test(name));
}
