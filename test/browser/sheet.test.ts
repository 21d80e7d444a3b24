import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { findings } from "./look.ts";
import { signIn } from "./person.ts";
import { ask, demoLike, server } from "./stage.ts";

const { account, open } = await demoLike("sheet");
const dana = await open();
const { page } = dana;
await signIn(dana);

const header = "Display Name,Email Address,Subscription License Type,Voice Location,Caller ID,Call Timeout,Department";
const faulty = [
  header,
  "Ada,ada@sheet.example,Premium,San Fransisco Office,415 555 0101,4,Ward 1",
  "Bo,bo@sheet.example,Pro,,415 555 0102,30,Ward 2",
  "Cy,cy@sheet.example,Pro,,,30,Ward 3",
].join("\r\n");

/** Uploads a file with mistakes and opens it as a sheet. */
async function openSheet(file = faulty): Promise<string> {
  const response = await fetch(`${server.origin}/api/v1/accounts/${account}/imports?dry_run=true&filename=staff.csv`, {
    method: "POST",
    headers: { Authorization: `Bearer ${server.token}`, "Content-Type": "text/csv" },
    body: file,
  });
  const refused = (await response.json()) as { readonly import: { readonly id: string } };
  await page.goto(`/imports/${refused.import.id}/sheet?show=all`);
  return refused.import.id;
}

const cell = (row: number, column: string): Locator => page.locator(`#r${row} >> nth=0`).locator(place(column));
// The sheet has its columns in the template's order.
const shown = [
  "Row",
  "Display Name",
  "Email Address",
  "Subscription License Type",
  "Voice Location",
  "Department",
  "Caller ID",
  "Call Timeout",
];
const place = (column: string) => `:is(td, th):nth-child(${shown.indexOf(column) + 1})`;
const saved = () => page.locator("#sheet-said", { hasText: /^Saved/ }).waitFor();

async function textIn(id: string, row: number, key: string): Promise<string | undefined> {
  const { items } = await ask<{ items: { row: number; values: Record<string, string> }[] }>(
    "GET",
    `/api/v1/accounts/${account}/imports/${id}/rows`,
  );
  return items.find((item) => item.row === row)?.values[key];
}

test("E2 Enter takes the suggestion, saves it at once, and goes to the next problem", async () => {
  const id = await openSheet();
  await cell(2, "Caller ID").click();
  expect(await page.locator("#why").textContent()).toContain("The country code is missing");
  await page.keyboard.press("Enter");
  await saved();
  expect(await textIn(id, 2, "caller_id")).toBe("+14155550101");
  expect(await page.evaluate("document.activeElement.closest('tr').id")).toBe("r2");
  expect(await cell(2, "Call Timeout").getAttribute("tabindex")).toBe("0");
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("4 errors before anyone is created");
});

test("E2 a closed set is chosen from, free text is typed, arrows move, and Escape leaves a cell as it was", async () => {
  const id = await openSheet();
  await cell(2, "Subscription License Type").click();
  await page.getByRole("combobox", { name: "Subscription License Type, row 2" }).selectOption("Pro");
  await saved();
  expect(await textIn(id, 2, "license_type")).toBe("Pro");
  await cell(3, "Department").click();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type("Ward 9");
  await page.keyboard.press("Escape");
  expect(await cell(4, "Department").locator("span").textContent()).toBe("Ward 3");
  await page.keyboard.type("Ward 8");
  await page.keyboard.press("Tab");
  await expect.poll(() => textIn(id, 4, "department")).toBe("Ward 8");
});

test("E2 a block that was copied from a spreadsheet is pasted over the cells", async () => {
  const id = await openSheet();
  await cell(2, "Caller ID").click();
  await page.keyboard.press("Escape");
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "+1 415 555 0111\\t31\\r\\n+1 415 555 0112\\t32\\r\\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }`);
  await saved();
  expect(await textIn(id, 2, "call_timeout")).toBe("31");
  expect(await textIn(id, 3, "caller_id")).toBe("+1 415 555 0112");
});

test("E2 nothing that was typed is lost by following any link of the page", async () => {
  const id = await openSheet();
  const links = await page.locator("a[href]:visible:not(.skip)").count();
  expect(links).toBeGreaterThan(10);
  for (let n = 0; n < links; n++) {
    await page.goto(`/imports/${id}/sheet?show=all`);
    await cell(4, "Department").click();
    await page.keyboard.type(`Ward ${100 + n}`);
    await page.locator("a[href]:visible:not(.skip)").nth(n).click();
    await expect.poll(() => textIn(id, 4, "department")).toBe(`Ward ${100 + n}`);
  }
});

test("E2 what cannot be sent is said, kept, and sent when the line is back", async () => {
  const id = await openSheet();
  await page.route("**/sheet*", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await cell(4, "Department").click();
  await page.keyboard.type("Ward 7");
  await page.keyboard.press("Tab");
  await page.locator("#sheet-said", { hasText: "Not saved yet" }).waitFor();
  expect(await textIn(id, 4, "department")).toBe("Ward 3");
  await page.unroute("**/sheet*");
  await saved();
  expect(await textIn(id, 4, "department")).toBe("Ward 7");
});

test("V6 what somebody else has changed meanwhile is told, and what was typed stands there to be saved over it", async () => {
  const id = await openSheet();
  await ask("PATCH", `/api/v1/accounts/${account}/imports/${id}/rows`, {
    rows: [{ row: 4, values: { department: "Surgery" } }],
  });
  await cell(4, "Department").click();
  await page.keyboard.type("Imaging");
  await page.keyboard.press("Tab");
  await page.locator("#sheet-said", { hasText: /^Not saved[.]/ }).waitFor();
  const field = page.getByRole("textbox", { name: "Department, row 4" });
  expect(await field.inputValue()).toBe("Imaging");
  expect(await textIn(id, 4, "department")).toBe("Surgery");
  await field.press("Enter");
  await saved();
  expect(await textIn(id, 4, "department")).toBe("Imaging");
});

test("V6 of a pasted block only the cell that somebody else has changed is held back, and nothing looks saved that is not", async () => {
  const id = await openSheet();
  await ask("PATCH", `/api/v1/accounts/${account}/imports/${id}/rows`, {
    rows: [{ row: 4, values: { department: "Surgery" } }],
  });
  await cell(3, "Department").click();
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "Ward 30\\nWard 40");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }`);
  const field = page.getByRole("textbox", { name: "Department, row 4" });
  expect(await field.inputValue()).toBe("Ward 40");
  await expect.poll(() => textIn(id, 3, "department")).toBe("Ward 30");
  expect(await textIn(id, 4, "department")).toBe("Surgery");
  await field.press("Escape");
  expect(await cell(4, "Department").locator("span").textContent()).toBe("Surgery");
});

test("E6 axe finds nothing in the sheet, also while a cell is edited, and at 320 px nothing scrolls sideways", async () => {
  await openSheet();
  expect(await findings(page)).toEqual([]);
  await cell(2, "Caller ID").dblclick();
  expect(await findings(page)).toEqual([]);
  // The line that was cut above, and the row that was turned down, are told by the browser as well.
  expect(dana.complaints.filter((one) => !one.startsWith("Failed to load resource"))).toEqual([]);
});
