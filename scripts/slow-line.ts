/**
 * npm run slow-line: an import of 1,000 users over a bad line, in a real Chromium with an empty cache: sign in, upload,
 * see it start, see the result. Prints what each step cost in seconds, bytes on the wire (plain HTTP/1.1, heads too) and
 * requests; nothing is asserted.
 *   --up 50 --down 50 --latency 2000: one line only (KB/s and milliseconds)
 */
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright-core";
import { type BadLine, layLine } from "../test/support/product/bad-line.ts";
import { launchChromium } from "../test/support/product/chromium.ts";
import { administrator } from "./lib/inventory.mjs";
import { withMachines } from "./lib/machine.ts";
import { main, samples } from "./lib/paths.mjs";

const KB = 1024;
const { values } = parseArgs({
  options: { up: { type: "string" }, down: { type: "string" }, latency: { type: "string", default: "2000" } },
});
const given = values.up || values.down;
const lines = given
  ? [{ up: Number(values.up ?? 50), down: Number(values.down ?? 50) }]
  : [
      { up: 50, down: 50 },
      { up: 6, down: 50 },
    ];

await main(() =>
  withMachines(async (newMachine) => {
    const browser = await launchChromium();
    try {
      for (const { up, down } of lines) {
        const machine = await newMachine();
        await walk(browser, machine, { up, down, latency: Number(values.latency) }).finally(machine.stop);
      }
    } finally {
      await browser.close();
    }
  }),
);

type Rates = { readonly up: number; readonly down: number; readonly latency: number };
type Traffic = Readonly<BadLine["traffic"]>;

/** One person's way from the sign-in to the result. */
async function walk(browser: Browser, { origin }: { readonly origin: string }, rates: Rates): Promise<void> {
  const { up, down, latency } = rates;
  console.log(`\n${up} KB/s up, ${down} KB/s down, ${latency / 1000} s latency`);
  const line = await layLine(Number(new URL(origin).port));
  const context = await browser.newContext({ baseURL: line.origin });
  const page = await context.newPage();
  page.setDefaultTimeout(900_000);
  await slowDown(page, rates);
  const meter = meterOf(page, line.traffic);
  await meter.step("open the sign-in page", () => page.goto("/imports/new"));
  await page.getByRole("textbox", { name: "E-mail address" }).fill(administrator.email);
  await page.getByLabel("Password", { exact: true }).fill(administrator.password);
  await meter.step("sign in, see the form", () => pressed(page, "Sign in", "Import users from CSV"));
  await page.locator("#file").setInputFiles(`${samples}/users-1000.csv`);
  await page.getByText("1,000 rows below the header").waitFor();
  await meter.step("upload, check, start", () => pressed(page, "Start import", /^(Creating )?1,000 users/));
  await meter.step("see the result", () =>
    page.getByRole("heading", { name: "1,000 users created" }).first().waitFor(),
  );
  await meter.step("a later page: Users", () => page.getByRole("link", { name: "Users", exact: true }).first().click());
  meter.total();
  await context.close();
  line.close();
}

async function pressed(page: Page, button: string, heading: string | RegExp): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
}

async function slowDown(page: Page, { up, down, latency }: Rates): Promise<void> {
  const line = await page.context().newCDPSession(page);
  const rates = { downloadThroughput: down * KB, uploadThroughput: up * KB };
  await line.send("Network.emulateNetworkConditions", { offline: false, latency, ...rates });
}

/** Says what each step took, and what went over the line meanwhile. */
function meterOf(page: Page, traffic: BadLine["traffic"]) {
  let total = 0;
  const begin = { ...traffic };
  const step = async (name: string, act: () => Promise<unknown>) => {
    const [start, before] = [performance.now(), { ...traffic }];
    await act();
    await page.waitForLoadState("load");
    const seconds = (performance.now() - start) / 1000;
    total += seconds;
    print(name, { seconds, ...since(before, traffic) });
  };
  return { step, total: () => print("all of it", { seconds: total, ...since(begin, traffic) }) };
}

function since(before: Traffic, now: Traffic): Traffic {
  return { up: now.up - before.up, down: now.down - before.down, requests: now.requests - before.requests };
}

function print(name: string, { seconds, up, down, requests }: Traffic & { readonly seconds: number }): void {
  const kilobytes = (bytes: number) => `${(bytes / KB).toFixed(1).padStart(6)} KB`;
  const cells = [`${seconds.toFixed(1).padStart(6)} s`, `${kilobytes(up)} up`, `${kilobytes(down)} down`];
  console.log(`  ${name.padEnd(24)} ${cells.join("  ")}  ${String(requests).padStart(3)} requests`);
}
