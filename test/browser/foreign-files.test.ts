import { expect, test } from "vitest";
import { columns, headerOf } from "../../src/domain/columns.ts";
import { findings } from "./look.ts";
import { type Person, signIn } from "./person.ts";
import { demoLike } from "./stage.ts";

const { open } = await demoLike("foreign-files");
/** Without scripts, and with them. */
const [plain, dana] = [await open(false), await open()];
for (const who of [plain, dana]) await signIn(who, "/imports/new");

function csv(name: string, rows: readonly (readonly string[])[]) {
  const lines = rows.map((cells) => cells.map((cell) => (/[",]/.test(cell) ? `"${cell}"` : cell)).join(","));
  return { name, mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\r\n")}\r\n`) };
}

/** Chooses what the columns of the file are, by the names of the template; the others stay as they are proposed. */
async function choose(who: Person, meanings: Readonly<Record<string, string>>): Promise<void> {
  for (const [header, label] of Object.entries(meanings))
    await who.page.getByLabel(`What ${header} is`, { exact: true }).selectOption({ label });
  await who.press("Read the file with these columns");
}

/** Waits until an import has created its users, and makes room for the next one. */
async function created(who: Person, users: number): Promise<void> {
  const heading = who.page.getByRole("heading", { name: users === 1 ? "1 user created" : `${users} users created` });
  while ((await heading.count()) === 0) await who.page.reload();
  await who.press("New import");
}

const person = (n: number, domain: string) => [`User ${n}`, `user-${n}@${domain}`, "Pro"];

test("T3 the vendor's newer template, with two columns more, goes through without a question", async () => {
  const template = columns.slice(0, 23).map((column) => headerOf(column, 2));
  const header = [...template, "Cloud Extension", "SIP Tie Trunk Name"];
  const row = (n: number) => [
    ...person(n, "vendor.example"),
    ...Array.from({ length: 20 }, () => ""),
    `${4710 + n}`,
    "",
  ];
  for (const n of [1, 2]) {
    await plain.send(csv("vendor.csv", [header, row(n)]), "Start import");
    await created(plain, 1);
  }
});

const hr = [
  ...["Worker", "Work Mail", "Plan", "Given Name", "Family Name", "Business Title", "Org Unit", "Cost Centre"],
  ...["Hire Date", "Manager", "Building", "Legal Entity"],
];
const hrRow = (n: number, domain: string) => [
  ...[...person(n, domain), `Given ${n}`, `Family ${n}`, "Nurse", "Ward 3", "4711"],
  ...["2026-01-31", "Eve", "North", "Acme Ltd"],
];

test("T4 an HR export with twelve foreign headers is assigned once, and asks nothing the second time", async () => {
  await dana.send(csv("hr.csv", [hr, hrRow(1, "hr.example"), hrRow(2, "hr.example")]), "Start import");
  expect(await dana.heading()).toBe("1 error before anyone is created");
  expect(await findings(dana.page)).toEqual([]);
  const meaning = {
    Worker: "Display Name",
    "Work Mail": "Email Address",
    Plan: "Subscription License Type",
    "Given Name": "First Name",
    "Family Name": "Last Name",
    "Business Title": "Job Title",
    "Org Unit": "Department",
  };
  const others = ["Cost Centre", "Hire Date", "Manager", "Building", "Legal Entity"];
  await choose(dana, { ...meaning, ...Object.fromEntries(others.map((header) => [header, "not used"])) });
  expect(await dana.heading()).toBe("2 users will be created");
  expect(await findings(dana.page)).toEqual([]);
  await dana.press("Start import of 2 users");
  await created(dana, 2);
  await dana.send(csv("hr.csv", [hr, hrRow(3, "hr.example")]), "Start import");
  await created(dana, 1);
  await dana.page.goto("/users?q=user-3%40hr.example");
  await dana.follow("User 3");
  expect(await dana.page.locator("main").textContent()).toMatch(/Given 3[\s\S]*Nurse[\s\S]*Ward 3/);
  await dana.page.goto("/settings/columns");
  expect(await dana.page.locator("#columns tbody tr").count()).toBe(12);
  expect(await findings(dana.page)).toEqual([]);
});

test("T4 a payroll file with four columns that nobody needs is started in two steps, and the next one at once", async () => {
  const header = columns.slice(0, 3).map((column) => headerOf(column, 2));
  const extra = ["Salary Band", "Bank", "Tax Code", "Pay Day"];
  const row = (n: number) => [...person(n, "payroll.example"), "B", "Acme Bank", "T1", "31"];
  await plain.page.goto("/imports/new");
  await plain.send(csv("payroll.csv", [[...header, ...extra], row(1)]), "Start import");
  await choose(plain, Object.fromEntries(extra.map((name) => [name, "not used"])));
  expect(await plain.heading()).toBe("1 user will be created");
  await plain.press("Start import of 1 user");
  await created(plain, 1);
  await plain.send(csv("payroll.csv", [[...header, ...extra], row(2)]), "Start import");
  await created(plain, 1);
});

test("Q1 a file in another encoding is asked about, and one click answers it", async () => {
  const text = `Display Name,Email Address,Subscription License Type\r\nRen\xe9 Br\xfbl\xe9,rene@latin.example,Pro\r\n`;
  const file = { name: "latin.csv", mimeType: "text/csv", buffer: Buffer.from(text, "latin1") };
  await dana.page.goto("/imports/new");
  await dana.send(file, "Start import");
  expect(await dana.heading()).toBe("1 question before anyone is created");
  expect(await findings(dana.page)).toEqual([]);
  const right = dana.page.getByRole("row").filter({ hasText: "René Brûlé" }).getByRole("button").first();
  await Promise.all([dana.page.waitForEvent("domcontentloaded"), right.click()]);
  expect(await dana.heading()).toBe("1 user will be created");
  await dana.press("Start import of 1 user");
  await created(dana, 1);
});
