import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "playwright-core";
import { cleanCell } from "../../../src/domain/cells/text.ts";
import type { Machine } from "../crash/machine.ts";
import { type Api, all, apiOf } from "./api.ts";
import { type Crawled, crawl } from "./crawl.ts";
import type { Written } from "./files.ts";
import { type Planted, plant, textColumns } from "./plant.ts";
import { type Watch, watch } from "./watch.ts";

/** What came of some texts in all fields of an account. */
export type Attack = Pick<Crawled, "routes" | "visits"> & {
  readonly planted: Planted;
  readonly written: readonly Written[];
  readonly mails: number;
  /** What ran, was stopped, stood where it may not, or did not come back; empty where all is well. */
  readonly faults: readonly string[];
};

type Given = {
  /** An account's id, of no account that there is. */
  readonly account: string;
  readonly texts: readonly string[];
  /** What is put into parameters and forms, and so many pages of each kind are looked at. */
  readonly bundles: readonly string[];
  readonly most: number;
};

type Site = Pick<Machine, "origin" | "token">;
const password = "correct horse battery";
const OWN = [
  "",
  "/progress",
  "/mails",
  "/sheet",
  "/created.csv",
  "/not-created.csv",
  "/problems.csv",
  "/changes",
  "/undo",
];
const DOORS = ["/sign-in", "/forgot-password", "/reset/x", "/problems/not_found", "/api", "/accounts", "/proof"];

/** Pages that no link leads to, or only one that is far away. */
function beginnings({ imports }: Planted, [text = ""]: readonly string[]): readonly string[] {
  const own = imports.toReversed().flatMap((id) => OWN.map((part) => `/imports/${id}${part}`));
  const typed = ["/reset/", "/problems/", "/users/", "/imports/"].map((path) => path + encodeURIComponent(text));
  const bulk = ["", "?action=delete&all=1", "?action=license_type&all=1"].map((query) => `/users/bulk${query}`);
  return [
    "/",
    ...own,
    ...DOORS,
    ...typed,
    ...bulk,
    "/users/users.csv",
    "/imports/deleted",
    "/settings/security/passkeys/new",
  ];
}

/** Puts texts into every field of an account, and looks at all pages, files and mails that show them, in a window of their own. */
export async function attack(site: Site, context: BrowserContext, given: Given): Promise<Attack> {
  const api = apiOf(site, given.account);
  const planted = await plant(api, given.texts);
  const lost = await lostOf(api, planted);
  const email = `owner@${given.account}.example`;
  await api.must("POST", "/administrators", { email, password });
  const watching = await watch(context, site.origin);
  const page = await context.newPage();
  const headers = { Origin: site.origin };
  await context.request.post(`${site.origin}/sign-in`, { form: { email, password }, headers });
  const from = beginnings(planted, given.texts);
  const { routes, visits, files } = await crawl(page, { ...given, from, watch: watching, origin: site.origin });
  for (const name of given.texts) {
    if (!(await api.send("PUT", "", { name })).ok) continue;
    await page.goto(`${site.origin}/`);
    await watching.look(page, `/ of the account ${JSON.stringify(name)}`);
  }
  const written: Written[] = [];
  // An upload is given back byte for byte.
  for (const path of [...files].filter((file) => !file.includes("/original.csv"))) {
    const answer = await context.request.get(site.origin + path);
    written.push({ from: path, text: await answer.text() });
  }
  const mails = await readMails(site, watching, page);
  return { routes, visits, planted, written, mails, faults: [...watching.faults, ...lost] };
}

type Mail = { readonly subject: string; readonly text: string; readonly html: string; readonly kind: string };

/** Opens each mail as a mail program that runs everything would; links lead to Muster alone (M12). */
async function readMails({ origin, token }: Site, { look, faults }: Watch, page: Page) {
  const answer = await fetch(`${origin}/dev/outbox?limit=500`, { headers: { Authorization: `Bearer ${token}` } });
  const { items } = (await answer.json()) as { items: readonly Mail[] };
  // From a page of ours: links are held to its origin.
  await page.goto(`${origin}/healthz`);
  for (const { subject, html, kind } of items) {
    await page.setContent(html.replace(/<style>[^<]*<\/style>|<meta name[^>]*>/g, ""));
    await look(page, `the mail ${kind}`);
    if (/[\r\n]/.test(subject)) faults.push(`the mail ${kind}: its subject has several lines`);
  }
  return items.length;
}

/** What was taken and does not come back as it was put there (F9). */
async function lostOf(api: Api, planted: Planted): Promise<readonly string[]> {
  type Named = { readonly name: string; readonly type: string };
  const users = await all<Record<string, unknown>>(api, "/users");
  const lost = planted.users.flatMap((text) => {
    const whole = users.some((user) => textColumns.every((key) => user[key] === cleanCell(text)));
    return whole ? [] : [`the user ${JSON.stringify(text)} has not come back`];
  });
  const [places, tokens] = [await all<Named>(api, "/locations"), await all<Named>(api, "/tokens")];
  const { subscriptions } = await api.must<{ subscriptions: readonly Named[] }>("GET", "/subscriptions");
  const found = {
    location: places.map(({ name }) => name),
    token: tokens.map(({ name }) => name),
    licence: subscriptions.map(({ type }) => type),
  };
  const put = { location: planted.names, token: planted.tokens, licence: planted.names };
  for (const kind of ["location", "token", "licence"] as const) {
    const there = new Set(found[kind]);
    for (const text of put[kind])
      if (!there.has(text.normalize("NFC").trim())) lost.push(`the ${kind} ${JSON.stringify(text)} has not come back`);
  }
  return lost;
}

/** Lines of the Worker's log in which something of the texts stands, and such that are not whole (S10). */
export function faultsInLog(path: string): readonly string[] {
  const lines = readFileSync(path, "utf8").split("\n");
  const own = lines.filter((line) => line.startsWith("{"));
  return own
    .filter((line) => /hstl|evil\.example|\b1\+1\b(?!@)/.test(line) || !isWhole(line))
    .map((line) => `the log: ${line}`);
}

function isWhole(line: string): boolean {
  try {
    return typeof JSON.parse(line) === "object";
  } catch {
    return false;
  }
}
