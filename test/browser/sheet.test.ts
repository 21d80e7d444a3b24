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
  const kept = (await response.json()) as { readonly id?: string; readonly import?: { readonly id: string } };
  const id = kept.import?.id ?? kept.id ?? "";
  await page.goto(`/imports/${id}?show=all`);
  return id;
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

test("E2 the first problem comes first, by its button or by F8, wherever on the page that is pressed", async () => {
  const here = () => page.evaluate("document.activeElement.cellIndex");
  for (const next of [
    () => page.getByRole("link", { name: "Next problem" }).click(),
    () => page.keyboard.press("F8"),
  ]) {
    await openSheet();
    await next();
    expect(await here()).toBe(shown.indexOf("Subscription License Type"));
    await next();
    expect(await here()).toBe(shown.indexOf("Voice Location"));
  }
});

test("E2 on a phone a suggestion is taken by the button in its cell, which a wide screen does not show", async () => {
  const id = await openSheet();
  const use = cell(2, "Caller ID").getByRole("button", { name: "Use +1 415 555 0101" });
  await expect.poll(() => cell(2, "Caller ID").locator(".use").count()).toBe(1);
  expect(await use.isVisible()).toBe(false);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await cell(3, "Department").locator(".use").count()).toBe(0);
  await use.click();
  await saved();
  expect(await textIn(id, 2, "caller_id")).toBe("+14155550101");
  expect(await cell(2, "Caller ID").locator(".use").count()).toBe(0);
  expect(await findings(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 900 });
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

/** Each link and button of the page, what is folded away among them; not those that take back, delete, or sign out. */
const ways = () =>
  page
    .locator("a[href]:visible:not(.skip), main button:visible")
    .filter({ hasNotText: /^(Undo|Delete this draft|Remove row|Cancel|Try now)/ });

const unfold = () => page.evaluate("for (const fold of document.querySelectorAll('details.fold')) fold.open = true");

/** A cell at random, and what is typed there; the same ones in each run, and none whose text changes what the page offers. */
function anyCell(n: number) {
  const texts = [
    { column: "Display Name", key: "display_name", text: `Person ${100 + n}` },
    { column: "Email Address", key: "email", text: `typed.${n}@sheet.example` },
    { column: "Department", key: "department", text: `Ward ${100 + n}` },
  ] as const;
  const dice = Math.imul(n + 1, 2_654_435_761) >>> 8;
  return { row: 2 + (dice % 3), ...texts[Math.floor(dice / 3) % texts.length]! };
}

test("E2 nothing that was typed is lost by following any link of the page, or pressing any of its buttons", async () => {
  const id = await openSheet();
  await unfold();
  const many = await ways().count();
  expect(many).toBeGreaterThan(25);
  for (let n = 0; n < many; n++) {
    // What was pressed may still be leading to its own page.
    await expect.poll(() => page.goto(`/imports/${id}?show=all`).then(Boolean, () => false)).toBe(true);
    await unfold();
    const { row, column, key, text } = anyCell(n);
    await cell(row, column).click();
    await page.keyboard.type(text);
    // Also Start, which says beside it what it waits for.
    await ways().nth(n).click({ force: true });
    await expect.poll(() => textIn(id, row, key)).toBe(text);
  }
});

test("E2 a row is removed by its number, the next one is gone on with, and Undo brings it back", async () => {
  const id = await openSheet();
  await cell(3, "Row").locator("a").click();
  expect(await page.locator("#why").textContent()).toContain("Delete removes it");
  await page.getByRole("button", { name: "Remove row 3" }).click();
  await page.locator("#sheet-said", { hasText: /^Row 3 removed[.] Undo brings it back/ }).waitFor();
  expect(await page.locator("tr#r3").count()).toBe(0);
  expect(await page.evaluate("document.activeElement.closest('tr').id")).toBe("r4");
  await page.keyboard.press("Delete");
  await page.locator("#sheet-said", { hasText: /^Row 4 removed/ }).waitFor();
  expect(await page.evaluate("document.activeElement.closest('tr').id")).toBe("r2");
  for (const row of [4, 3]) {
    await dana.press("Undo");
    expect(await page.locator(`tr#r${row}`).count()).toBe(1);
  }
  expect(await textIn(id, 3, "display_name")).toBe("Bo");
});

test("E2 the head of a column is reached by arrow up, its menu opened by Enter and closed by Escape", async () => {
  await openSheet();
  await cell(2, "Caller ID").click();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  const menu = page.locator("th[data-f=caller_id] ul");
  await menu.waitFor();
  await page.keyboard.press("Escape");
  await menu.waitFor({ state: "hidden" });
  await page.keyboard.press("ArrowRight");
  expect(await page.evaluate("document.activeElement.closest('th').dataset.f")).toBe("call_timeout");
  await page.keyboard.press("ArrowDown");
  expect(await page.evaluate("document.activeElement.closest('tr').id")).toBe("r2");
  await page.locator("th[data-f=caller_id] summary").click();
  await dana.press("Use all 2 suggestions");
  expect(await cell(3, "Caller ID").locator("span").textContent()).toBe("+14155550102");
});

test("E3 Start waits until what was typed is saved, and takes it along", async () => {
  const id = await openSheet(
    [header, "Ada,ada@start.example,Pro,San Francisco Office,+1 415 555 0101,30,Ward 1"].join("\r\n"),
  );
  // The saving is held until Start was pressed: one that did not wait would be first.
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/sheet*", async (route) => {
    await held;
    await route.continue();
  });
  await cell(2, "Department").click();
  await page.keyboard.type("Surgery");
  await page.getByRole("button", { name: "Start import of 1 user" }).click();
  letGo();
  await page.getByRole("heading", { name: "1 user created", exact: true }).waitFor();
  const { items } = await ask<{ items: { department: string; import: string }[] }>(
    "GET",
    `/api/v1/accounts/${account}/users?q=ada%40start.example`,
  );
  expect(items).toMatchObject([{ department: "Surgery", import: id }]);
  await page.unroute("**/sheet*");
  await dana.press("New import");
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

test("V6 of a pasted block every cell that somebody else has changed stands as it was typed, to be saved or given up", async () => {
  const id = await openSheet();
  await ask("PATCH", `/api/v1/accounts/${account}/imports/${id}/rows`, {
    rows: [3, 4].map((row) => ({ row, values: { department: `Theirs ${row}` } })),
  });
  await cell(3, "Department").click();
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "Ward 30\\nWard 40");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }`);
  await page.locator("#sheet-said", { hasText: "2 cells stand as you have typed them" }).waitFor();
  expect(await page.getByRole("textbox", { name: "Department, row 3" }).inputValue()).toBe("Ward 30");
  expect(await cell(4, "Department").locator("span").textContent()).toBe("Ward 40");
  await page.keyboard.press("Escape");
  expect(await cell(3, "Department").locator("span").textContent()).toBe("Theirs 3");
  await cell(4, "Department").dblclick();
  await page.keyboard.press("Enter");
  await saved();
  expect([await textIn(id, 3, "department"), await textIn(id, 4, "department")]).toEqual(["Theirs 3", "Ward 40"]);
});

test("E6 axe finds nothing in the sheet, also while a cell is edited, and at 320 px nothing scrolls sideways", async () => {
  await openSheet();
  expect(await findings(page)).toEqual([]);
  await cell(2, "Caller ID").dblclick();
  expect(await findings(page)).toEqual([]);
  // The line that was cut above, and the row that was turned down, are told by the browser as well.
  expect(dana.complaints.filter((one) => !one.startsWith("Failed to load resource"))).toEqual([]);
});
