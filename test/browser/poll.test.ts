import type { Request } from "playwright-core";
import { expect, test } from "vitest";
import { signIn } from "./person.ts";
import { demoLike } from "./stage.ts";

const { account, change, open } = await demoLike("poll");
await change(
  `UPDATE imports SET state = 'running', created = 30, pending = 10, finished_at = NULL WHERE account = '${account}'`,
);
const dana = await open();

test("E7 while nothing changes a poll is answered with 304, and what is shown and focused stays", async () => {
  const { page } = dana;
  await signIn(dana, "/imports/new");
  expect(await dana.heading()).toBe("30 users created, 10 to go");
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
  await change(`UPDATE imports SET created = 39, failed = 1, pending = 0 WHERE account = '${account}'`);
  await page.getByRole("heading", { name: "39 users created", exact: true }).waitFor();
  expect(await before?.evaluate((element) => element.isConnected)).toBe(true);
  const { "HX-PTag": tag } = JSON.parse((await page.locator("#progress").getAttribute("hx-headers")) ?? "{}");
  // The poll that has brought the change may be reported only now: it asked with the tag from before.
  const next = await page.waitForResponse((answer) => answer.request().headers()["hx-ptag"] === tag);
  expect(next.status()).toBe(304);
});

/** Tells the page that its tab is hidden, or seen again: without a window no tab ever is. */
async function hideTab(isHidden: boolean): Promise<void> {
  await dana.page.evaluate(`Object.defineProperty(document, "hidden", { configurable: true, value: ${isHidden} });
    document.dispatchEvent(new Event("visibilitychange"))`);
}

/** Counts the polls of so many seconds. */
async function pollsIn(seconds: number): Promise<number> {
  let polls = 0;
  const counting = (request: Request) => {
    if (request.url().includes("/progress")) polls += 1;
  };
  dana.page.on("request", counting);
  await dana.page.waitForTimeout(seconds * 1_000);
  dana.page.off("request", counting);
  return polls;
}

test("E7 a hidden tab asks for nothing, and asks at once when it is seen again", async () => {
  await hideTab(true);
  expect(await pollsIn(1.5)).toBe(0);
  const seen = pollsIn(0.5);
  await hideTab(false);
  expect(await seen).toBeGreaterThan(0);
});

test("updates can be paused and gone on with, and the page says so", async () => {
  const { page } = dana;
  await dana.follow("Pause updates");
  expect(await page.locator("main").textContent()).toContain("Updates are paused; it goes on all the same.");
  expect(await pollsIn(1.5)).toBe(0);
  await dana.follow("Refresh");
  expect(page.url()).toContain("updates=paused");
  await dana.follow("Go on with updates");
  expect((await page.waitForResponse("**/progress")).status()).toBe(304);
});

test("E7 a page asks less often where data is to be saved", async () => {
  const { page } = dana;
  await page.context().setExtraHTTPHeaders({ "Save-Data": "on" });
  await page.reload();
  expect(await pollsIn(1.5)).toBe(0);
  await page.context().setExtraHTTPHeaders({});
  await page.reload();
});

test("I7 polling ends with the import: the page becomes the result", async () => {
  const { page } = dana;
  await change(
    `UPDATE imports SET state = 'completed', dismissed = 0, finished_at = settled_at WHERE account = '${account}'`,
  );
  await page.getByRole("heading", { name: "39 users created, 1 was not" }).waitFor();
  let polls = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/progress")) polls += 1;
  });
  await page.waitForTimeout(1_500);
  expect(polls).toBe(0);
  expect(dana.complaints).toEqual([]);
});
