import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.mjs";
import { startServer, type TestServer } from "../support/server.mjs";
import { openBrowser, type Person, signIn } from "./person.ts";

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Without a script the person asks again. */
async function refreshUntil({ page, heading, follow }: Person, wanted: string | RegExp): Promise<void> {
  for (let tries = 0; !(await heading()).match(wanted); tries++) {
    if (tries > 100) throw new Error(`"${await heading()}" stays`);
    await page.waitForTimeout(100);
    if (!(await heading()).match(wanted)) await follow("Refresh");
  }
}

test("E5 without scripts a person signs in, imports, refreshes and sees the result", async () => {
  const dana = await openBrowser(browser, server, false);
  await signIn(dana, "/imports/new");
  await dana.send("users-problems.csv", "Check file only");
  expect(await dana.heading()).toBe("Nothing was created: the file has errors");
  // The corrected file goes up from the report itself.
  await dana.send("users-20.csv", "Start import");
  await refreshUntil(dana, "20 users created");
  await dana.press("New import");
  expect(await dana.heading()).toBe("Import users from CSV");
  expect(dana.complaints).toEqual([]);
});

test("E5 without scripts a running import refreshes itself", async () => {
  const dana = await openBrowser(browser, server, false);
  await signIn(dana, "/imports/new");
  const html = await dana.page.content();
  expect(html).not.toContain("http-equiv");
  await dana.send("users-1000.csv", "Check file only");
  await dana.press("Start import");
  expect(await dana.page.content()).toContain('<meta http-equiv="refresh"');
  while ((await dana.page.locator("#progress-label").textContent())?.startsWith("0 of")) await dana.follow("Refresh");
  await dana.follow("Stop importing");
  expect(await dana.heading()).toBe("Stop importing?");
  await dana.press("Stop importing");
  await refreshUntil(dana, /users? created/);
  expect(dana.complaints).toEqual([]);
});

test("I6 Stop asks once more, keeps what was created, and the rest can be imported from the download", async () => {
  const dana = await openBrowser(browser, server);
  await signIn(dana, "/imports/new");
  const stopped = await dana.heading();
  const created = Number(/^([\d,]+) users? created, [\d,]+ were not$/.exec(stopped)?.[1]?.replace(",", ""));
  expect(created).toBeGreaterThan(0);
  expect(created).toBeLessThan(1000);
  await dana.page.getByRole("link", { name: `Not attempted ${1000 - created}` }).waitFor();
  const link = dana.page.getByRole("link", { name: /not created, as they were$/ });
  const [download] = await Promise.all([dana.page.waitForEvent("download"), link.click()]);
  const buffer = readFileSync(await download.path());
  await dana.press("New import");
  await dana.send({ name: "rest.csv", mimeType: "text/csv", buffer }, "Start import");
  await dana.page.getByRole("heading", { name: `${1000 - created} users created`, exact: true }).waitFor();
  expect(dana.complaints).toEqual([]);
});
