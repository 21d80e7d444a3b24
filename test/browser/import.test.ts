import { expect, test } from "vitest";
import { findings } from "./look.ts";
import { faultyFile, signIn } from "./person.ts";
import { demoLike, server } from "./stage.ts";

const { open, silence } = await demoLike("import");
const dana = await open();

test("a person who is not signed in is asked to, and then comes to the page that was wanted", async () => {
  const { page } = dana;
  await page.goto("/users?q=dana");
  expect(new URL(page.url()).pathname).toBe("/sign-in");
  expect(await findings(dana.page)).toEqual([]);
  await signIn(dana, "/users?q=lucia");
  expect(page.url()).toBe(`${server.origin}/users?q=lucia`);
  await page.getByRole("row").filter({ hasText: "lucia.nunez@acme.example" }).waitFor();
});

test("E2 a file with mistakes shows each of them, by kind, and creates nobody", async () => {
  const { page } = dana;
  await dana.follow("Import");
  expect(await findings(dana.page)).toEqual([]);
  await dana.send("users-problems.csv", "Start import");
  expect(await page.title()).toMatch(/^Error: 51 errors in users-problems\.csv/);
  expect(await page.locator("#sheet-head:focus").count()).toBe(1);
  expect(await findings(dana.page)).toEqual([]);
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(320);
  if (size) await page.setViewportSize(size);
  await page.getByText(/more kinds$/).click();
  await dana.follow("No country code 2");
  const rows = page.locator("#sheet tbody tr");
  expect(await rows.count()).toBe(2);
  await rows.locator(".bad").first().click();
  expect(await page.locator("#why").textContent()).toContain("Put it in front: +1 415 555 0190");
  await dana.press("Delete this draft");
  expect(await dana.heading()).toBe("Import users from CSV");
});

test("V6 cells are corrected in place and checked again, and the import is started without a second upload", async () => {
  const { page } = dana;
  await dana.send(faultyFile("one.example"), "Start import");
  expect(await page.title()).toMatch(/^Error: 5 errors/);
  const saved = (errors: string) => page.locator("#sheet-said", { hasText: `Saved. ${errors}` }).waitFor();
  await page.locator("#r2 > .bad").first().click();
  await page.getByRole("button", { name: "Use San Francisco Office" }).click();
  await saved("4 errors");
  await page.keyboard.type("40");
  await page.keyboard.press("Enter");
  await saved("3 errors");
  expect(await page.locator("#r2 > :last-child").textContent()).not.toContain("80417");
  await page.keyboard.type("86420");
  await page.keyboard.press("Enter");
  await saved("1 error");
  await page.locator("#r4 > .bad").click();
  await page.keyboard.type("cy@one.example");
  await page.keyboard.press("Enter");
  await saved("3 users will be created");
  await dana.press("Start import of 3 users");
  await page.getByRole("heading", { name: "3 users created", exact: true }).waitFor();
  await dana.press("New import");
});

test("a file that is no CSV is refused on the form, with what to do, before it is sent", async () => {
  const { page } = dana;
  await page.locator("#file").setInputFiles("test/samples/file-unsupported-type.csv");
  await page.getByText("file-unsupported-type.csv is not CSV. Save it as CSV UTF-8").waitFor();
  await page.getByRole("button", { name: "Start import" }).click();
  expect(await page.locator("#file:focus").count()).toBe(1);
});

test("E3 a file with conflicts says how many users will be created, and after the start which were not and why", async () => {
  const { page } = dana;
  await page.goto("/imports/new");
  await dana.send("users-conflicts.csv", "Check file only");
  expect(await dana.heading()).toBe("21 users will be created, 9 will not");
  expect(await findings(dana.page)).toEqual([]);
  await dana.press("Start import of 21 users");
  await page.getByRole("heading", { name: "21 users created, 9 were not" }).waitFor();
  const rows = page.getByRole("table", { name: "Not created" }).locator("tbody tr");
  expect(await rows.count()).toBe(9);
  expect(await rows.first().textContent()).toMatch(/user exists[\s\S]*Remove the row, or give another address/);
  expect(await findings(dana.page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "9 not created, with reasons" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("users-conflicts-not-created.csv");
});

test("X5 what was not created becomes one draft however often it is asked for, and another when that is thrown away", async () => {
  const { page } = dana;
  const result = page.url();
  await dana.press("Fix 9 and import again");
  expect(await dana.heading()).toBe("0 users will be created, 9 will not");
  const draft = page.url();
  // The result leads to it now, and however often it is asked for, it stays that one.
  await page.goBack();
  await dana.follow("Go on with the draft");
  expect(page.url()).toBe(draft);
  await dana.press("Delete this draft");
  await page.goto(result);
  await dana.press("Fix 9 and import again");
  expect(page.url()).not.toBe(draft);
  await dana.press("Delete this draft");
});

test("I8 a result stays on the import page until it is hidden", async () => {
  await dana.page.goto("/imports/new");
  expect(await dana.heading()).toBe("21 users created, 9 were not");
  await dana.press("Hide result");
  expect(await dana.heading()).toBe("Import users from CSV");
  expect(await dana.page.getByRole("complementary").textContent()).toMatch(/users-conflicts\.csv.*21 created, 9 not/);
});

test("a person imports 1,000 users and watches it finish, without touching anything", async () => {
  const { page } = dana;
  const polls: number[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith("/progress")) polls.push(response.status());
  });
  // A thousand welcomes would hold up the mails of every other file.
  await silence();
  await dana.send("users-1000.csv", "Start import");
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toMatch(
    /^Creating 1,000 users$|00 users created, /,
  );
  await page.getByRole("heading", { name: "1,000 users created", exact: true }).waitFor();
  expect(polls.length).toBeGreaterThan(0);
  expect(polls.filter((status) => status !== 200 && status !== 304)).toEqual([]);
  expect(await page.getByRole("table", { name: "All rows" }).locator("tbody tr").count()).toBe(50);
});

test("the rows of a result are searched and paged, and lead to their users", async () => {
  const { page } = dana;
  await dana.follow("Next");
  expect(await page.locator("#result tbody tr").first().textContent()).toMatch(/^52/);
  await dana.search("Search these rows", "oliver.carter@");
  expect(await page.locator("#result tbody tr").count()).toBe(1);
  await dana.follow("Oliver Carter");
  expect(await page.locator("main").textContent()).toMatch(/Extension\s*5001/);
});

test("the history names all imports, and a page that is not there says so with a reference", async () => {
  await dana.follow("Import");
  await dana.follow("History");
  expect(await dana.page.locator("#imports tbody tr").count()).toBe(4);
  expect(dana.complaints).toEqual([]);
  const answer = await dana.page.goto("/imports/imp_nowhere");
  expect(answer?.status()).toBe(404);
  expect(await dana.page.locator("main").textContent()).toMatch(/There is nothing here[\s\S]*Reference/);
});

test("sending the form of an import twice comes to the same import (E4)", async () => {
  const { page } = dana;
  await page.goto("/imports/new");
  await dana.press("New import");
  await page.locator("#file").setInputFiles("test/samples/users-20.csv");
  await page.getByRole("button", { name: "Check file only" }).dblclick();
  await page.getByRole("heading", { name: "20 users will be created" }).waitFor();
  await dana.follow("Imports");
  expect(await page.locator("#imports tbody tr").filter({ hasText: "users-20.csv" }).count()).toBe(1);
});

test("nobody is signed in after signing out, and the browser keeps nothing of it", async () => {
  await dana.press("Sign out");
  await dana.page.goBack();
  await dana.page.waitForURL("**/sign-in**");
  expect(await dana.page.evaluate("localStorage.length + sessionStorage.length")).toBe(0);
});
