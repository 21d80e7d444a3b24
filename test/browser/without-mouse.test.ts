import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { faultyFile } from "./person.ts";
import { demoLike } from "./stage.ts";

const { account, administrator, change, open } = await demoLike("keys");
const dana = await open();

/** What has the focus, by the name that it shows or is called by. */
const focused = () =>
  dana.page.evaluate<string>(`(() => {
    const { activeElement: it } = document;
    const labelled = (it.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id));
    const said = it.ariaLabel ?? it.labels?.[0]?.textContent ?? labelled[0]?.textContent ?? it.textContent;
    return said.replace(/\\s+/g, " ").trim();
  })()`);

/** A page gives the focus to what comes first only after it has been parsed. */
const hasFocus = (name: string) => expect.poll(focused).toBe(name);

/** Presses Tab until this has the focus. */
async function tabTo(name: string): Promise<void> {
  for (let presses = 0; (await focused()) !== name; presses += 1) {
    if (presses > 90) throw new Error(`Tab never leads to ${name}`);
    await dana.page.keyboard.press("Tab");
  }
}

/** What the sheet says about what was typed, also to those who do not see it. */
const said = (text: string) => expect.poll(() => announced(dana.page)).toContainEqual(expect.stringContaining(text));

/** Presses a key that leads to another page. */
async function leave(key = "Enter"): Promise<void> {
  await Promise.all([dana.page.waitForEvent("domcontentloaded"), dana.page.keyboard.press(key)]);
}

async function enter(name: string): Promise<void> {
  await tabTo(name);
  await leave();
}

async function type(name: string, text: string): Promise<void> {
  await tabTo(name);
  await dana.page.keyboard.press("Control+A");
  await dana.page.keyboard.type(text);
}

test("E6 the whole import is done by keyboard alone: signed in, file chosen, cells corrected, started, result hidden", async () => {
  const { page } = dana;
  page.on("filechooser", (chooser) => chooser.setFiles(faultyFile("keys.example")));
  await page.goto("/");
  await type("E-mail address", administrator.email);
  await type("Password", administrator.password);
  await leave();
  await enter("Import");
  await tabTo("Choose your filled-in template, or drop it here");
  await page.keyboard.press("Enter");
  await page.getByText("faulty.csv: 1 KB, 3 rows below the header.").waitFor();
  await enter("Start import");

  await hasFocus("5 errors before anyone is created");
  // One Tab leads into the grid, to the first cell that is wrong; from there on by keys of its own.
  await tabTo("San Fransisco Officeunknown locationUseSan Francisco Office");
  await page.keyboard.press("Enter");
  await said("Saved. 4 errors");
  await page.keyboard.type("40");
  await page.keyboard.press("Enter");
  await said("Saved. 3 errors");
  await page.keyboard.type("86420");
  await page.keyboard.press("Enter");
  await said("Saved. 1 error");
  await page.keyboard.press("F8");
  await page.keyboard.type("cy@keys.example");
  await page.keyboard.press("Enter");
  await said("Saved. 3 users will be created");

  await enter("Start import of 3 users");
  await page.getByRole("heading", { name: "3 users created", exact: true }).waitFor();
  await enter("Hide result");
  expect(await dana.heading()).toBe("Import users from CSV");
  expect(dana.complaints).toEqual([]);
});

/** What a screen reader says without being asked: the live regions of the accessibility tree, with what is in them. */
async function announced(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const textOf = (id: string): string => {
    const node = byId.get(id);
    if (node?.role?.value === "StaticText") return String(node.name?.value ?? "");
    return (node?.childIds ?? []).map(textOf).join("");
  };
  const isLive = ({ role, properties = [] }: (typeof nodes)[number]) =>
    role?.value === "status" && properties.some(({ name, value }) => name === "live" && value.value === "polite");
  return nodes
    .filter(isLive)
    .map(({ nodeId }) => textOf(nodeId).trim())
    .filter((text) => text !== "");
}

test("E6 what happens by itself is announced: a file's rows, each quarter of an import, its stopping, what was saved", async () => {
  const { page } = dana;
  await page.goto("/imports/new");
  await page.locator("#file").setInputFiles("test/samples/users-20.csv");
  await expect.poll(() => announced(page)).toEqual(["users-20.csv: 5 KB, 20 rows below the header."]);

  const running = (created: number) =>
    change(
      `UPDATE imports SET state = 'running', created = ${created}, pending = 40 - ${created}, finished_at = NULL WHERE account = '${account}' AND file_name = 'demo-users.csv'`,
    );
  await running(5);
  await page.goto("/imports/new");
  expect(await announced(page)).toEqual([]);
  for (const [created, said] of [
    [12, "25 % done"],
    [31, "75 % done"],
  ] as const) {
    await running(created);
    await expect.poll(() => announced(page)).toEqual([said]);
  }
  await change(`UPDATE imports SET state = 'stopping' WHERE account = '${account}' AND state = 'running'`);
  await expect.poll(() => announced(page)).toEqual(["Stopping"]);

  await page.goto("/numbers/new");
  await page.getByLabel("Paste the numbers").fill("+1 415 555 0987");
  await dana.press("Park these numbers");
  expect(await announced(page)).toEqual(["1 number parked. Next: import users from CSV"]);
});

test("E6 what was refused takes the focus, and says in its name what is wrong", async () => {
  const { page } = dana;
  await page.goto("/numbers/new");
  await page.getByLabel("Paste the numbers").fill("+1 415");
  await dana.press("Park these numbers");
  await hasFocus("No number was parked, 1 rejected");
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "E-mail address" }).fill(administrator.email);
  await page.getByLabel("Password", { exact: true }).fill("not the one at all");
  await dana.press("Sign in");
  await hasFocus("The e-mail address or the password is not right.");
  expect(dana.complaints).toEqual([]);
});
