/**
 * npm run screenshots: every page in every state, at four widths, light and dark:
 *   npm run screenshots -- [folder] [part of a name]
 * The folder is a temporary one where none is given; it must not be in the project.
 */
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { OPEN_WORKER } from "../test/support/product/change-state.ts";
import { launchChromium } from "../test/support/product/chromium.ts";
import { withMachines } from "./lib/machine.ts";
import { main, Problem, root } from "./lib/paths.mjs";
import { prepareTour, type Stop, signInTo } from "./lib/tour/tour.ts";

const widths = [360, 768, 1280, 1920];
const schemes = ["light", "dark"] as const;

await main(async () => {
  const [given, part = ""] = process.argv.slice(2);
  const folder = given ? resolve(given) : mkdtempSync(join(tmpdir(), "muster-screenshots-"));
  if (`${folder}/`.startsWith(`${root}/`)) throw new Problem("Give a folder outside the project.");
  await withMachines(
    async (start) => {
      const [browser, server] = await Promise.all([launchChromium(), start()]);
      try {
        const stops = await prepareTour(server);
        for (const who of new Set(stops.map((stop) => stop.who))) {
          const own = stops.filter((stop) => stop.who === who && stop.name.includes(part));
          await visit(browser, { server, who, stops: own, folder });
        }
      } finally {
        await browser.close();
        await server.stop();
      }
    },
    { main: OPEN_WORKER },
  );
  console.log(folder);
});

type Visit = {
  readonly server: { readonly origin: string };
  readonly who: Stop["who"];
  readonly stops: readonly Stop[];
  readonly folder: string;
};

async function visit(browser: Browser, { server, who, stops, folder }: Visit): Promise<void> {
  const context = await browser.newContext({ baseURL: server.origin, locale: "en-US" });
  await signInTo(context, who, server.origin);
  const page = await context.newPage();
  for (const { name, path, act } of stops) {
    await page.goto(path);
    if (act) await act(page);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      // Some of it is opened where there is room: it is seen as it is first shown at this width.
      if (!act) await page.reload();
      for (const scheme of schemes) {
        await page.emulateMedia({ colorScheme: scheme });
        await shoot(page, join(folder, String(width)), `${slug(name)}-${scheme}.png`);
      }
    }
    await page.emulateMedia({ colorScheme: "light" });
  }
  await context.close();
}

async function shoot(page: Page, folder: string, file: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, file), fullPage: true });
}

function slug(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}
