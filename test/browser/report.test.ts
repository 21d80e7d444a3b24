import { expect, test } from "vitest";
import { type Person, signIn } from "./person.ts";
import { demoLike } from "./stage.ts";

const { account, change, open } = await demoLike("report");
const [dana, plain] = [await open(), await open(false)];

/** A file of users whose addresses and time-outs are wrong, and of whom the first two have one PIN. */
function wrongFile(rows: number): { name: string; mimeType: string; buffer: Buffer } {
  const users = Array.from({ length: rows }, (_, n) => `User ${n},user.${n}@,Pro,4,${n < 2 ? "80417" : ""}`);
  const lines = ["Display Name,Email Address,Subscription License Type,Call Timeout,Voicemail PIN", ...users];
  return { name: "wrong.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\r\n")) };
}

/** Types into the field that has the focus, presses Enter, and tells the next field that has it. */
async function typeAndEnter({ page }: Person, text: string): Promise<string | null> {
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
  await Promise.all([page.waitForEvent("domcontentloaded"), page.keyboard.press("Enter")]);
  return page.locator("input:focus").getAttribute("aria-label");
}

/** All cells of a row of the draft that is shown. */
async function openRow({ page }: Person, row: number): Promise<void> {
  await page.goto(`${page.url().replace(/[?#].*/, "")}?show=row:${row}`);
}

/** Throws the draft away that is shown, from whichever of its pages. */
async function throwAway({ page, press }: Person): Promise<void> {
  await page.goto(page.url().replace(/[?#].*/, ""));
  await press("Delete this draft");
}

test("E2 E5 without scripts Enter saves a cell and goes to the next one that is wrong, to the last", async () => {
  await signIn(plain, "/imports/new");
  await plain.send(wrongFile(2), "Check file only");
  await plain.follow(/^2$/);
  await plain.page.getByLabel("Email Address, row 2").focus();
  expect(await typeAndEnter(plain, "ada@acme.example")).toBe("Call Timeout, row 2");
  expect(await typeAndEnter(plain, "3")).toBe("Call Timeout, row 2");
  expect(await typeAndEnter(plain, "30")).toBe("Voicemail PIN, row 2");
  expect(await typeAndEnter(plain, "86420")).toBe("Email Address, row 3");
  expect(await typeAndEnter(plain, "bo@acme.example")).toBe("Call Timeout, row 3");
  await plain.page.keyboard.press("Control+A");
  await plain.page.keyboard.type("30");
  await Promise.all([plain.page.waitForEvent("domcontentloaded"), plain.page.keyboard.press("Enter")]);
  expect(await plain.heading()).toBe("2 users will be created");
  await plain.press("Delete this draft");
});

test("V6 a PIN is made blank in place, and what is typed but not saved is pointed out", async () => {
  const { page } = dana;
  await signIn(dana, "/imports/new");
  await dana.send(wrongFile(2), "Check file only");
  await openRow(dana, 2);
  expect(await page.locator(".unsaved").isVisible()).toBe(false);
  await page.getByLabel("Email Address, row 2").fill("ada@acme.example");
  await page.getByLabel("No PIN of its own: Muster makes one").first().check();
  await page.getByText("What you have typed is not saved yet.").waitFor();
  await dana.press("Save and check again");
  expect(await dana.heading()).toBe("1 problem in row 2");
  await throwAway(dana);
});

test("V6 what is wrong in one cell is put right in another one of its row, without scripts too", async () => {
  const header = "Display Name,Email Address,Subscription License Type,Primary Phone Number,Additional Phone Numbers";
  const text = `${header}\r\nAda,ada@rows.example,Pro,,+1 415 555 0199\r\nBo,bo@,Pro,,\r\n`;
  for (const person of [dana, plain]) {
    const { page, send, press, heading } = person;
    await page.goto("/imports/new");
    await send({ name: "rows.csv", mimeType: "text/csv", buffer: Buffer.from(text) }, "Check file only");
    await openRow(person, 2);
    expect(await page.locator("#findings tbody tr").count()).toBe(24);
    expect(await page.getByLabel("Additional Phone Numbers, row 2").inputValue()).toBe("+1 415 555 0199");
    await page.getByLabel("Additional Phone Numbers, row 2").fill("");
    await page.getByLabel("Job Title, row 2").fill("Nurse");
    await press("Save and check again");
    expect(await page.getByLabel("Job Title, row 2").inputValue()).toBe("Nurse");
    expect(await heading()).toBe("Row 2 is in order");
    await press("Save, next problem");
    await page.getByLabel("Email Address, row 3").fill("bo@rows.example");
    await press("Save, next problem");
    expect(await heading()).toBe("2 users will be created");
    await throwAway(person);
  }
});

test("V6 a mistake in a whole column is one correction, without scripts too", async () => {
  const users = Array.from({ length: 50 }, (_, n) => `User ${n},same.${n}@acme.example,Standard`);
  const text = ["Display Name,Email Address,Subscription License Type", ...users].join("\r\n");
  for (const person of [dana, plain]) {
    const { page, send, press, heading } = person;
    await page.goto("/imports/new");
    await send({ name: "same.csv", mimeType: "text/csv", buffer: Buffer.from(text) }, "Check file only");
    expect(await heading()).toBe("50 errors before anyone is created");
    await openRow(person, 2);
    await page.getByLabel("Subscription License Type, row 2", { exact: true }).fill("Pro");
    await page.getByLabel("Also in the other 49 with Standard").check();
    await press("Save, next problem");
    expect(await heading()).toBe("50 users will be created");
    await throwAway(person);
  }
});

test("I13 E5 300 numbers without country code are put right in one click, without scripts too", async () => {
  const users = Array.from({ length: 300 }, (_, n) => `User ${n},u.${n}@acme.example,Pro,415 555 ${1000 + n}`);
  const text = ["Display Name,Email Address,Subscription License Type,Caller ID", ...users].join("\r\n");
  for (const person of [dana, plain]) {
    await person.page.goto("/imports/new");
    await person.send({ name: "numbers.csv", mimeType: "text/csv", buffer: Buffer.from(text) }, "Check file only");
    expect(await person.heading()).toBe("300 errors before anyone is created");
    await person.press("Use all 300 suggestions");
    expect(await person.heading()).toBe("300 users will be created");
    await throwAway(person);
  }
});

test("E4 turning a page of the sheet, or searching in it, saves what was typed on it", async () => {
  const { page } = dana;
  await dana.send(wrongFile(60), "Check file only");
  await page.locator("#r2 > :nth-child(3)").click();
  await page.keyboard.type("ada@acme.example");
  await dana.follow("Next");
  expect(page.url()).toMatch(/page=2#rows$/);
  await page.reload();
  expect(await dana.heading()).toBe("121 errors before anyone is created");
  await page.locator("#r61 > :nth-child(5)").click();
  await page.keyboard.type("31");
  await dana.search("Search these rows", "User 59");
  expect(await dana.heading()).toBe("120 errors before anyone is created");
  await dana.press("Delete this draft");
});

test("a session that ends in the middle of a form does not eat it: signed in again, the same page sends it", async () => {
  for (const person of [dana, plain]) {
    const { page } = person;
    await page.goto("/imports/new");
    if ((await person.heading()).startsWith("Sign in")) await signIn(person, "/imports/new");
    await person.send(wrongFile(2), "Check file only");
    await openRow(person, 2);
    await page.getByLabel("Email Address, row 2").fill("ada@acme.example");
    await page.getByLabel("Call Timeout, row 2").fill("33");
    await change(`DELETE FROM sessions WHERE account = '${account}'`);
    await person.press("Save and check again");
    expect(await person.heading()).toBe("You were signed out, and nothing is lost");
    expect(await page.content()).not.toContain("ada@acme.example");
    const [other] = await Promise.all([
      page.waitForEvent("popup"),
      page.getByRole("link", { name: "Sign in" }).click(),
    ]);
    await other.close();
    const again = await page.context().newPage();
    await signIn({ ...person, page: again, press: (name) => pressOn(again, name) });
    await again.close();
    await page.reload();
    expect(await person.heading()).toBe("1 problem in row 2");
    expect(await page.getByLabel("Email Address, row 2").inputValue()).toBe("ada@acme.example");
    await throwAway(person);
  }
  expect([...dana.complaints, ...plain.complaints]).toEqual([]);
});

async function pressOn(page: Person["page"], name: string): Promise<void> {
  await Promise.all([page.waitForEvent("domcontentloaded"), page.getByRole("button", { name, exact: true }).click()]);
}
