import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Only what is wrong is of interest, which spares axe the telling of all that is right. */
const axeRun = (options: string) =>
  `axe.run({ resultTypes: ["violations"], ...${options} }).then(({ violations }) => violations)`;
type Finding = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };
const NARROW = { width: 320, height: 640 };
/** A window of 1280 by 800 at 200 % zoom. */
const ZOOMED = { width: 640, height: 400 };

/**
 * What is wrong for somebody who cannot see the page as it is shown just now, and how wide it is on the narrowest screen, or
 * would be as far as it is too wide at 200 % zoom (E6).
 */
export async function look(page: Page): Promise<{ readonly axe: readonly string[]; readonly width: number }> {
  const found = await examine(page);
  return narrowed(page, async (width) => ({ axe: found, width }));
}

/** The same, with the other scheme of colours. */
export async function lookTwice(page: Page): Promise<{ readonly axe: readonly string[]; readonly width: number }> {
  const light = await examine(page);
  return narrowed(page, async (width) => {
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await examine(page, '{ runOnly: ["color-contrast", "target-size"] }');
    await page.emulateMedia({ colorScheme: "light" });
    return { axe: [...light, ...dark], width };
  });
}

/** Both as a list that is empty where nothing is wrong. */
export async function findings(page: Page): Promise<readonly string[]> {
  const { axe: found, width } = await look(page);
  return width > NARROW.width ? [...found, `${width - NARROW.width} px too wide`] : found;
}

/** What floats covers parts of what is pressed, which scrolls out from under it: it is looked at where it lies in the page. */
const dockTo = (position: string) =>
  `for (const dock of document.querySelectorAll(".dock")) dock.style.position = "${position}"`;

async function examine(page: Page, options = "{}"): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe);
  await page.evaluate(dockTo("static"));
  const found = await page.evaluate<Finding[]>(axeRun(options));
  await page.evaluate(dockTo(""));
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

async function narrowed<Result>(page: Page, read: (width: number) => Promise<Result>): Promise<Result> {
  const size = page.viewportSize();
  let over = 0;
  for (const window of [ZOOMED, NARROW]) {
    await page.setViewportSize(window);
    over = Math.max(over, (await page.evaluate<number>("document.documentElement.scrollWidth")) - window.width);
  }
  const result = await read(NARROW.width + over);
  if (size) await page.setViewportSize(size);
  return result;
}
