/**
 * npm run sheet: how long it takes in the sheet from sending a cell to its row in the page again, for 20 edits in turn of a
 * file of 1,000 rows with an error in every cell (E2); and what the server needs of it. Prints, and asserts nothing.
 */
import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { launchChromium } from "../test/support/product/chromium.ts";
import { account } from "./lib/inventory.mjs";
import { withMachines } from "./lib/machine.ts";
import { main } from "./lib/paths.mjs";
import { everyCellWrong } from "./lib/tour/files.ts";
import { signInTo } from "./lib/tour/tour.ts";

const EDITS = 20;

/** In the page: when a cell is sent, when it is answered, and when the answer has taken its place. */
const watch = `{
  const real = window.fetch;
  window.fetch = async (...given) => {
    window.sentAt = performance.now();
    const answer = await real(...given);
    await answer.clone().text();
    window.answeredAt = performance.now();
    return answer;
  };
  window.took = [];
  document.getElementById("sheet").addEventListener("sheet:answer", () => {
    window.took.push([performance.now() - window.sentAt, window.answeredAt - window.sentAt]);
  });
}`;

await main(async () => {
  await withMachines(async (start) => {
    const [browser, server] = await Promise.all([launchChromium(), start()]);
    try {
      const context = await browser.newContext({ baseURL: server.origin });
      await signInTo(context, "dana", server.origin);
      const page = await context.newPage();
      await page.goto(`/imports/${await upload(server)}?show=all`);
      await page.evaluate(watch);
      // The first ones warm up what every server has warm.
      for (let n = 0; n < 3; n += 1) await edit(page, n);
      const took: (readonly [number, number])[] = [];
      for (let n = 3; n < EDITS + 3; n += 1) took.push(await edit(page, n));
      console.log(`load ${loadavg()[0]?.toFixed(1)}`);
      report(
        "sent to swapped",
        took.map(([all]) => all),
      );
      report(
        "of that the answer",
        took.map(([, answer]) => answer),
      );
    } finally {
      await browser.close();
      await server.stop();
    }
  });
});

async function upload({ origin, token }: { readonly origin: string; readonly token: string }): Promise<string> {
  const path = `/api/v1/accounts/${account.id}/imports?filename=every.csv&dry_run=true`;
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "text/csv" };
  const response = await fetch(origin + path, { method: "POST", headers, body: everyCellWrong() });
  const answer: { import: { id: string } } = JSON.parse(await response.text());
  return answer.import.id;
}

/** Types into a department, row by row; gives the milliseconds until the row is there again, and until the answer is. */
async function edit(page: Page, n: number): Promise<readonly [number, number]> {
  const many = await page.evaluate<number>("window.took.length");
  const index = await page.evaluate<number>("document.querySelector('th[data-f=department]').cellIndex + 1");
  await page.locator(`#sheet tbody tr:nth-child(${n + 1}) > :nth-child(${index})`).click();
  await page.keyboard.type(`Ward ${n}`);
  await page.keyboard.press("Tab");
  while ((await page.evaluate<number>("window.took.length")) === many) await sleep(5);
  return page.evaluate<readonly [number, number]>("window.took.at(-1)");
}

function report(what: string, milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(0);
  console.log(`${what.padEnd(20)} median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, most ${at(1)} ms`);
}
