import type { BrowserContext, Page } from "playwright-core";

/** What pages do, and hold, that nobody has told them to. */
export type Watch = {
  readonly faults: string[];
  /** Looks at the page as it stands; `where` names it in a fault. */
  readonly look: (page: Page, where: string) => Promise<void>;
};

/** Everything that a page of ours never has: it would have come from a text. */
const FOREIGN = `(() => {
  const found = [];
  const same = (value) => { try { return new URL(value, location.href).origin === location.origin; } catch { return false; } };
  if ("hstl" in window) found.push("a script has run, or an element has taken a name");
  for (const element of document.querySelectorAll("*")) {
    const told = element.outerHTML.slice(0, 120);
    if (/^(?:iframe|object|embed|base|style|video|audio|math|marquee|template)$/i.test(element.localName)) found.push("element: " + told);
    if (element.localName === "script" && !(element.src && same(element.src))) found.push("script: " + told);
    if (element.localName === "link" && !same(element.href)) found.push("link: " + told);
    if (element.localName === "meta" && element.httpEquiv) found.push("meta: " + told);
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(name + ": " + told);
      if (/^(?:href|src|action|formaction|data|hx-(?:get|post)|xlink:href)$/i.test(name) && !same(value)) found.push(name + ": " + told);
    }
  }
  return found;
})()`;

/** Watches all pages of a window: dialogs, what the policy had to stop, errors, and calls to anywhere else. */
export async function watch(context: BrowserContext, origin: string): Promise<Watch> {
  const faults: string[] = [];
  let place = "";
  const fault = (what: string) => faults.push(`${place}: ${what}`);
  await context.exposeBinding("policyStopped", (_source, what: string) => fault(`the policy had to stop ${what}`));
  await context.addInitScript(
    `addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
      policyStopped([violatedDirective, blockedURI, sample].join(" ")));`,
  );
  context.on("dialog", (dialog) => {
    fault(`a dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  context.on("request", (request) => {
    if (!/^(?:data|blob|about):/.test(request.url()) && !request.url().startsWith(`${origin}/`))
      fault(`a call to ${request.url()}`);
  });
  context.on("weberror", (error) => fault(`an error: ${error.error().message}`));
  return {
    faults,
    look: async (page, where) => {
      place = where;
      for (const found of await page.evaluate<string[]>(FOREIGN)) fault(found);
      const cookies = await context.cookies();
      for (const { name } of cookies) if (name === "hstl") fault("a cookie that somebody else has set");
    },
  };
}
