import { beforeAll, expect, test } from "vitest";
import { findings } from "./look.ts";
import type { Person } from "./person.ts";
import { ask, openBrowser } from "./stage.ts";

const robin = { email: "robin@wizard.example", password: "correct-horse-battery" };
const office = { name: "Head Office", country: "US", address: "" };

const person = await openBrowser();

beforeAll(async () => {
  await ask("PUT", "/api/v1/accounts/wizard", { name: "Fresh Dental", services: [], main_location: office });
  await ask("POST", "/api/v1/accounts/wizard/administrators", robin);
});

async function signIn({ page, press }: Person): Promise<void> {
  await page.goto("/");
  await page.getByRole("textbox", { name: "E-mail address" }).fill(robin.email);
  await page.getByLabel("Password", { exact: true }).fill(robin.password);
  await press("Sign in");
}

/** The step that Home has before the person, and its state. */
async function nextStep(): Promise<string> {
  await person.follow("Muster");
  expect(await findings(person.page)).toEqual([]);
  const text = (await person.page.locator("[aria-current=step]").textContent()) ?? "";
  return /^[0-9]\. [A-Z][a-z]+/.exec(text.trim())?.[0] ?? text;
}

/** What is told of what was just done, with where it leads on to (E12). */
const told = async () => ((await person.page.getByRole("status").textContent()) ?? "").replace(/\s+/g, " ").trim();

test("a new account begins with nothing, and Home says where to begin", async () => {
  await signIn(person);
  expect(await person.heading()).toBe("Set up Fresh Dental");
  expect(await nextStep()).toBe("1. Services");
  await person.follow("Install services");
  expect(await person.heading()).toBe("No service is installed yet");
  expect(await findings(person.page)).toEqual([]);
  await person.press("Install CONNECT");
  expect(await told()).toMatch(/^CONNECT is installed\. Next: /);
  expect(await nextStep()).toBe("3. Numbers");
});

test("the main location gets its address, and another one is added", async () => {
  const { page } = person;
  await person.follow("Change locations");
  await person.follow(/^Change ?Head Office$/);
  await page.getByLabel("Address").fill("1 Main Street\nSan Francisco");
  await person.press("Save the location");
  expect(await told()).toMatch(/^The location is saved\. Next: /);
  await person.follow("Add a location");
  expect(await findings(person.page)).toEqual([]);
  await page.getByLabel("Name").fill("Head office");
  await page.getByLabel("Country").selectOption({ label: "France" });
  await person.press("Add this location");
  expect(await page.title()).toMatch(/^Error: /);
  expect(await page.locator("#refusal:focus").textContent()).toContain("Another location is called “Head office”.");
  expect(await page.getByLabel("Country").inputValue()).toBe("FR");
  await page.getByLabel("Name").fill("Lyon");
  await person.press("Add this location");
  expect(await person.heading()).toBe("2 locations");
  expect(await findings(person.page)).toEqual([]);
});

test("numbers are pasted, those that were rejected are put right, and all are parked", async () => {
  const { page } = person;
  expect(await nextStep()).toBe("3. Numbers");
  await person.follow("Park numbers");
  expect(await findings(person.page)).toEqual([]);
  await page.getByLabel("Paste the numbers").fill("+1 415 555 0100\n(415) 555-0101\nfront desk\n+18005550100");
  await person.press("Park these numbers");
  expect(await page.locator("#refusal:focus").textContent()).toContain("2 numbers parked, 2 rejected");
  expect(await findings(person.page)).toEqual([]);
  const field = page.getByLabel("The rejected ones, to put right");
  expect(await field.inputValue()).toBe("+14155550101\nfront desk");
  await field.fill("+14155550101\n+14155550102");
  await person.press("Park these numbers");
  expect(await told()).toMatch(/^2 numbers parked\. Next: /);
  expect(await person.heading()).toBe("4 of 4 numbers are parked");
  expect(await findings(person.page)).toEqual([]);
});

test("a licence type is added, and the import is next", async () => {
  const { page } = person;
  expect(await nextStep()).toBe("4. Licences");
  await person.follow("Add licences");
  await page.getByLabel("Name").fill("Pro");
  await page.getByLabel("Total", { exact: true }).fill("3");
  await person.press("Add this type");
  expect(await person.heading()).toBe("3 of 3 licences left");
  expect(await findings(person.page)).toEqual([]);
  expect(await nextStep()).toBe("5. Users");
  expect(await page.locator("[aria-current=step]").textContent()).toContain(
    "There are licences for 3 more, and primary numbers for 3.",
  );
});

test("users are imported to the end, without anything but the browser", async () => {
  const { page } = person;
  await person.follow("Import users from CSV");
  const rows = [
    "Display Name,Email Address,Primary Phone Number,Voice Location",
    "Ada Lovelace,ada@fresh.example,+14155550100,Lyon",
    "Bo Chen,bo@fresh.example,+14155550101,",
  ];
  const file = { name: "first.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\r\n")) };
  await person.send(file, "Start import");
  // A number of the United States in France is something to look at first (E3).
  await person.press("Start import of 2 users");
  await page.getByRole("heading", { name: "2 users created", exact: true }).waitFor();
  expect(await nextStep()).toBe("5. Users");
  expect(await person.heading()).toBe("Ready for 1 more user with a number");
  const home = (await page.locator("main").textContent()) ?? "";
  expect(home).toContain("2 parked, 1 of them toll-free; 2 assigned.");
  expect(home).toMatch(/first\.csv[\s\S]*2 of 2[\s\S]*all created/);
});

test("A3 a total below what is used, a number and a location in use are refused, without a script as well (E5)", async () => {
  const plain = await openBrowser(false);
  await signIn(plain);
  await plain.follow("Change licences");
  await plain.page.getByLabel("Total of Pro").fill("1");
  await plain.press("Save the totals");
  expect(await plain.page.locator("#refusal").textContent()).toContain("Pro: 2 are used: give 2 or more");
  expect(await plain.page.getByLabel("Total of Pro").inputValue()).toBe("1");
  await plain.page.goto("/numbers/+14155550100/removal");
  expect(await plain.page.locator("#refusal").textContent()).toContain("+1 415 555 0100 belongs to Ada Lovelace.");
  await plain.follow("Locations");
  await plain.follow(/^Remove ?Lyon$/);
  expect(await plain.page.locator("#refusal").textContent()).toContain("Users are at “Lyon”.");
  await plain.follow("Numbers");
  await plain.search("Any part of a number", "555 0102");
  await plain.follow(/^Remove ?\+1 415 555 0102$/);
  await plain.press("Remove +1 415 555 0102");
  expect(await plain.heading()).toBe("1 of 3 numbers is parked");
  expect([...plain.complaints, ...person.complaints]).toEqual([]);
});
