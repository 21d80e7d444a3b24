import { expect, test } from "vitest";
import { findings } from "./look.ts";
import { signIn } from "./person.ts";
import { ask, demoLike } from "./stage.ts";

const { account, open } = await demoLike("users");
const dana = await open();

/** Numbers are shown in groups. */
const spaceless = (text: string | null) => text?.replaceAll(" ", "");

test("a person adds a user, corrects what was wrong, edits them and deletes them again", async () => {
  const { page } = dana;
  await signIn(dana, "/users");
  await dana.follow("Add a user");
  expect(await findings(dana.page)).toEqual([]);
  await page.getByLabel("Display Name").fill("Noor Haddad");
  await page.getByLabel("Email Address").fill("noor@acme");
  await page.getByLabel("Subscription License Type").selectOption({ index: 1 });
  const parked = await page.locator("#parked option").first().getAttribute("value");
  await page.getByLabel("Primary Phone Number").fill(parked ?? "");
  await page.getByText("Voicemail", { exact: true }).click();
  await page.getByLabel("Voicemail Operator Number").fill("1001");
  await dana.press("Create this user");
  expect(await page.title()).toMatch(/^Error: Add a user/);
  expect(await page.locator("#wrong:focus").textContent()).toContain("1 thing to put right");
  expect(await findings(dana.page)).toEqual([]);
  await page.getByRole("link", { name: "Email Address" }).click();
  expect(await page.locator("#email:focus").inputValue()).toBe("noor@acme");
  await page.getByLabel("Email Address").fill("noor.haddad@acme.example");
  expect(await page.getByLabel("Voicemail Operator Number").inputValue()).toBe("1001");
  await page.getByRole("button", { name: "Create this user" }).dblclick();
  await page.getByRole("heading", { name: "Noor Haddad" }).waitFor();
  expect(await page.getByRole("status").textContent()).toContain("The user is created");
  expect(spaceless(await page.locator("main").textContent())).toContain(parked ?? "nothing");
  expect(await findings(dana.page)).toEqual([]);

  await dana.follow("Edit");
  expect(await findings(dana.page)).toEqual([]);
  await page.getByLabel("Job Title").fill("Nurse");
  await page.getByLabel("CONNECT").uncheck();
  expect(await page.getByLabel("Primary Phone Number").isVisible()).toBe(false);
  await page.getByLabel("CONNECT").check();
  await page.getByLabel("Extension", { exact: true }).fill("1001");
  await dana.press("Save the changes");
  expect(await page.locator("#wrong:focus").textContent()).toMatch(/Extension: 1001 belongs to .* Choose another/);
  await page.getByLabel("Extension", { exact: true }).fill("4711");
  await dana.press("Save the changes");
  expect(await page.locator("main").textContent()).toMatch(/The changes are saved[\s\S]*4711[\s\S]*Nurse/);

  await dana.follow("Delete");
  expect(spaceless(await page.locator("main").textContent())).toContain(`Thenumber${parked}isparked`);
  expect(await findings(dana.page)).toEqual([]);
  await dana.press("Delete this user");
  expect(await page.getByRole("status").textContent()).toBe("The user is deleted.");
  await dana.search("Name, e-mail, number, extension or ID", "noor.haddad");
  expect(await page.locator("main").textContent()).toContain("Nobody here has");
  expect(dana.complaints).toEqual([]);
});

test("E5 the forms of users work without a script", async () => {
  const bare = await open(false);
  const { page } = bare;
  await signIn(bare, "/users/new");
  await page.getByLabel("Display Name").fill("Ida Berg");
  await page.getByLabel("Email Address").fill("ida.berg@acme.example");
  await page.getByLabel("CONNECT").uncheck();
  await page.getByLabel("Send to another address").check();
  await page.getByLabel("The address that it goes to").fill("it-desk@acme.example");
  await bare.press("Create this user");
  expect(await bare.heading()).toBe("Ida Berg");
  expect(await page.getByRole("status").textContent()).toContain("on its way to the address that you gave");
  await bare.follow("Delete");
  await bare.press("Delete this user");
  expect(await bare.heading()).toBe("40 users");
});

test("E11 people are picked by keyboard, all of a page and all that are found, and are told how many", async () => {
  const { page } = dana;
  await page.goto("/users?sort=name");
  const dock = page.locator(".dock");
  const boxes = page.locator("tbody .tick");
  expect([await dock.isVisible(), await boxes.count()]).toEqual([false, 40]);
  await boxes.nth(1).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  expect([await dock.isVisible(), await page.locator("#picked").textContent()]).toEqual([true, "1"]);
  await boxes.nth(4).click({ modifiers: ["Shift"] });
  expect(await page.locator("#picked").textContent()).toBe("4");
  const head = page.getByRole("checkbox", { name: "Select this page" });
  expect(await page.evaluate("document.querySelector('thead .tick').indeterminate")).toBe(true);
  await head.check();
  expect(await page.locator("#picked").textContent()).toBe("40");
  expect(await findings(page)).toEqual([]);
  await head.uncheck();
  expect(await dock.isVisible()).toBe(false);
});

test("E11 people get another licence all at once: it says before what it will do, and after what it did", async () => {
  const { page } = dana;
  await page.goto("/users?sort=name");
  await page.locator("tbody .tick").nth(0).check();
  await page.locator("tbody .tick").nth(2).check();
  await dana.press("Change licence…");
  await page.getByLabel("Licence").selectOption("Pro");
  await dana.press("Show what it does");
  expect(await dana.heading()).toBe("Give 2 users a Pro licence?");
  expect(await findings(page)).toEqual([]);
  await dana.press("Change 2 users");
  expect(await dana.heading()).toBe("2 users have the licence now");
  expect(await findings(page)).toEqual([]);
  // Whoever reloads or goes back does nothing again.
  await page.reload();
  expect(await dana.heading()).toBe("2 users have the licence now");
  await dana.follow("Back to the users");
  expect(new URL(page.url()).search).toBe("?sort=name");
});

test("E5 E11 without a script people are picked, counted and deleted too", async () => {
  const kim = await open(false);
  await signIn(kim, "/users?q=ann");
  const { page } = kim;
  expect(await page.locator(".dock").isVisible()).toBe(false);
  await page.getByRole("link", { name: "All", exact: true }).click();
  await page.waitForURL(/pick=page/);
  const many = await page.locator("tbody .tick:checked").count();
  expect([many > 0, await page.locator(".dock").isVisible()]).toEqual([true, true]);
  await kim.press("Delete…");
  const users = many === 1 ? "1 user" : `${many} users`;
  expect(await kim.heading()).toBe(`Delete ${users}?`);
  await kim.press(`Delete ${users}`);
  expect(await kim.heading()).toBe(`${users} ${many === 1 ? "is" : "are"} deleted`);
});

test("E11 who was picked on one page of a list stays so on the others, until something is done with them or none is picked", async () => {
  const { page } = dana;
  for (let n = 0; n < 15; n += 1) {
    const user = {
      display_name: `Page ${n}`,
      email: `page.${n}@pages.example`,
      services: ["share"],
      passwords: "none",
    };
    await ask("POST", `/api/v1/accounts/${account}/users`, user);
  }
  const said = () => page.locator("#picked").textContent();
  await page.goto("/users?sort=name");
  await page.locator("tbody .tick").nth(0).check();
  await page.locator("tbody .tick").nth(1).check();
  await dana.follow("Next");
  expect([await page.locator(".dock").isVisible(), await said()]).toEqual([true, "2 (2 on other pages)"]);
  await page.locator("tbody .tick").nth(0).check();
  expect(await said()).toBe("3 (2 on other pages)");
  expect(await findings(page)).toEqual([]);
  await dana.follow("Previous");
  expect([await said(), await page.locator("tbody .tick:checked").count()]).toEqual(["3 (1 on other pages)", 2]);
  // Another list has those of its own.
  await page.goto("/users?q=pages.example");
  expect(await page.locator(".dock").isVisible()).toBe(false);
  await page.goto("/users?sort=name");
  await dana.press("Delete…");
  expect(await dana.heading()).toBe("Delete 3 users?");
  await page.goBack();
  expect(await said()).toBe("3 (1 on other pages)");
  await dana.press("Delete…");
  await dana.press("Delete 3 users");
  await dana.follow("Back to the users");
  expect(await page.locator(".dock").isVisible()).toBe(false);
  await page.locator("tbody .tick").nth(0).check();
  await dana.follow("None");
  expect(await page.locator(".dock").isVisible()).toBe(false);
});
