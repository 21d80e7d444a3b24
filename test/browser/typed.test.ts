import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { signIn } from "./person.ts";
import { ask, demoLike, server } from "./stage.ts";

const { account, open } = await demoLike("typed");
const dana = await open();
const { page } = dana;
await signIn(dana);

const columns = ["Display Name", "Email Address", "Subscription License Type", "Department", "Voicemail PIN"];
const last = 51;
const path = `/api/v1/accounts/${account}/imports`;

/** Uploads a file without mistakes that fills a page of the sheet, and opens it. */
async function openSheet(): Promise<string> {
  const rows = Array.from(
    { length: last - 1 },
    (_, n) => `User ${n},user.${n}@typed.example,Pro,Ward ${n},${80_417 + n}`,
  );
  const response = await fetch(`${server.origin}${path}?dry_run=true&filename=typed.csv`, {
    method: "POST",
    headers: { Authorization: `Bearer ${server.token}`, "Content-Type": "text/csv" },
    body: [columns.join(","), ...rows].join("\r\n"),
  });
  const kept = (await response.json()) as { readonly id?: string; readonly import?: { readonly id: string } };
  const id = kept.import?.id ?? kept.id ?? "";
  await page.goto(`/imports/${id}?show=all`);
  return id;
}

const cell = (row: number, column: string): Locator =>
  page.locator(`#r${row} > :is(td, th):nth-child(${columns.indexOf(column) + 2})`);
const said = (text: string | RegExp) => page.locator("#sheet-said", { hasText: text }).waitFor();
const saved = () => said(/^Saved/);

/** Goes to a cell without opening it. */
async function goTo(row: number, column: string): Promise<void> {
  await cell(row, column).click();
  await page.keyboard.press("Escape");
}

async function paste(row: number, column: string, block: string): Promise<void> {
  await goTo(row, column);
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", ${JSON.stringify(block)});
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }`);
}

type Values = Readonly<Record<string, string>>;

/** What the draft has in its rows, by their number. */
async function valuesIn(id: string): Promise<ReadonlyMap<number, Values>> {
  const { items } = await ask<{ items: { row: number; values: Values }[] }>("GET", `${path}/${id}/rows?limit=100`);
  return new Map(items.map(({ row, values }) => [row, values]));
}

const departmentIn = async (id: string, row: number) => (await valuesIn(id)).get(row)?.department;

test("E2 a pasted block that is larger than browsers let go past a page is saved like any other", async () => {
  const id = await openSheet();
  const lines = Array.from({ length: last - 1 }, (_, n) => [`User ${n} ${"x".repeat(900)}`, `${"y".repeat(500)}${n}`]);
  await paste(2, "Display Name", lines.map((texts) => texts.join("\t")).join("\r\n"));
  await saved();
  const values = await valuesIn(id);
  expect(values.get(last)).toMatchObject({ display_name: lines.at(-1)?.[0], email: lines.at(-1)?.[1] });
});

test("E2 a pasted block for which there is no room changes nothing, and says so wherever on the page one is", async () => {
  const id = await openSheet();
  const before = await valuesIn(id);
  await paste(last - 2, "Department", "Ward A\nWard B\nWard C\nWard D\n");
  await said(
    "Nothing was pasted. You copied 4 rows and 1 column; from this cell on there is room for 3 rows and 2 columns.",
  );
  expect((await page.locator("h1").boundingBox())?.y).toBeLessThan(0);
  const box = await page.locator("#sheet-said").boundingBox();
  expect(box?.y).toBeGreaterThan(0);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(page.viewportSize()?.height ?? 0);
  await paste(2, "Department", "Ward A\t80418\tmore");
  await said("Columns that are folded away take none.");
  expect(await valuesIn(id)).toEqual(before);
  // What is blank at the end of a block takes no room.
  await paste(last - 1, "Department", "Ward A\t\t\t\nWard B\t\t\t\n\t\t\t\n");
  await saved();
  expect([await departmentIn(id, last - 1), await departmentIn(id, last)]).toEqual(["Ward A", "Ward B"]);
});

test("E2 a pasted cell with a line break in it, which spreadsheets put in quotes, stays one cell", async () => {
  const id = await openSheet();
  await paste(2, "Department", '"Ward ""East""\nupstairs"\r\n"Ward" 8\r\n');
  await saved();
  expect([await departmentIn(id, 2), await departmentIn(id, 3), await departmentIn(id, 4)]).toEqual([
    'Ward "East" upstairs',
    '"Ward" 8',
    "Ward 2",
  ]);
});

test("E2 F8 at the only problem of a file stays in its cell, so that what is typed next goes into it", async () => {
  const id = await openSheet();
  await goTo(3, "Email Address");
  await page.keyboard.type("half@");
  await page.keyboard.press("Enter");
  await said("Saved. 1 error");
  await page.evaluate("window.isSame = true");
  for (let times = 0; times < 3; times += 1) await page.keyboard.press("F8");
  await page.keyboard.type("whole@typed.example");
  await page.keyboard.press("Enter");
  await said("Saved. 50 users");
  expect(await page.evaluate("window.isSame")).toBe(true);
  expect((await valuesIn(id)).get(3)?.email).toBe("whole@typed.example");
});

test("E2 Delete empties a PIN, of which only dots can be seen", async () => {
  await openSheet();
  await goTo(2, "Voicemail PIN");
  await page.keyboard.press("Delete");
  await saved();
  expect(await cell(2, "Voicemail PIN").locator("span").textContent()).toBe("");
});

test("E2 what was typed while signed out waits for a sign-in in another tab, and says so", async () => {
  const id = await openSheet();
  await page.context().clearCookies();
  await goTo(3, "Department");
  await page.keyboard.type("Ward 99");
  await page.keyboard.press("Tab");
  await said("Not saved yet: you are signed out. Sign in in another tab. It is tried again.");
  const tab = await page.context().newPage();
  await signIn({ ...dana, page: tab, press: (name) => tab.getByRole("button", { name, exact: true }).click() });
  await saved();
  await tab.close();
  expect(await departmentIn(id, 3)).toBe("Ward 99");
});

test("V6 what could not be sent before the page was left comes back, marked where somebody else was faster", async () => {
  const id = await openSheet();
  // One of them may be gone by then: the page that asks is left all the same.
  page.on("dialog", (dialog) => dialog.accept().catch(() => undefined));
  await page.route("**/sheet*", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  for (const row of [3, 4]) {
    await goTo(row, "Department");
    await page.keyboard.type(`Mine ${row}`);
    await page.keyboard.press("Tab");
  }
  await said("Not saved yet");
  await page.goto("/users");
  await ask("PATCH", `${path}/${id}/rows`, { rows: [{ row: 3, values: { department: "Theirs" } }] });
  await page.unroute("**/sheet*");
  await page.goto(`/imports/${id}?show=all`);
  const field = page.getByRole("textbox", { name: "Department, row 3" });
  await field.waitFor();
  expect(await field.inputValue()).toBe("Mine 3");
  await expect.poll(() => departmentIn(id, 4)).toBe("Mine 4");
  expect(await departmentIn(id, 3)).toBe("Theirs");
  await field.press("Enter");
  await expect.poll(() => departmentIn(id, 3)).toBe("Mine 3");
});
