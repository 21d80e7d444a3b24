import { expect, test } from "vitest";
import { publish } from "../../src/contract/publish.tsx";
import { apiDemands } from "../../src/domain/access/api.ts";

const { page } = publish();

test("the page of the API has every call, with a command that asks for it", () => {
  const shown = [...page.matchAll(/<summary><code>([A-Z]+ [^<]+)<\/code>/g)].map(([, route]) => route);
  const meant = Object.keys(apiDemands).map((route) => route.replace(/:(\w+)/g, "{$1}"));
  expect(shown.toSorted()).toEqual(meant.toSorted());
  expect(page.match(/<pre>curl/g)?.length).toBeGreaterThanOrEqual(meant.length);
});

test("the page of the API needs no script, and loads nothing from elsewhere", () => {
  expect(page).not.toContain("<script");
  expect(page).not.toContain("style=");
  const loaded = [...page.matchAll(/<(?:link|img|iframe)[^>]+(?:href|src)="([^"]*)"/g)].map(([, address]) => address);
  expect(loaded.length).toBeGreaterThanOrEqual(3);
  expect(loaded.filter((address) => !/^\/[^/]/.test(address ?? ""))).toEqual([]);
});

test("no sentence of the page of the API is left open, and each name of it leads somewhere", () => {
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  expect(targets.filter((id) => !ids.has(id))).toEqual([]);
  expect(page).not.toContain("undefined");
  expect(page).not.toContain("`");
});
