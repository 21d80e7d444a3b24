import type { Browser, Locator, Page } from "playwright-core";
import type { Administrator } from "./stage.ts";

/** An administrator at a browser, and whatever the browser had to complain about. */
export type Person = {
  readonly page: Page;
  /** Errors and warnings of the console, with whatever the Content-Security-Policy has blocked. */
  readonly complaints: readonly string[];
  readonly heading: () => Promise<string>;
  /** Chooses a sample file, or one that is given, and presses a button; like press and follow, ends on the next page. */
  readonly send: (file: string | { name: string; mimeType: string; buffer: Buffer }, button: string) => Promise<void>;
  readonly press: (button: string) => Promise<void>;
  readonly follow: (link: string | RegExp) => Promise<void>;
  /** Types into a search field and sends it. */
  readonly search: (field: string, text: string) => Promise<void>;
};

/** A file of three users: a suggestion to take over, a number out of range, a PIN that two have, half an address. */
export function faultyFile(domain: string): { name: string; mimeType: string; buffer: Buffer } {
  const rows = [
    "Display Name,Email Address,Subscription License Type,Voice Location,Call Timeout,Voicemail PIN",
    `Ada,ada@${domain},Pro,San Fransisco Office,4,80417`,
    `Bo,bo@${domain},Pro,,30,80417`,
    "Cy,cy@,Pro,,30,",
  ];
  return { name: "faulty.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\r\n")) };
}

/** Who belongs to an account, and can sign in. */
export type Member = Person & { readonly administrator: Administrator };

/** Opens a window with cookies of its own. */
export async function openPerson(
  browser: Browser,
  { scripts, origin }: { readonly scripts: boolean; readonly origin: string },
): Promise<Person> {
  const context = await browser.newContext({ javaScriptEnabled: scripts, baseURL: origin, locale: "en-US" });
  // Playwright gives up after 30 s, which a busy machine may need.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked = new Set<string>();
  page.on("request", (request) => {
    if (request.isNavigationRequest()) asked.add(request.url());
  });
  page.on("console", (message) => {
    // That a page itself was refused is said by the page; of anything that a page loads it would be a fault.
    const refused = message.text().startsWith("Failed to load resource") && asked.has(message.location().url);
    if (["error", "warning"].includes(message.type()) && !refused) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  const go = async (to: Locator) => {
    await Promise.all([page.waitForEvent("domcontentloaded"), to.click()]);
  };
  const press = (name: string) => go(page.getByRole("button", { name, exact: true }));
  return {
    page,
    complaints,
    heading: async () => (await page.getByRole("heading", { level: 1 }).textContent()) ?? "",
    press,
    follow: (name) => go(page.getByRole("link", { name }).first()),
    search: async (name, text) => {
      const field = page.getByLabel(name);
      await field.fill(text);
      await Promise.all([page.waitForEvent("domcontentloaded"), field.press("Enter")]);
    },
    send: async (file, button) => {
      await page.locator("#file").setInputFiles(typeof file === "string" ? `test/samples/${file}` : file);
      await press(button);
    },
  };
}

/** Signs an administrator in, from wherever the page is; ends on the page that was asked for. */
export async function signIn({ page, press, administrator }: Member, path = "/"): Promise<void> {
  await page.goto(path);
  await page.getByRole("textbox", { name: "E-mail address" }).fill(administrator.email);
  await page.getByLabel("Password", { exact: true }).fill(administrator.password);
  await press("Sign in");
}
