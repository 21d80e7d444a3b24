import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/product/server.ts";

let server: TestServer;
const folder = mkdtempSync(join(tmpdir(), "muster-feed-"));
const numbers = join(folder, "numbers.csv");
const inventory = join(folder, "inventory.csv");

beforeAll(async () => {
  server = await startServer();
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.stop();
});

/** Runs the script as an operator does, and gives what it has printed. */
async function feed(...args: string[]): Promise<{ code: number | null; says: string; complains: string }> {
  const given = ["scripts/feed.ts", "--origin", server.origin, "--account", "acme", ...args];
  const child = spawn(process.execPath, given, { env: { ...process.env, OPERATOR_TOKEN: server.token } });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [says, complains, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, says, complains };
}

async function ask<Body>(path: string): Promise<Body> {
  const headers = { Authorization: `Bearer ${server.token}` };
  return (await fetch(`${server.origin}/api/v1/accounts/acme${path}`, { headers })).json() as Promise<Body>;
}

function writeInventory(...rows: string[]): void {
  writeFileSync(inventory, `\uFEFF${["Kind;Name;Total;Country;Address;Main", ...rows].join("\r\n")}\r\n`);
}

test("an operator feeds an account from two files: made, added, said line by line; again, it changes nothing", async () => {
  const many = Array.from({ length: 10_050 }, (_, n) => `+141555${String(10_000 + n)}`);
  writeFileSync(numbers, `Phone Number,Label\r\n${[...many, "1.41556E+10", many[0]].join(",desk\r\n")},desk\r\n`);
  writeInventory(
    "licence;Pro;300",
    "licence;Basic;many",
    "location;Headquarters;;us;1 Main Street;yes",
    "location;Berlin;;DE;Unter den Linden 1;",
    "printer;Hall;;;;",
  );
  const unknown = await feed("--numbers", numbers);
  expect(unknown).toMatchObject({ code: 1, complains: expect.stringContaining("There is no such account.") });

  const first = await feed("--name", "Acme Clinics", "--numbers", numbers, "--inventory", inventory);
  expect(first.says.trim().split("\n")).toEqual([
    "account: made, with Headquarters as its main location",
    "inventory.csv, locations: 1 added, 0 changed, 1 present",
    "inventory.csv, licences: 1 added, 0 changed, 0 present",
    "numbers.csv, numbers: 10050 parked, 1 present, 1 rejected",
    "  inventory.csv, line 3: the total of Basic is “many”, not a whole number",
    "  inventory.csv, line 6: the kind is “printer”; write licence or location",
    "  numbers.csv, line 10052: “1.41556E+10” spreadsheet_damaged",
  ]);
  expect(first).toMatchObject({ code: 1, complains: expect.stringContaining("3 lines were rejected") });
  expect(await ask("")).toMatchObject({ name: "Acme Clinics", counts: { numbers_parked: 10_050, locations: 2 } });

  const { items: before } = await ask<{ items: { id: string }[] }>("/activity?limit=200");
  const again = await feed("--numbers", numbers, "--inventory", inventory);
  expect(again.says).toContain("locations: 0 added, 0 changed, 2 present");
  expect(again.says).toContain("licences: 0 added, 0 changed, 1 present");
  expect(again.says).toContain("numbers: 0 parked, 10051 present, 1 rejected");
  const { items: after } = await ask<{ items: { id: string }[] }>("/activity?limit=200");
  expect(after).toEqual(before);
});

test("fed with what has changed since, it changes that, keeps what the file does not name, and is content", async () => {
  writeInventory("licence;PRO;400", "licence;Essentials;20", "location;berlin;;DE;Alexanderplatz 1;");
  const done = await feed("--inventory", inventory);
  expect(done).toMatchObject({ code: 0, complains: "" });
  expect(done.says).toContain("locations: 0 added, 1 changed, 0 present");
  expect(done.says).toContain("licences: 1 added, 1 changed, 0 present");
  expect(await ask("/subscriptions")).toMatchObject({
    subscriptions: [
      { type: "Pro", total: 400 },
      { type: "Essentials", total: 20 },
    ],
  });
  expect(await ask("/locations")).toMatchObject({
    items: [
      { name: "Headquarters", main: true },
      { name: "Berlin", address: "Alexanderplatz 1", main: false },
    ],
  });
});

test("what is missing is said, and nothing is sent", async () => {
  expect(await feed()).toMatchObject({ code: 1, complains: expect.stringContaining("at least one of --numbers") });
  expect(await feed("--numbers", join(folder, "gone.csv"))).toMatchObject({
    code: 1,
    complains: expect.stringContaining("gone.csv cannot be read"),
  });
  writeFileSync(inventory, "type,total\nPro,1\n");
  expect(await feed("--inventory", inventory)).toMatchObject({
    code: 1,
    complains: expect.stringContaining("inventory.csv has no column kind and no column name."),
  });
});
