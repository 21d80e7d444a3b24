import type { Page } from "playwright-core";
import { pageDemands } from "../../../src/domain/access/pages.ts";
import type { Watch } from "./watch.ts";

/** The routes of pages, the most exact first. */
const routes = Object.keys(pageDemands)
  .filter((route) => route.startsWith("GET "))
  .map((route) => route.slice(4))
  .toSorted((one, other) => one.split(":").length - other.split(":").length)
  .map((pattern) => ({
    pattern,
    expression: new RegExp(`^${pattern.replace(/:[^/]+/g, "[^/]+").replaceAll(".", "\\.")}$`),
  }));

/** Which page of the table a path is. */
export const routeOf = (path: string) => routes.find(({ expression }) => expression.test(path))?.pattern ?? null;

/** Every parameter that some page reads. */
const PARAMETERS = ["q", "next", "show", "outcome", "reason", "page", "sort", "license_type", "location", "department"]
  .concat(["service", "import", "voice_active", "who", "action", "pick", "users", "all", "to", "columns", "updates"])
  .concat(["kind", "cursor", "type", "file", "from", "header", "status", "state", "passwords", "password_recipient"]);

/** Their forms end the session, guess a password, or take a second factor from whoever looks around. */
const LEFT_ALONE =
  /sign-out|sessions|password|proof|\/settings\/factor$|factors|passkeys|recovery|\/accounts$|\/(?:stop|removal|removals|undo|revocation)$|\.csv$/;

type Given = {
  /** Where to begin. */
  readonly from: readonly string[];
  readonly watch: Watch;
  readonly origin: string;
  /** So many pages of each kind. */
  readonly most: number;
  /** What is put into every parameter and every field of a form. */
  readonly bundles: readonly string[];
};

/** What was walked over: pages by their kind, and the files that they lead to. */
export type Crawled = {
  readonly routes: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
  readonly visits: number;
};

/** Follows every link from the first page on, asks each kind of page with texts in all its parameters, and sends each form full of them. */
export async function crawl(page: Page, given: Given): Promise<Crawled> {
  const { watch, origin, most, bundles } = given;
  const seen = new Map<string, number>();
  const files = new Set<string>();
  const queue = [...given.from];
  let visits = 0;
  const go = async (path: string) => {
    await page.goto(origin + path);
    await watch.look(page, path);
    visits += 1;
  };
  const known = new Set(queue);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const route = routeOf(path.split("?")[0] ?? "");
    if (route === null || (seen.get(route) ?? 0) >= most) continue;
    if (route.endsWith(".csv")) {
      seen.set(route, (seen.get(route) ?? 0) + 1);
      files.add(path);
      continue;
    }
    await go(path);
    const isFirst = !seen.has(route);
    seen.set(route, (seen.get(route) ?? 0) + 1);
    for (const link of await linksOf(page)) {
      if (!known.has(link)) queue.push(link);
      known.add(link);
    }
    if (!isFirst) continue;
    for (const text of bundles) {
      const query = new URLSearchParams(PARAMETERS.map((name) => [name, text]));
      await go(`${path.split("?")[0]}?${query}`);
      visits += await sendForms(page, { ...given, path, text });
    }
  }
  return { routes: new Set(seen.keys()), files, visits };
}

const linksOf = (page: Page) =>
  page.evaluate<string[]>(`[...document.querySelectorAll("a[href]")].map(({ href }) => new URL(href))
    .filter(({ origin }) => origin === location.origin).map(({ pathname, search }) => pathname + search)`);

/** Sends each form of a page with the text in all that can be typed or changed; gives how many. */
async function sendForms(page: Page, given: Given & { readonly path: string; readonly text: string }): Promise<number> {
  const { watch, origin, path, text } = given;
  await page.goto(origin + path);
  const actions = await page.evaluate<string[]>(
    `[...document.forms].map((form) => form.method + " " + new URL(form.getAttribute("action") || location.href, location.href).pathname)`,
  );
  const own = actions.map((action, at) => ({ action, at })).filter(({ action }) => !LEFT_ALONE.test(action));
  for (const { action, at } of own) {
    await page.goto(origin + path);
    const fill = `((at, text) => { const form = document.forms[at]; if (!form) return false;
      for (const field of form.elements)
        if (field.matches("textarea, input:not([type=checkbox], [type=radio], [type=file], [type=submit])")) field.value = text;
      HTMLFormElement.prototype.submit.call(form); return true; })(${at}, ${JSON.stringify(text)})`;
    const answered = page.waitForEvent("load").catch(() => null);
    // A form that went with what another one has done.
    if (!(await page.evaluate<boolean>(fill))) return at;
    await answered;
    await watch.look(page, `${path}, its form ${action}`);
  }
  return own.length;
}
