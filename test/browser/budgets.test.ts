import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { prepareTour, type Stop, signInTo, stillRunning } from "../../scripts/lib/tour/tour.ts";
import { changeState } from "../support/product/change-state.ts";
import { lookTwice } from "./look.ts";
import type { Person } from "./person.ts";
import { demoLike, openBrowser, server } from "./stage.ts";

/** Bytes as the edge would send them; the local server compresses nothing. */
const size = (content: string | Uint8Array) => gzipSync(content).length;
const KB = 1_000;

/** What was found on a page in one state. */
type Visit = {
  readonly requests: readonly string[];
  readonly bytes: number;
  readonly firstView: number;
  readonly page: number;
  readonly later: readonly string[];
  /** Whether it is a sheet, which has budgets of its own (E7). */
  readonly isSheet: boolean;
  readonly isApi: boolean;
  readonly axe: readonly string[];
  readonly width: number;
};

let stops: readonly Stop[];
const visits = new Map<string, Visit>();
const complaints: string[] = [];

beforeAll(async () => {
  await demoLike("demo");
  stops = await prepareTour(server);
  await Promise.all([
    tour("dana"),
    tour("nobody")
      .then(() => tour("newcomer"))
      .then(() => tour("robin")),
  ]);
});

async function tour(who: Stop["who"]): Promise<void> {
  const person = await openBrowser();
  await signInTo(person.page.context(), who, server.origin);
  const network = await watchNetwork(person);
  for (const stop of stops.filter((other) => other.who === who)) {
    visits.set(`${stop.name} (${stop.path})`, await visit(person, network, stop));
    complaints.push(...person.complaints.map((complaint) => `${stop.name}: ${complaint}`));
  }
  await person.page.context().close();
}

type Network = { readonly requests: () => string[]; readonly cold: (isCold: boolean) => Promise<void> };

/** Lists what the network was asked for, in paths, since it was last asked; the cache can be taken away. */
async function watchNetwork({ page }: Person): Promise<Network> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  let asked = new Map<string, string>();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => asked.set(requestId, pathOf(request.url)));
  session.on("Network.requestServedFromCache", ({ requestId }) => asked.delete(requestId));
  session.on(
    "Network.responseReceived",
    ({ requestId, response }) => response.fromDiskCache && asked.delete(requestId),
  );
  const requests = () => {
    // A poll has a budget of its own: on a slow machine this page's, or the last one's, falls into the visit.
    const paths = [...asked.values()].filter((path) => !path.endsWith("/progress"));
    asked = new Map();
    return paths;
  };
  const cold = async (isCold: boolean) => {
    await session.send("Network.setCacheDisabled", { cacheDisabled: isCold });
  };
  return { requests, cold };
}

async function visit({ page }: Person, { requests, cold }: Network, stop: Stop): Promise<Visit> {
  await cold(true);
  requests();
  const html = (await (await page.goto(stop.path))?.text()) ?? "";
  const first = withIcon(requests(), html);
  await cold(false);
  const again = async () => {
    await page.goto(stop.path.replace(/#.*/, ""));
    return requests().filter((path) => path !== ICON);
  };
  // The browser may still be writing into its cache what the first visit has fetched.
  const once = await again();
  const later = once.length === 1 ? once : await again();
  if (stop.act) await stop.act(page);
  const shown = stop.act ? await page.content() : html;
  const files = first.filter((path) => isFile(path));
  const sheets = files.filter((path) => path.endsWith(".css"));
  return {
    requests: first,
    bytes: size(html) + sum(files.map(sizeOf)),
    firstView: Math.max(size(html), size(shown)) + sum(sheets.map(sizeOf)),
    page: Math.max(size(html), size(shown)),
    later,
    isSheet: html.includes("/built/sheet-"),
    isApi: stop.path === "/api",
    ...(await lookTwice(page)),
  };
}

/** A browser fetches the icon once a week, in its own time; one without a window mostly not at all. */
const ICON = "/icon.svg";

function withIcon(paths: readonly string[], html: string): readonly string[] {
  return paths.includes(ICON) || !html.includes(`<link rel="icon" href="${ICON}"`) ? paths : [...paths, ICON];
}

const pathOf = (url: string) => url.replace(server.origin, "").replace(/#.*/, "");
const isFile = (path: string) => /^\/(built\/|[a-z]+\.(css|js|svg))/.test(path);
const sum = (sizes: readonly number[]) => sizes.reduce((one, other) => one + other, 0);
const sizes = new Map<string, number>();

function sizeOf(path: string): number {
  const known = sizes.get(path) ?? size(readFileSync(`public${path.replace(/\?.*/, "")}`));
  sizes.set(path, known);
  return known;
}

const isOther = ({ isSheet, isApi }: Visit) => !isSheet && !isApi;

/** Names the visits of which something does not hold, with what it is. */
function offenders<Value>(
  read: (visit: Visit) => Value,
  holds: (value: Value) => boolean,
  only: (visit: Visit) => boolean = () => true,
): readonly string[] {
  return [...visits].flatMap(([name, visit]) => {
    if (!only(visit)) return [];
    const value = read(visit);
    return holds(value) ? [] : [`${name}: ${JSON.stringify(value)}`];
  });
}

test("E7 a first visit to any page costs at most 30 KB in 4 requests, its first view 14 KB", () => {
  expect(visits.size).toBeGreaterThan(50);
  expect(
    offenders(
      ({ requests }) => requests,
      (requests) => requests.length <= 4,
    ),
  ).toEqual([]);
  expect(
    offenders(
      ({ bytes }) => bytes,
      (bytes) => bytes <= 30 * KB,
      isOther,
    ),
  ).toEqual([]);
  expect(
    offenders(
      ({ firstView }) => firstView,
      (bytes) => bytes <= 14 * KB,
      isOther,
    ),
  ).toEqual([]);
});

test("E7 a later page costs at most 8 KB in one request, in every state", () => {
  expect(
    offenders(
      ({ later }) => later,
      (later) => later.length === 1,
    ),
  ).toEqual([]);
  expect(
    offenders(
      ({ page }) => page,
      (bytes) => bytes <= 8 * KB,
      isOther,
    ),
  ).toEqual([]);
});

test("E7 a sheet costs at most 24 KB, also at a first visit and with an error in every cell, and one script of 10 KB besides", () => {
  const isSheet = ({ isSheet }: Visit) => isSheet;
  expect([...visits.values()].filter(isSheet).length).toBeGreaterThan(10);
  expect(
    offenders(
      ({ firstView }) => firstView,
      (bytes) => bytes <= 24 * KB,
      isSheet,
    ),
  ).toEqual([]);
  expect(
    offenders(
      ({ bytes, firstView }) => bytes - firstView,
      (bytes) => bytes <= 10 * KB,
      isSheet,
    ),
  ).toEqual([]);
});

test("E7 the page of the API, which has every call, costs at most 20 KB at a first visit", () => {
  const isApi = ({ isApi }: Visit) => isApi;
  expect([...visits.values()].filter(isApi).length).toBe(1);
  expect(
    offenders(
      ({ bytes }) => bytes,
      (bytes) => bytes <= 20 * KB,
      isApi,
    ),
  ).toEqual([]);
});

test("E6 axe finds nothing on any page in any state, light or dark, and nothing scrolls sideways at 320 px or at 200 % zoom", () => {
  expect(
    offenders(
      ({ axe: found }) => found,
      (found) => found.length === 0,
    ),
  ).toEqual([]);
  expect(
    offenders(
      ({ width }) => width,
      (width) => width <= 320,
    ),
  ).toEqual([]);
});

test("E8 no page in any state gives the browser anything to complain about", () => {
  expect([...new Set(complaints)]).toEqual([]);
});

test("E7 a poll is a 304 while nothing changes, and at most 1 KB when something has", async () => {
  const { page } = await openBrowser();
  await signInTo(page.context(), "robin", server.origin);
  const path = stops.find(({ name }) => name === "running")?.path ?? "";
  // The tour has led it on.
  await changeState(server, stillRunning(path.split("/").at(-1) ?? ""));
  const ask = (tag: string) =>
    page.request.get(`${path}/progress`, { headers: { "HX-Request": "true", "HX-PTag": tag }, maxRedirects: 0 });
  const changed = await ask("");
  expect([changed.status(), size(await changed.text()) <= 1_024]).toEqual([200, true]);
  const same = await ask(changed.headers()["hx-ptag"] ?? "");
  expect([same.status(), (await same.body()).length]).toEqual([304, 0]);
});
