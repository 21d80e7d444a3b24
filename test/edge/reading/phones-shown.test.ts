import { beforeAll, expect, test } from "vitest";
import { inGroups } from "../../../src/domain/cells/phone/groups.ts";
import { csvOf } from "../../support/files/csv.ts";
import { type Account, makeAccount, phones } from "../../support/site/site.ts";
import { signedIn, textOf, type Visitor } from "../../support/site/visitor.ts";

const [number = "", other = "", third = ""] = phones(3);
const spaced = inGroups(number);
let account: Account;
let visitor: Visitor;
let ended = "";
let draft = "";

beforeAll(async () => {
  account = await makeAccount({ silent: true });
  const rows = [
    { email: "ada@acme.example", display_name: "Ada", primary_phone: number, additional_phones: other },
    { email: "bob@acme.example", display_name: "Bob" },
  ];
  ended = await account.start(csvOf(rows));
  await account.waitFor(ended);
  draft = await account.draft(csvOf([{ email: "cy@acme.example", display_name: "Cy", primary_phone: number }]));
  visitor = await signedIn(account);
});

const encoded = (text: string) => encodeURIComponent(text);

test("E16 every page shows a number in groups; the API and files have it in E.164", async () => {
  expect(spaced).toMatch(/^\+1 \d{3} \d{3} \d{4}$/);
  const [user] = await account.users();
  for (const path of [`/imports/${ended}`, "/users", `/users/${user?.id}`, `/users/${user?.id}/delete`, "/numbers"])
    expect([path, textOf(await visitor.visit(path)).includes(spaced)]).toEqual([path, true]);
  expect(textOf(await visitor.visit(`/users/${user?.id}`))).toContain(inGroups(other));
  expect(textOf(await visitor.visit(`/numbers/${third}/removal`))).toContain(`Remove ${inGroups(third)}?`);
  // In the file it stays as it was typed; what is said of it is for people.
  const { text } = await visitor.visit(`/imports/${draft}`);
  expect([
    text.includes(`<span dir="auto">${number}</span>`),
    text.includes(`data-why="${spaced} belongs to Ada`),
  ]).toEqual([true, true]);
  expect(user?.primary_phone).toBe(number);
  const { text: csv } = await visitor.visit("/users/users.csv");
  expect([csv.includes(number), csv.includes(spaced)]).toEqual([true, false]);
});

test("E16 a suggestion is read in groups, and saved as it is", async () => {
  const given = [{ email: "dee@acme.example", primary_phone: number.slice("+1".length) }];
  const { body } = await account.upload(csvOf(given));
  const { text } = await visitor.visit(`/imports/${body.import?.id}`);
  expect(text).toContain(`data-use="${number}" data-say="${spaced}"`);
});

test.each(["in groups", "in E.164", "as it is dialled at home"])(
  "E16 a number is found %s, wherever one is looked for",
  async (how) => {
    const q = encoded({ "in groups": spaced, "in E.164": number }[how] ?? spaced.slice("+1 ".length));
    const paths = [`/imports/${ended}?outcome=all&q=${q}`, `/users?q=${q}`];
    for (const path of paths) {
      const text = textOf(await visitor.visit(path));
      expect([path, text.includes("Ada"), text.includes("Bob")]).toEqual([path, true, false]);
    }
    const numbers = textOf(await visitor.visit(`/numbers?q=${q}`));
    expect([numbers.includes(spaced), numbers.includes(inGroups(other))]).toEqual([true, false]);
    const sheet = (await visitor.visit(`/imports/${draft}?show=all&q=${q}`)).text;
    expect(sheet).toContain('<tr role="row" id="r2"');
  },
);
