import { expect, test } from "vitest";
import { csvOf, type Given, people } from "../../support/files/csv.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

let files = 0;

/** Imports rows of people whom nobody has yet; gives their extensions in file order, and how many rows of D1 that has read. */
async function imported(account: Account, rows: readonly Given[]) {
  files += 1;
  const named = rows.map((cells, n) => ({ email: `f${files}-${n}@acme.example`, ...cells }));
  const { id, cost } = await account.waitFor(await account.start(csvOf(named)));
  return { extensions: (await account.rows(id)).map(({ extension }) => extension), read: cost.d1_rows_read };
}

/** The lowest free extension, as one more user is given it. */
async function next(account: Account): Promise<string | null> {
  files += 1;
  const email = `n${files}@acme.example`;
  const user = await account.ask<{ extension: string | null }>("POST", "/users", {
    json: { email, display_name: "New", license_type: "Pro" },
  });
  return user.extension;
}

async function remove(account: Account, extension: string): Promise<void> {
  const found = (await account.users()).find((user) => user.extension === extension);
  await account.ask("DELETE", `/users/${found?.id}`);
}

const make = () => makeAccount({ types: { Pro: 2_000 }, silent: true, numbers: [] });

test("I9 whoever gives extensions reads none of those that are taken, however many there are", async () => {
  const account = await make();
  await imported(account, people(10));
  const few = await imported(account, people(10));
  await imported(account, people(600));
  // Those that begin with 112 are nobody's.
  const many = await imported(account, people(10));
  expect(many.extensions).toEqual(Array.from({ length: 10 }, (_, n) => String(1631 + n)));
  expect(Math.abs(many.read - few.read)).toBeLessThanOrEqual(few.read * 0.05);
});

test("I3 an extension that becomes free is the next that is given: of a user who goes, or who gets another", async () => {
  const account = await make();
  await imported(account, people(20));
  expect(await next(account)).toBe("1021");
  await remove(account, "1007");
  expect([await next(account), await next(account)]).toEqual(["1007", "1022"]);
  const [tenth] = (await account.users()).filter(({ extension }) => extension === "1010");
  await account.ask("PATCH", `/users/${tenth?.id}`, { json: { extension: "1900" } });
  expect((await imported(account, people(2))).extensions).toEqual(["1010", "1023"]);
});

test("I3 what an undo frees is given again, from the lowest on", async () => {
  const account = await make();
  await imported(account, people(5));
  const id = await account.start(csvOf(people(5, (n) => ({ email: `undone-${n}@acme.example` }))));
  await account.waitFor(id);
  expect(await next(account)).toBe("1011");
  await account.ask("POST", `/imports/${id}/undo`);
  await expect.poll(async () => (await account.import(id)).state).toBe("undone");
  expect((await imported(account, people(7))).extensions).toEqual([
    "1006",
    "1007",
    "1008",
    "1009",
    "1010",
    "1012",
    "1013",
  ]);
});

test("I3 an extension that was reserved, and one that a row asked for in vain, are given once nothing keeps them", async () => {
  const account = await make();
  await account.ask("PUT", "", { json: { reserved_extensions: ["1002"] } });
  const asked = { extension: "1003", primary_phone: "+14155550199" };
  expect((await imported(account, [{}, asked, {}])).extensions).toEqual(["1001", "1003", "1004"]);
  expect([await next(account), await next(account)]).toEqual(["1003", "1005"]);
  await account.ask("PUT", "", { json: { reserved_extensions: [] } });
  expect([await next(account), await next(account)]).toEqual(["1002", "1006"]);
});
