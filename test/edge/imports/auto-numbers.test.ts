import { expect, test } from "vitest";
import { inGroups } from "../../../src/domain/cells/phone/groups.ts";
import type { User } from "../../../src/domain/user/user.ts";
import { csvOf, type Given, people } from "../../support/files/csv.ts";
import type { ShownReport } from "../../support/site/http.ts";
import { type Account, makeAccount, phones } from "../../support/site/site.ts";
import { signedIn, textOf } from "../../support/site/visitor.ts";

/** Rows that ask for any number (I14): the run decides as exactly as it does on extensions. */

const own = phones(4);
const abroad = ["+16045550101", "+493012345678", "+493012345679"];
const tollFree = "+18005550100";
const numbers = [...own, ...abroad, tollFree];

const auto = { primary_phone: "auto" };
const file = (rows: readonly Given[]) => csvOf(people(rows.length, (n) => rows[n] ?? {}));

async function numbersOf(account: Account, id: string): Promise<readonly (string | null)[]> {
  return (await account.rows(id)).map(({ outcome, code, primary_phone }) =>
    outcome === "created" ? primary_phone : code,
  );
}

test("I14 auto gets the lowest parked number of the location's country that no row asks for, never a toll-free one", async () => {
  const account = await makeAccount({ numbers });
  const rows = [
    ...[auto, { primary_phone: own[0] ?? "" }, { primary_phone: "AUTO", location: "Berlin" }],
    ...[{ primary_phone: "auto +1604" }, { ...auto, additional_phones: own[2] ?? "" }, { primary_phone: "auto +1800" }],
    ...[auto, { ...auto, location: "Berlin" }, { ...auto, location: "Berlin" }],
  ];
  const { id } = await account.waitFor(await account.start(file(rows)));
  expect(await numbersOf(account, id)).toEqual([
    ...[own[1], own[0], abroad[1], abroad[0], own[3], "no_number_available"],
    ...["no_number_available", abroad[2], "no_number_available"],
  ]);
  const users = new Map((await account.users()).map((user) => [user.email, user]));
  expect(users.get("user-5@acme.example")).toMatchObject({
    primary_phone: own[3],
    additional_phones: [own[2]],
    voice_active: true,
  });
  const parked = (await account.numbers("parked")).map(({ e164 }) => e164);
  expect(parked).toEqual([tollFree]);
});

test("I14 the check foresees what the run gives, in the API and on the page", async () => {
  const account = await makeAccount({ numbers });
  const draft = file([
    auto,
    { primary_phone: "auto +49" },
    { primary_phone: own[0] ?? "" },
    { primary_phone: "auto +44" },
  ]);
  const { body } = await account.upload<{ id: string; problems: ShownReport }>(draft, { dry_run: "true" });
  expect(body.problems.warnings).toMatchObject([{ row: 5, field: "primary_phone", code: "no_number_available" }]);
  expect(body.problems.notices).toMatchObject([
    {
      code: "numbers_foreseen",
      rows: [
        { row: 2, e164: own[1] },
        { row: 3, e164: abroad[1] },
      ],
      more: 0,
    },
  ]);
  const page = textOf(await (await signedIn(account)).visit(`/imports/${body.id}`));
  expect(page).toContain(`row 2 ${inGroups(own[1] ?? "")}, row 3 ${inGroups(abroad[1] ?? "")}`);
  await account.ask("POST", `/imports/${body.id}/start`);
  const { id } = await account.waitFor(body.id);
  expect(await numbersOf(account, id)).toEqual([own[1], abroad[1], own[0], "no_number_available"]);
});

test("I14 the run decides: a number that was taken after the check is another's, and the next one is given", async () => {
  const account = await makeAccount({ numbers });
  const draft = await account.draft(file([auto, auto]));
  const json = {
    display_name: "Ann",
    email: "ann@x.example",
    license_type: "Pro",
    primary_phone: own[0],
    passwords: "none",
  };
  await account.ask("POST", "/users", { json });
  await account.ask("POST", `/imports/${draft}/start`);
  const { id } = await account.waitFor(draft);
  expect(await numbersOf(account, id)).toEqual([own[1], own[2]]);
});

test("I14 numbers of other countries with the same calling code do not hide the right ones, however many they are", async () => {
  const canadian = Array.from({ length: 150 }, (_, n) => `+1204555${String(1000 + n)}`);
  const account = await makeAccount({ numbers: [...canadian, ...own] });
  const { id } = await account.waitFor(await account.start(file([auto, auto, auto, auto, auto])));
  expect(await numbersOf(account, id)).toEqual([...own, "no_number_available"]);
});

test("I14 a whole number behind auto is that number, if it is parked", async () => {
  const account = await makeAccount({ numbers });
  const rows = [{ primary_phone: `auto ${own[2]}` }, { primary_phone: `auto ${own[2]}` }];
  const { id } = await account.waitFor(await account.start(file(rows)));
  expect(await numbersOf(account, id)).toEqual([own[2], "no_number_available"]);
});

test("I2 I14 rows of many chunks get numbers in file order, each once", async () => {
  const many = Array.from({ length: 240 }, (_, n) => `+1415556${String(1000 + n)}`);
  const account = await makeAccount({ numbers: many, types: { Pro: 300, Basic: 1 }, silent: true });
  const rows = people(230, (n) => (n % 50 === 49 ? { primary_phone: many[n] ?? "" } : auto));
  const { id, counts } = await account.waitFor(await account.start(csvOf(rows)));
  expect(counts).toMatchObject({ created: 230, failed: 0 });
  const asked = rows.flatMap(({ primary_phone }) => (primary_phone === "auto" ? [] : primary_phone));
  const free = many.filter((e164) => !asked.includes(e164));
  const wanted = rows.map(({ primary_phone }) => (primary_phone === "auto" ? free.shift() : primary_phone));
  expect(await numbersOf(account, id)).toEqual(wanted);
});

test("I14 one user: POST and PATCH take auto, too, and a repeated PATCH keeps what it gave", async () => {
  const account = await makeAccount({ numbers });
  const json = { display_name: "Ann", license_type: "Pro", passwords: "none", primary_phone: "auto" };
  const make = (email: string, more: object = {}) =>
    account.call<User & { code: string; field: string }>("POST", "/users", { json: { ...json, email, ...more } });
  const ann = (await make("ann@x.example")).body;
  const bob = (await make("bob@x.example", { additional_phones: [own[1]] })).body;
  expect([ann.primary_phone, bob.primary_phone, bob.additional_phones]).toEqual([own[0], own[2], [own[1]]]);
  const refused = await make("cy@x.example", { primary_phone: "auto +44" });
  expect([refused.status, refused.body.code, refused.body.field]).toEqual([
    409,
    "no_number_available",
    "primary_phone",
  ]);
  const patch = (primary_phone: string) => account.ask<User>("PATCH", `/users/${ann.id}`, { json: { primary_phone } });
  expect((await patch("auto +49")).primary_phone).toBe(abroad[1]);
  expect((await patch("auto +49")).primary_phone).toBe(abroad[1]);
  expect((await patch("auto")).primary_phone).toBe(own[0]);
  expect((await account.numbers("assigned")).map(({ e164 }) => e164)).toHaveLength(3);
});
