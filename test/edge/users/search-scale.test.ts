import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { createUser } from "../../../src/acts/users/create-user.ts";
import { noFilter, readSort, type UserFilter } from "../../../src/domain/user/listing.ts";
import { AccountDatabase, DirectoryDatabase } from "../../../src/store/database.ts";
import { findCheckFacts } from "../../../src/store/imports/check-facts.ts";
import { countExtensionsTaken } from "../../../src/store/imports/held.ts";
import { findNewImport } from "../../../src/store/imports/shown/new-import.ts";
import { findFacts } from "../../../src/store/inventory/accounts.ts";
import { findHome } from "../../../src/store/inventory/home.ts";
import { listNumbers } from "../../../src/store/inventory/number-lists.ts";
import { findNumber } from "../../../src/store/inventory/numbers.ts";
import { findNumbersPage } from "../../../src/store/inventory/pages.ts";
import { listCountedUsers, listUsers } from "../../../src/store/users/listing/list.ts";
import { findUsersPage } from "../../../src/store/users/listing/users-page.ts";
import { removeUsers } from "../../../src/store/users/removal.ts";
import { findUser } from "../../../src/store/users/users.ts";
import { fill } from "../../support/site/filled.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

/** 100,000 users and 100,000 numbers, 20,000 of them assigned; and as many again of another account's. */
const USERS = 100_000;

let big: Account;

beforeAll(async () => {
  big = await makeAccount({ id: "big", types: { Pro: 200_000 }, extensionLength: 6, numbers: [] });
  await fill(big, USERS);
  await fill(await makeAccount({ id: "big-too", types: { Pro: 200_000 }, extensionLength: 6, numbers: [] }), USERS);
}, 120_000);

async function spent<Value>(work: (db: AccountDatabase) => Promise<Value>): Promise<Value> {
  const db = new AccountDatabase(env.DB);
  const value = await work(db);
  expect(db.cost.d1_queries).toBeLessThanOrEqual(3);
  expect(db.cost.d1_rows_read).toBeLessThanOrEqual(300);
  return value;
}

const page = { after: "", limit: 50 };
const everybody = { q: "", filter: noFilter, sort: null, ...page };

test.each(
  ["email", "name", "extension", "licence", "location", "department", "created"].flatMap((key) => [key, `-${key}`]),
)("E11 among 100,000 users, pages sorted by %s read at most 300 rows", async (sort) => {
  const sorted = { ...everybody, sort: readSort(sort) };
  const first = await spent((db) => listCountedUsers(db, big.id, sorted));
  const second = await spent((db) => listCountedUsers(db, big.id, { ...sorted, after: first.next ?? "" }));
  const ids = [...first.users, ...second.users].map(({ id }) => id);
  expect([new Set(ids).size, second.total, second.found]).toEqual([100, USERS, USERS]);
});

const filters: readonly (readonly [string, Partial<UserFilter>, number | null])[] = [
  ["a licence", { license_type: "PRO" }, null],
  ["a location", { location: "HEADQUARTERS" }, null],
  ["a department", { department: "WARD 3" }, null],
  ["a service", { service: "connect" }, null],
  ["no voice", { voice_active: false }, null],
  ["an import that there is not", { import: "imp_1" }, 0],
  ["all of them", { license_type: "pro", department: "Ward 1", service: "connect", voice_active: true }, null],
];

test.each(filters)("E11 among 100,000 users, pages filtered by %s read at most 300 rows", async (_, filter, found) => {
  const filtered = { ...everybody, filter: { ...noFilter, ...filter } };
  for (const sort of [null, readSort("created"), readSort("-created")]) {
    const { users } = await spent((db) => listUsers(db, big.id, { ...filtered, sort }));
    expect(users).toHaveLength(found ?? 50);
  }
  const nobody = await spent((db) => listUsers(db, big.id, { ...filtered, q: "no such thing" }));
  expect(nobody.users).toEqual([]);
});

test("E11 whoever is found is counted up to 1,000, in at most 3 calls and by no more rows than that", async () => {
  const counted = async (filter: Partial<UserFilter>, q: string) => {
    const db = new AccountDatabase(env.DB);
    const list = await listCountedUsers(db, big.id, { ...everybody, q, filter: { ...noFilter, ...filter } });
    expect(db.cost.d1_queries).toBeLessThanOrEqual(3);
    expect(db.cost.d1_rows_read).toBeLessThanOrEqual(1_300);
    return [list.users.length, list.found];
  };
  expect(await counted({ department: "Ward 3" }, "Nr 777")).toEqual([15, 15]);
  expect(await counted({ department: "Ward 3" }, "")).toEqual([50, null]);
  expect(await counted({}, "")).toEqual([50, USERS]);
});

test.each(["name", "-extension", "department"])(
  "E11 an order by %s among those who are found costs at most 3 calls, and reads each of them at most once",
  async (key) => {
    const sort = readSort(key);
    for (const [filter, q] of [
      [{ department: "ward 3" }, ""],
      [{ voice_active: true }, ""],
      [{ department: "Ward 3" }, "Nr 777"],
    ] as const) {
      const db = new AccountDatabase(env.DB);
      const page = { ...everybody, sort, q, filter: { ...noFilter, ...filter } };
      const { users, next } = await listUsers(db, big.id, page);
      expect(users.length).toBe(q === "" ? 50 : 15);
      expect(db.cost.d1_queries).toBeLessThanOrEqual(3);
      expect(db.cost.d1_rows_read).toBeLessThanOrEqual(q === "" ? USERS : 600);
      const second = next === null ? [] : (await listUsers(db, big.id, { ...page, after: next })).users;
      expect(new Set([...users, ...second].map(({ id }) => id)).size).toBe(q === "" ? 100 : 15);
    }
  },
);

test.each([
  ["", 51, "Person Nr 0"],
  ["person", 51, "Person Nr 0"],
  ["Nr 77777", 1, "Person Nr 77777"],
  ["n99998@EX", 1, "Person Nr 99998"],
  ["123456", 1, "Person Nr 23456"],
  ["+1 202 556 9999", 1, "Person Nr 19999"],
  ["5569999", 1, "Person Nr 19999"],
  ["pe", 51, "Person Nr 0"],
  ["no such thing", 0, undefined],
])("among 100,000 users, looking for “%s” reads at most 300 rows", async (q, found, first) => {
  const { users } = await spent((db) => listUsers(db, big.id, { ...everybody, limit: 51, q }));
  expect([users.length, users[0]?.display_name]).toEqual([found, first]);
  // Those of the account beside it are called big-too-….
  expect(users.filter(({ id }) => !/^big-[0-9]+$/.test(id))).toEqual([]);
});

test("a search goes on behind its cursor", async () => {
  const first = await spent((db) => listUsers(db, big.id, { ...everybody, q: "person" }));
  const after = first.next ?? "";
  const second = await spent((db) => listUsers(db, big.id, { ...everybody, q: "person", after }));
  expect(second.users[0]?.display_name).toBe("Person Nr 50");
});

test.each([
  [null, "", 50, "+12025550000"],
  ["parked", "", 50, "+12025570000"],
  ["assigned", "", 50, "+12025550000"],
  ["toll_free", "", 50, "+12025550999"],
  [null, "5599999", 1, "+12025599999"],
  [null, "2025", 50, "+12025550000"],
  ["parked", "559 9998", 1, "+12025599998"],
  ["parked", "20256", 50, "+12025600000"],
  ["parked", "2025", 0, undefined],
  ["assigned", "556 9999", 1, "+12025569999"],
  ["assigned", "559 9998", 0, undefined],
  ["assigned", "20255", 50, "+12025550000"],
  ["toll_free", "20256", 50, "+12025600999"],
  [null, "+1", 50, "+12025550000"],
  [null, "no digits", 0, undefined],
  ["assigned", "Person", 0, undefined],
  ["assigned", "+9", 0, undefined],
  ["assigned", "+1", 50, "+12025550000"],
] as const)(
  "among 100,000 numbers, those that are %s with “%s” read at most 300 rows",
  async (filter, q, found, first) => {
    const { numbers } = await spent((db) => listNumbers(db, big.id, { ...page, filter, q }));
    expect([numbers.length, numbers[0]?.e164]).toEqual([found, first]);
  },
);

test("lists of numbers go on behind their cursors, wherever those are", async () => {
  for (const filter of [null, "parked", "assigned", "toll_free"] as const) {
    for (const q of ["", "+1", "20256", "20255"]) {
      const all = await listNumbers(new AccountDatabase(env.DB), big.id, { filter, q, after: "", limit: 90 });
      const first = await spent((db) => listNumbers(db, big.id, { filter, q, after: "", limit: 45 }));
      const second = await spent((db) => listNumbers(db, big.id, { filter, q, after: first.next ?? "", limit: 45 }));
      if (first.numbers.length === 45) expect([...first.numbers, ...second.numbers]).toEqual(all.numbers);
    }
  }
  const deep = { filter: "assigned", q: "2025", after: "", limit: 50 } as const;
  const from = `${(await env.DB.prepare("SELECT serial FROM users WHERE id = 'big-19990'").first<{ serial: number }>())!.serial} `;
  expect((await spent((db) => listNumbers(db, big.id, { ...deep, after: from }))).numbers).toHaveLength(10);
});

test("where few of the found numbers are parked, their list goes on until it has found them", async () => {
  const found: string[] = [];
  let after = "";
  for (let pages = 0; pages < 400 && found.length < 50; pages += 1) {
    const part = await spent((db) => listNumbers(db, big.id, { filter: "parked", q: "2025", after, limit: 50 }));
    found.push(...part.numbers.map(({ e164 }) => e164));
    expect(part.next).not.toBeNull();
    after = part.next ?? "";
  }
  expect(found.slice(0, 2)).toEqual(["+12025570000", "+12025570001"]);
});

test("a page about one thing, Home and what is left for an import read at most 300 rows", async () => {
  expect((await spent((db) => findUser(db, big.id, "big-4711")))?.display_name).toBe("Person Nr 4711");
  expect((await spent((db) => findNumber(db, big.id, "+12025554711")))?.user).toBe("big-4711");
  expect((await spent((db) => findHome(db, big.id)))?.counts.users).toBe(USERS);
  expect((await spent((db) => findNewImport(db, big.id)))?.numbers.parked).toBe(80_000);
  expect(
    (await spent((db) => findNumbersPage(db, big.id, { ...page, filter: null, q: "" })))?.list.numbers,
  ).toHaveLength(50);
});

test("I9 creating one user with an extension of their own costs no more among 100,000 users than among few", async () => {
  const db = new AccountDatabase(env.DB);
  const asker = { kind: "operator" } as const;
  const directory = new DirectoryDatabase(env.DIRECTORY);
  const scene = { env, db, directory, asker, account: big.id, now: new Date().toISOString(), address: null };
  const cells = { display_name: "Newcomer", email: "newcomer@example.com", license_type: "Pro", extension: "777777" };
  const wish = { cells, services: null, passwords: "none", password_recipient: null } as const;
  const created = await createUser(scene, wish, null);
  expect(created.ok && created.value.extension).toBe("777777");
  expect(db.cost.d1_rows_read).toBeLessThan(500);
});

test("I3 a file is checked against 100,000 users without counting them, unless extensions may run out", async () => {
  const [few, many] = [new AccountDatabase(env.DB), new AccountDatabase(env.DB)];
  const given = { extension_length: 6, reserved_extensions: [] };
  const claims = { emails: [], externalIds: [], numbers: [], extensions: [] };
  const { users } = await findCheckFacts(few, big.id, { claims, content: { sha256: "", importId: null } });
  const enough = (taken: number) => taken <= USERS + 1;
  expect(await countExtensionsTaken(few, big.id, given, { users, enough })).toBeGreaterThanOrEqual(USERS);
  expect(few.cost.d1_rows_read).toBeLessThan(10);
  expect(await countExtensionsTaken(many, big.id, given, { users, enough: () => false })).toBeLessThan(90_000);
});

test("I3 whoever has a reserved extension, or one below the lowest, has taken none of those that are given", async () => {
  const account = await makeAccount({ numbers: [], extensionLength: 4 });
  for (const [name, extension] of Object.entries({ low: "1000", kept: "2000", plain: "3000" }))
    await account.ask("POST", "/users", {
      json: { display_name: name, email: `${name}@acme.example`, license_type: "Pro", extension, passwords: "none" },
    });
  const given = { extension_length: 4, reserved_extensions: ["2000"] };
  const all = { users: 3, enough: () => false };
  expect(await countExtensionsTaken(new AccountDatabase(env.DB), account.id, given, all)).toBe(1);
});

test.each(["", "-name", "extension", "-licence", "location", "department", "created"])(
  "E11 a whole page of the list sorted by %s costs at most 3 calls, filtered or not, with all that there is to filter by",
  async (key) => {
    const sort = key === "" ? null : readSort(key);
    for (const filter of [noFilter, { ...noFilter, location: "headquarters", department: "ward 3" }]) {
      const db = new AccountDatabase(env.DB);
      const found = await findUsersPage(db, big.id, { ...page, sort, filter, q: "" });
      expect([found?.list.users.length, found?.facts.locations.length]).toEqual([50, 2]);
      expect(db.cost.d1_queries).toBeLessThanOrEqual(3);
    }
  },
);

test("E11 A2 among 100,000 users those who are deleted are found without reading the others", async () => {
  const db = new AccountDatabase(env.DB);
  const gone = [11, 12].map((n) => ({ id: `big-${n}`, numbers: [`+1${2025550000 + n}`], license_key: null }));
  const known = await findFacts(db, big.id);
  const before = db.cost.d1_rows_read;
  const audit = { account: big.id, at: new Date().toISOString(), who: "operator", address: null, subject: null };
  await removeUsers(db, { account: big.id, revision: known?.revision ?? -1 }, gone, {
    ...audit,
    action: "users.bulk_remove",
  });
  expect(db.cost.d1_rows_read - before).toBeLessThan(300);
  expect(await findUser(db, big.id, "big-11")).toBeNull();
});
