import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { type Member, signIn } from "./person.ts";
import { ask, demoLike, server } from "./stage.ts";

/**
 * A file of 100 users with 60 mixed problems, put right in the sheet by mouse and keyboard, and the same in a spreadsheet with
 * a second upload. A click, a key and a text that is typed are a step each; looking is none.
 */

/** To a cell by its name, and another text into it: Ctrl+G, "D14", Enter, the text, Enter. */
const CELL = 5;
/** One text for another in a column that is marked already: Ctrl+H, find, Tab, replace, all, Enter, Escape. */
const REPLACE = 7;
/** The same in a spreadsheet by somebody who makes no mistake, and has the list of problems beside it. */
const inSpreadsheet = [
  ["20 numbers without their country code, each another one", 20 * CELL],
  ["8 locations, in two spellings", 2 * REPLACE],
  ["6 licences of one wrong name", REPLACE],
  ["8 addresses", 8 * CELL],
  ["4 extensions", 4 * CELL],
  ["4 call timeouts", 4 * CELL],
  ["3 names", 3 * CELL],
  ["3 of 6 addresses that stand there twice", 3 * CELL],
  ["a PIN", CELL],
  ["save as CSV, and say that it is to stay one", 2],
  ["another import: choose the file, open it, start", 4],
] as const;

const { account, open, silence } = await demoLike("steps");
await silence();

const header =
  "Display Name,Email Address,Subscription License Type,Extension,Voice Location,Caller ID,Call Timeout,Voicemail PIN";

/** Row by row, with no two mistakes in one row; the first row of users is row 2. */
function mixedProblems(): string {
  const right = (n: number) => ({
    name: `Person ${n}`,
    email: `person.${n}@steps.example`,
    licence: "Pro",
    extension: "",
    location: "Lyon Office",
    caller: "",
    timeout: "30",
    pin: "",
  });
  const two = (n: number) => String(n).padStart(2, "0");
  const wrong = [
    ...Array.from({ length: 20 }, (_, n) => ({ caller: `415 555 01${two(n)}` })),
    ...Array.from({ length: 8 }, (_, n) => ({ location: n % 2 ? "San Fransisco Office" : "Lyon Ofice" })),
    ...Array.from({ length: 6 }, () => ({ licence: "Premium" })),
    ...Array.from({ length: 4 }, (_, n) => ({ email: `Guest <guest.${n}@steps.example>` })),
    ...Array.from({ length: 4 }, (_, n) => ({ email: `visitor.${n}@` })),
    ...Array.from({ length: 4 }, (_, n) => ({ extension: `x47${two(n)}` })),
    ...Array.from({ length: 4 }, (_, n) => ({ timeout: String(n + 1) })),
    ...Array.from({ length: 3 }, () => ({ name: "" })),
    ...Array.from({ length: 6 }, (_, n) => ({ email: `twin.${Math.floor(n / 2)}@steps.example` })),
    { pin: "12" },
  ];
  const rows = Array.from({ length: 100 }, (_, n) => ({ ...right(n), ...wrong[(n * 7) % 100] }));
  return [header, ...rows.map((row) => Object.values(row).join(","))].join("\r\n");
}

test("E2 a file of 60 mixed problems is put right in the sheet in 36 steps where a spreadsheet takes 242, and started in one more", async () => {
  const dana = await open();
  const { page } = dana;
  const response = await fetch(`${server.origin}/api/v1/accounts/${account}/imports?dry_run=true&filename=staff.csv`, {
    method: "POST",
    headers: { Authorization: `Bearer ${server.token}`, "Content-Type": "text/csv" },
    body: mixedProblems(),
  });
  const kept = (await response.json()) as { readonly import: { readonly id: string } };
  await signIn(dana, `/imports/${kept.import.id}`);
  expect(await dana.heading()).toBe("60 errors before anyone is created");

  let steps = 0;
  const click = async (what: Locator) => {
    steps += 1;
    await what.click();
  };
  const key = async (name: string) => {
    steps += 1;
    await page.keyboard.press(name);
  };
  const type = async (text: string) => {
    steps += 1;
    await page.keyboard.type(text);
  };
  const left = (errors: number) =>
    page.getByRole("heading", { level: 1, name: `${errors} error${errors === 1 ? "" : "s"} before anyone` }).waitFor();

  await click(page.getByRole("button", { name: "Use all 36 suggestions" }));
  await left(24);

  await click(page.locator("th[data-f=license_type] summary"));
  await click(page.getByRole("link", { name: "Set those with “Premium” to…" }));
  await page.getByRole("heading", { name: "Change a whole column" }).waitFor();
  await type("Pro");
  await key("Enter");
  await left(18);

  // The rest is each another mistake: typed over, and Enter leads to the next one.
  await click(page.getByRole("link", { name: "Next problem" }));
  let fresh = 0;
  for (let errors = 18; errors > 0; ) {
    const field = await page.evaluate<string>(
      `{ const cell = document.activeElement.closest("td, th");
         document.querySelectorAll("#sheet thead th")[cell.cellIndex].dataset.f }`,
    );
    fresh += 1;
    const rights: Record<string, string> = {
      email: `fresh.${fresh}@steps.example`,
      call_timeout: "30",
      display_name: `Fresh ${fresh}`,
      voicemail_pin: "80417",
    };
    const before = errors;
    await type(rights[field] ?? "");
    await key("Enter");
    await expect.poll(() => errorsLeft(dana)).not.toBe(before);
    errors = await errorsLeft(dana);
  }
  expect(steps).toBe(36);
  expect(inSpreadsheet.reduce((sum, [, many]) => sum + many, 0)).toBe(242);
  await click(page.getByRole("button", { name: /^Start import of 100 users/ }));
  await page.getByRole("heading", { name: "100 users created", exact: true }).waitFor();
  expect(dana.complaints).toEqual([]);
  const { items } = await ask<{ items: unknown[] }>("GET", `/api/v1/accounts/${account}/users?q=fresh&limit=100`);
  expect(items.length).toBeGreaterThan(6);
});

/** How many errors the heading tells of. */
async function errorsLeft({ heading }: Member): Promise<number> {
  return Number(/^(\d+) error/.exec(await heading())?.[1] ?? 0);
}
