import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.mjs";
import { startServer, type TestServer } from "../support/server.mjs";
import { changeDatabase } from "./database.ts";
import { openBrowser, type Person, signIn } from "./person.ts";

let browser: Browser;
let server: TestServer;
let dana: Person;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  changeDatabase(server, "UPDATE imports SET state = 'running', created = 30, pending = 10, finished_at = NULL");
  dana = await openBrowser(browser, server);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

test("E7 while nothing changes a poll is answered with 304, and what is shown and focused stays", async () => {
  const { page } = dana;
  await signIn(dana, "/imports/new");
  expect(await dana.heading()).toBe("Creating 40 users");
  await page.getByRole("link", { name: "Refresh" }).focus();
  const statuses: number[] = [];
  for (let polls = 0; polls < 2; polls++) {
    const poll = await page.waitForResponse("**/progress");
    statuses.push(poll.status());
  }
  expect(statuses).toEqual([304, 304]);
  expect(await page.getByRole("link", { name: "Refresh" }).evaluate((link) => link.matches(":focus"))).toBe(true);
  expect(await page.getByRole("progressbar").getAttribute("value")).toBe("30");
});

test("I7 a change is shown in place, and asked for with the new tag from then on", async () => {
  const { page } = dana;
  const region = page.getByRole("status");
  const before = await region.elementHandle();
  changeDatabase(server, "UPDATE imports SET created = 39, failed = 1, pending = 0 WHERE state = 'running'");
  await page.getByRole("heading", { name: "40 of 40 done" }).waitFor();
  expect(await before?.evaluate((element) => element.isConnected)).toBe(true);
  expect((await page.waitForResponse("**/progress")).status()).toBe(304);
});

test("I7 polling ends with the import: the page becomes the result", async () => {
  const { page } = dana;
  const end = "UPDATE imports SET state = 'completed', dismissed = 0, finished_at = settled_at WHERE state = 'running'";
  changeDatabase(server, end);
  await page.getByRole("heading", { name: "39 users created, 1 was not" }).waitFor();
  let polls = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/progress")) polls += 1;
  });
  await page.waitForTimeout(1_500);
  expect(polls).toBe(0);
  expect(dana.complaints).toEqual([]);
});
