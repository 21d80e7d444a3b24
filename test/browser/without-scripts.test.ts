import { expect, test } from "vitest";
import { faultyFile, signIn } from "./person.ts";
import { demoLike, server } from "./stage.ts";

const { open } = await demoLike("plain");
const dana = await open(false);

/** Without a script the person asks again. */
async function refreshUntil(wanted: string | RegExp): Promise<void> {
  for (let tries = 0; !(await dana.heading()).match(wanted); tries++) {
    if (tries > 100) throw new Error(`"${await dana.heading()}" stays`);
    await dana.page.waitForTimeout(100);
    if (!(await dana.heading()).match(wanted)) await dana.follow("Refresh");
  }
}

/** All cells of a row of the draft that is shown. */
const openRow = (row: number) => dana.page.goto(`${dana.page.url().replace(/[?#].*/, "")}?show=row:${row}`);

test("V6 a row that somebody else corrected meanwhile is not overwritten unasked, and nothing typed is lost", async () => {
  const { page } = dana;
  await signIn(dana, "/imports/new");
  await dana.send(faultyFile("two.example"), "Check file only");
  expect(await dana.heading()).toBe("5 errors before anyone is created");
  await dana.follow(/^2$/);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByLabel("Call Timeout, row 2").fill("41");
  await other.getByRole("button", { name: "Save and check again" }).click();
  await other.getByRole("heading", { name: "2 problems in row 2" }).waitFor();
  await page.getByLabel("Call Timeout, row 2").fill("42");
  await page.getByLabel("Job Title, row 2").fill("Nurse");
  await dana.press("Save and check again");
  expect(await page.locator("#refusal").textContent()).toContain("Somebody else changed these rows");
  expect(await page.getByLabel("Call Timeout, row 2").inputValue()).toBe("42");
  expect(await page.getByLabel("Job Title, row 2").inputValue()).toBe("Nurse");
  expect(await page.getByRole("row", { name: "Call Timeout" }).textContent()).toContain("The draft has “41” now.");
  await dana.press("Save and check again");
  expect(await page.getByLabel("Job Title, row 2").inputValue()).toBe("Nurse");
  // What the other page shows of the row is old by now: its form is turned down, and nothing of this one is lost.
  await other.getByLabel("Voicemail PIN, row 2").fill("86420");
  await other.getByRole("button", { name: "Save and check again" }).click();
  await other.locator("#refusal").waitFor();
  await other.getByLabel("Voicemail PIN, row 2").fill("86420");
  await other.getByRole("button", { name: "Save and check again" }).click();
  await other.getByRole("heading", { name: "1 problem in row 2" }).waitFor();
  expect(await other.getByLabel("Call Timeout, row 2").inputValue()).toBe("42");
  await other.close();
});

test("E4 corrections that come twice at once are saved once, and both say so", async () => {
  const { page } = dana;
  await page.reload();
  const headers = { Origin: server.origin };
  const send = (form: Record<string, string>) =>
    page.request.post(`${page.url().replace(/[?#].*/, "")}/rows`, { form, headers, maxRedirects: 0 });
  const revision = await page.locator('[name="revision:2"]').inputValue();
  const form = { "revision:2": revision, "cell:2:call_timeout": "43", "was:2:call_timeout": "42" };
  const answers = await Promise.all([send(form), send(form)]);
  expect(answers.map((answer) => answer.status())).toEqual([303, 303]);
});

test("E5 without scripts cells are corrected, a row is removed, and the import is started and seen to its end", async () => {
  const { page } = dana;
  await page.goto(page.url().replace(/[?#].*/, ""));
  await dana.press("Delete this draft");
  await dana.send(faultyFile("two.example"), "Check file only");
  await openRow(2);
  await page.getByLabel("Use San Francisco Office").check();
  await page.getByLabel("Call Timeout, row 2").fill("42");
  await dana.press("Save, next problem");
  expect(await page.locator("input:focus").getAttribute("aria-label")).toBe("Voicemail PIN, row 2");
  await openRow(4);
  await page.getByLabel("Email Address, row 4").fill("cy@two.example");
  await dana.press("Save and check again");
  await openRow(3);
  await dana.press("Remove row 3");
  expect(await dana.heading()).toBe("2 users will be created");
  await dana.press("Start import of 2 users");
  await refreshUntil("2 users created");
  expect(await page.locator("#result tbody tr").allTextContents()).toEqual([
    expect.stringContaining("ada@two.example"),
    expect.stringContaining("cy@two.example"),
  ]);
  await dana.press("New import");
  expect(await dana.heading()).toBe("Import users from CSV");
});

test("E5 E3 without scripts the options of a draft are changed on its page, and Start takes them as they are shown", async () => {
  const { page } = dana;
  const text = "Display Name,Email Address,Subscription License Type\r\nEve,eve@two.example,Pro\r\n";
  await dana.send({ name: "eve.csv", mimeType: "text/csv", buffer: Buffer.from(text) }, "Check file only");
  const unfold = () => page.getByText("Services, passwords, mails…").click();
  await unfold();
  await page.getByLabel("When I release them").check();
  await dana.press("Change and check again");
  expect(await page.locator("#sheet-after").textContent()).toContain("when somebody releases them");
  await unfold();
  await page.getByLabel("Do not send").check();
  await dana.press("Start import of 1 user");
  await refreshUntil("1 user created");
  expect(await page.locator("main").textContent()).toMatch(/1 Welcome mail is held/);
  await dana.press("New import");
});

test("E5 without scripts a file that is no CSV is refused on the form, which is shown as it was", async () => {
  const { page } = dana;
  await page.getByLabel("Do not send").check();
  await dana.send("file-unsupported-type.csv", "Start import");
  expect(await page.title()).toMatch(/^Error: /);
  expect(await page.locator("#refusal").textContent()).toContain("CSV UTF-8");
  expect(await page.getByLabel("Do not send").isChecked()).toBe(true);
  expect(dana.complaints).toEqual([]);
});
