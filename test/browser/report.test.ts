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

test("E2 by keyboard alone: Enter saves a cell and goes to the next one that is wrong, to the last, without scripts too", async () => {
  for (const person of [dana, plain]) {
    await signIn(person, "/imports/new");
    await person.send(wrongFile(2), "Check file only");
    await person.page.getByLabel("Email Address, row 2").focus();
    expect(await typeAndEnter(person, "ada@acme.example")).toBe("Call Timeout, row 2");
    expect(await typeAndEnter(person, "3")).toBe("Call Timeout, row 2");
    expect(await typeAndEnter(person, "30")).toBe("Voicemail PIN, row 2");
    expect(await typeAndEnter(person, "86420")).toBe("Email Address, row 3");
    expect(await typeAndEnter(person, "bo@acme.example")).toBe("Call Timeout, row 3");
    await person.page.keyboard.press("Control+A");
    await person.page.keyboard.type("30");
    await Promise.all([person.page.waitForEvent("domcontentloaded"), person.page.keyboard.press("Enter")]);
    expect(await person.heading()).toBe("2 users will be created");
    await person.press("Delete this draft");
  }
});

test("V6 a PIN is made blank in place, and what is typed but not saved is pointed out before a filter loses it", async () => {
  const { page } = dana;
  await dana.send(wrongFile(2), "Check file only");
  expect(await page.locator(".unsaved").isVisible()).toBe(false);
  await page.getByLabel("Email Address, row 2").fill("ada@acme.example");
  await page.getByLabel("No PIN of its own: Muster makes one").first().check();
  await page.getByText("What you have typed is not saved yet.").waitFor();
  expect(await page.getByRole("navigation", { name: "Kinds of problem" }).isVisible()).toBe(false);
  await dana.press("Save and check again");
  expect(await page.locator("#summary").textContent()).not.toContain("Twice in the file");
  await dana.press("Delete this draft");
});

test("V6 what is wrong in one cell is put right in another one of its row, without scripts too", async () => {
  const header = "Display Name,Email Address,Subscription License Type,Primary Phone Number,Additional Phone Numbers";
  const text = `${header}\r\nAda,ada@rows.example,Pro,,+1 415 555 0199\r\nBo,bo@,Pro,,\r\n`;
  for (const { page, send, follow, press, heading } of [dana, plain]) {
    await page.goto("/imports/new");
    await send({ name: "rows.csv", mimeType: "text/csv", buffer: Buffer.from(text) }, "Check file only");
    await follow("All cells of row 2");
    expect(await page.locator("#findings tbody tr").count()).toBe(24);
    expect(await page.getByLabel("Additional Phone Numbers, row 2").inputValue()).toBe("+1 415 555 0199");
    await page.getByLabel("Additional Phone Numbers, row 2").fill("");
    await page.getByLabel("Job Title, row 2").fill("Nurse");
    await press("Save and check again");
    expect(await page.getByLabel("Job Title, row 2").inputValue()).toBe("Nurse");
    expect(await page.locator("#summary").textContent()).toContain("There is 1 problem in 1 of 2 rows");
    await follow("Back to all problems");
    await page.getByLabel("Email Address, row 3").fill("bo@rows.example");
    await press("Save and check again");
    expect(await heading()).toBe("2 users will be created");
    await press("Delete this draft");
  }
});

test("V6 a mistake in a whole column is one correction, without scripts too", async () => {
  const users = Array.from({ length: 50 }, (_, n) => `User ${n},same.${n}@acme.example,Standard`);
  const text = ["Display Name,Email Address,Subscription License Type", ...users].join("\r\n");
  for (const { page, send, press, heading } of [dana, plain]) {
    await page.goto("/imports/new");
    await send({ name: "same.csv", mimeType: "text/csv", buffer: Buffer.from(text) }, "Check file only");
    expect(await page.locator("#summary").textContent()).toContain("There are 50 problems");
    await page.getByLabel("Subscription License Type, row 2", { exact: true }).fill("Pro");
    await page.getByLabel("Also in the other 49 with Standard").check();
    await press("Save and check again");
    expect(await heading()).toBe("50 users will be created");
    await press("Delete this draft");
  }
});

test("V6 nothing is started beside what is typed and not saved", async () => {
  const { page } = dana;
  await dana.send("users-conflicts.csv", "Check file only");
  const start = page.getByRole("button", { name: "Start import anyway" });
  expect(await start.isVisible()).toBe(true);
  await page.getByLabel("Email Address, row 4").fill("somebody.else@acme.example");
  await page.getByLabel("Email Address, row 4").blur();
  await page.getByText("What you have typed is not saved yet.").waitFor();
  expect(await start.isVisible()).toBe(false);
  await dana.press("Save and check again");
  expect(await start.isVisible()).toBe(true);
  expect(await dana.heading()).toBe("22 users will be created, 8 will not");
  await dana.press("Delete this draft");
  expect(await page.getByRole("status").first().textContent()).toContain("The draft was deleted.");
});

test("E4 turning a page of the report saves what was typed on it", async () => {
  await plain.page.goto("/imports/new");
  await plain.send(wrongFile(30), "Check file only");
  await plain.page.getByLabel("Email Address, row 2", { exact: true }).fill("ada@acme.example");
  await plain.press("Next");
  expect(plain.page.url()).toMatch(/\?page=2#problems$/);
  expect(await plain.page.locator("#summary").textContent()).toContain("There are 61 problems");
  await plain.page.getByLabel("Call Timeout, row 30").fill("31");
  await plain.press("Previous");
  expect(await plain.page.locator("#summary").textContent()).toContain("There are 60 problems");
});

test("a session that ends in the middle of a form does not eat it: signed in again, the same page sends it", async () => {
  for (const person of [dana, plain]) {
    const { page } = person;
    await page.goto("/imports/new");
    if ((await person.heading()).startsWith("Sign in")) await signIn(person, "/imports/new");
    await person.send(wrongFile(2), "Check file only");
    await page.getByLabel("Email Address, row 2").fill("ada@acme.example");
    await page.getByLabel("Call Timeout, row 3").fill("33");
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
    expect(await page.locator("#summary").textContent()).toContain("There are 4 problems");
    expect(await page.getByLabel("Email Address, row 2").count()).toBe(0);
    await person.press("Delete this draft");
  }
  expect([...dana.complaints, ...plain.complaints]).toEqual([]);
});

async function pressOn(page: Person["page"], name: string): Promise<void> {
  await Promise.all([page.waitForEvent("domcontentloaded"), page.getByRole("button", { name, exact: true }).click()]);
}
