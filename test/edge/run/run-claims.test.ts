import { expect, test } from "vitest";
import { csvOf, type Given, people } from "../../support/files/csv.ts";
import { deliver, freeze } from "../../support/site/background.ts";
import { pause } from "../../support/site/http.ts";
import { type Account, makeAccount, phones } from "../../support/site/site.ts";

/** Imports rows and gives their extensions in file order. */
async function extensionsOf(account: Account, rows: readonly Given[]): Promise<readonly (string | null)[]> {
  const { id } = await account.waitFor(await account.start(csvOf(rows)));
  return (await account.rows(id)).map(({ extension }) => extension);
}

test("I3 blank extensions get the lowest free ones that no row of the file asks for and that are not reserved", async () => {
  const account = await makeAccount({ reserved: ["1002", "1911"], numbers: [] });
  const given = await extensionsOf(account, [{}, {}, { extension: "1003" }, {}, { extension: "1001" }, {}]);
  expect(given).toEqual(["1004", "1005", "1003", "1006", "1001", "1007"]);
  const later = await extensionsOf(
    account,
    people(2, (n) => ({ email: `later-${n}@acme.example` })),
  );
  expect(later).toEqual(["1008", "1009"]);
});

test("I3 gaps that earlier users have left are filled first", async () => {
  const account = await makeAccount({ numbers: [] });
  const taken = ["1001", "1002", "1004", "1007"];
  await extensionsOf(
    account,
    taken.map((extension, n) => ({ extension, email: `old-${n}@acme.example` })),
  );
  expect(await extensionsOf(account, people(4))).toEqual(["1003", "1005", "1006", "1008"]);
});

test("I3 no extension is given that begins with an emergency code", async () => {
  const short = await makeAccount({ extensionLength: 3, reserved: range(101, 110), numbers: [] });
  expect(await extensionsOf(short, people(2))).toEqual(["111", "113"]);
  const long = await makeAccount({ reserved: range(1001, 1118), numbers: [] });
  expect(await extensionsOf(long, people(3))).toEqual(["1119", "1130", "1131"]);
});

function range(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, n) => String(from + n));
}

test("I3 an extension that a row of a later chunk asks for is kept for it", async () => {
  const account = await makeAccount({ types: { Pro: 200, Basic: 1 }, numbers: [] });
  const given = await extensionsOf(
    account,
    people(150, (n) => (n === 140 ? { extension: "1005" } : {})),
  );
  expect(given[140]).toBe("1005");
  expect(new Set(given).size).toBe(150);
  expect(given.slice(0, 6)).toEqual(["1001", "1002", "1003", "1004", "1006", "1007"]);
});

test("I3 an extension that a failing row asks for is not given to a blank one either", async () => {
  const account = await makeAccount({ numbers: [] });
  const rows = [{}, { extension: "1001", primary_phone: "+14155550199" }];
  expect(await extensionsOf(account, rows)).toEqual(["1002", "1001"]);
  expect((await account.users()).map(({ extension }) => extension)).toEqual(["1002"]);
});

test("I2 the last licence goes to the row that stands first", async () => {
  const account = await makeAccount({ types: { Pro: 3, Basic: 3 }, numbers: [] });
  const id = await account.draft(csvOf(people(3)));
  const { chunk } = await freeze(account, id);
  await account.ask("PUT", "/subscriptions", { json: { subscriptions: [{ type: "Pro", total: 1 }] } });
  await deliver("muster-rows", [chunk(2, 4)]);
  expect((await account.rows(id)).map(({ code, outcome }) => code ?? outcome)).toEqual([
    "created",
    "no_license_available",
    "no_license_available",
  ]);
  expect(await account.used()).toEqual({ Pro: 1 });
});

test("I4 what the account has lost between check and run fails each row that needs it, with its reason", async () => {
  const account = await makeAccount({ numbers: phones(3) });
  const [first = "", second = ""] = phones(2);
  const id = await account.draft(
    csvOf([
      { location: "Berlin" },
      { primary_phone: first },
      { primary_phone: second, additional_phones: phones(3)[2] ?? "" },
      { license_type: "Basic" },
      { extension: "1777" },
      {},
    ]),
  );
  await account.ask("DELETE", "/locations/Berlin");
  await account.ask("DELETE", `/numbers/${first}`);
  await account.ask("DELETE", `/numbers/${phones(3)[2]}`);
  await account.ask("PUT", "/subscriptions", { json: { subscriptions: [{ type: "Pro", total: 9 }] } });
  await account.ask("PUT", "", { json: { reserved_extensions: ["1777"] } });
  const { chunk } = await freeze(account, id);
  await deliver("muster-rows", [chunk(2, 7)]);
  const rows = await account.rows(id);
  expect(rows.map(({ code, outcome }) => code ?? outcome)).toEqual([
    "unknown_location",
    "number_not_parked",
    "number_not_parked",
    "no_license_available",
    "extension_in_use",
    "created",
  ]);
  for (const { message } of rows) expect(message).toMatch(/^[^\s].+(\.|OK)$/);
  expect((await account.numbers("parked")).map(({ e164 }) => e164)).toEqual([second]);
});

test("I4 a service that is uninstalled before the run fails every row, and uses nothing", async () => {
  const account = await makeAccount();
  const id = await account.draft(csvOf([{ primary_phone: phones(1)[0] ?? "" }, {}]));
  const { chunk } = await freeze(account, id);
  await account.ask("PUT", "", { json: { services: ["connect", "share"] } });
  await deliver("muster-rows", [chunk(2, 3)]);
  const codes = (await account.rows(id)).map(({ code }) => code);
  expect(codes).toEqual(["service_not_installed", "service_not_installed"]);
  expect(await account.numbers("assigned")).toEqual([]);
  expect(await account.used()).toEqual({ Pro: 0, Basic: 0 });
});

test("a location of the file is found whatever its case, and Main Company Address is always the main one", async () => {
  const account = await makeAccount({ numbers: [] });
  const locations = [" berlin ", "", "main company address", "HEADQUARTERS"];
  await account.waitFor(await account.start(csvOf(locations.map((location) => ({ location })))));
  const users = (await account.users()).sort((one, other) => one.email.localeCompare(other.email));
  expect(users.map(({ location }) => location)).toEqual(["Berlin", "Headquarters", "Headquarters", "Headquarters"]);
});

test("I7 a run that is watched settles rows in file order, and its counts add up at every look", async () => {
  const account = await makeAccount({ types: { Pro: 1000, Basic: 1 }, numbers: [] });
  const id = await account.start(csvOf(people(800)));
  const seen = new Set<number>();
  for (let looks = 0; looks < 1000; looks += 1) {
    // Without a rest here, the queue of the test runtime would never get its turn.
    await pause(5);
    const { state, counts, progress } = await account.import(id);
    seen.add(counts.created);
    expect(progress.percent).toBe(Math.floor((counts.created * 1000) / 800) / 10);
    if (state === "completed") break;
    const created = (await account.rows(id, "created")).map(({ row }) => row);
    expect(created).toEqual(created.map((_, n) => n + 2));
  }
  expect([...seen]).toEqual([...seen].sort((one, other) => one - other));
  expect(seen.size).toBeGreaterThan(2);
});
