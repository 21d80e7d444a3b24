import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { counting } from "../../support/site/d1-tally.ts";
import { makeAccount, phones } from "../../support/site/site.ts";
import { headingOf, signedIn, textOf } from "../../support/site/visitor.ts";

function formOf(numbers: string, file?: { name: string; content: string | Uint8Array<ArrayBuffer> }): FormData {
  const form = new FormData();
  form.set("numbers", numbers);
  if (file) form.set("file", new File([file.content], file.name));
  return form;
}

test("V1 a pasted list is parked as a file would read it; what is rejected is told with line and reason, and stays", async () => {
  const account = await makeAccount({ numbers: phones(2) });
  const visitor = await signedIn(account);
  const list = `${phones(1)[0]}\n(415) 555-0150\n\n+44 20 7183 8750, +33 4 65 71 99 01\n1.41556E+10\n0044 20 7183 8750\n`;
  const page = await visitor.post("/numbers", formOf(list));
  expect(page.status).toBe(200);
  const says = textOf(page);
  expect(says).toContain("2 numbers parked, 2 rejected");
  expect(says).toContain("2 numbers were there already.");
  expect(says).toMatch(/ 2 \(415\) 555-0150 The country code is missing\. Put it in front: \+1 415 555 0150\./);
  expect(says).toMatch(/ 5 1\.41556E\+10 The spreadsheet has shortened this number/);
  expect(page.text).toMatch(/<textarea[^>]*>\+14155550150\n1\.41556E\+10<\/textarea>/);
  const held = (await account.numbers()).map(({ e164 }) => e164);
  expect(held).toEqual([...phones(2), "+33465719901", "+442071838750"]);
});

test("a file is parked by its column of numbers, and the list says how many; again, they are there already", async () => {
  const account = await makeAccount({ numbers: [] });
  const visitor = await signedIn(account);
  const content = "Label;Phone Number;Ordered on\r\nDesk;+14155550150;20261122\r\nHall;+1 415 555 0151;20261123\r\n";
  for (const [parked, present] of [[2, 0] as const, [0, 2] as const]) {
    const { status, headers } = await visitor.post("/numbers", formOf("", { name: "numbers.csv", content }));
    const to = `/numbers?news=parked&parked=${parked}&present=${present}`;
    expect([status, headers.get("Location")]).toEqual([303, to]);
  }
  const list = await visitor.visit("/numbers?news=parked&parked=2&present=0");
  expect([headingOf(list), textOf(list)]).toEqual([
    "2 of 2 numbers are parked",
    expect.stringContaining("2 numbers parked."),
  ]);
});

test.each([
  ["nothing", formOf("  \n"), 422, "Paste at least one number"],
  ["a workbook", formOf("", { name: "x.csv", content: "PK\u0003\u0004xl/workbook" }), 415, "CSV UTF-8"],
  ["far too many", formOf("+14155550100\n".repeat(10_001)), 422, "at most 10,000 are parked at once"],
  ["nothing but words", formOf("12345"), 422, "No number was parked, 1 rejected"],
  [
    "two megabytes",
    formOf("", { name: "x.csv", content: new Uint8Array(2_097_153).fill(49) }),
    413,
    "larger than 2,097,152 bytes",
  ],
])("%s is refused on the form, and parks nothing", async (_, form, status, reason) => {
  const account = await makeAccount({ numbers: [] });
  const refused = await (await signedIn(account)).post("/numbers", form);
  expect([refused.status, textOf(refused)]).toEqual([status, expect.stringContaining(reason)]);
  expect(refused.text).toMatch(/<title>Error: /);
  expect(await account.numbers()).toEqual([]);
});

test("the list is filtered by what a number is, searched by any part, and leads to who has it", async () => {
  const account = await makeAccount({ silent: true, numbers: [...phones(3), "+18005550100"] });
  const row = { display_name: "Kofi Mensah", primary_phone: phones(1)[0] ?? "" };
  await account.waitFor(await account.start(csvOf(people(1, () => row))));
  const visitor = await signedIn(account);
  const found = async (query: string) => {
    const { text } = await visitor.visit(`/numbers${query}`);
    return [...text.matchAll(/<th [^>]*scope="row"[^>]*>(\+[\d ]+)/g)].map(([, shown = ""]) =>
      shown.replaceAll(" ", ""),
    );
  };
  const [first = "", second = "", third = ""] = phones(3);
  expect(await found("")).toEqual([first, second, third, "+18005550100"]);
  expect(await found("?show=parked")).toEqual([second, third, "+18005550100"]);
  expect(await found("?show=assigned")).toEqual([first]);
  expect(await found("?show=toll-free")).toEqual(["+18005550100"]);
  expect(await found(`?q=${encodeURIComponent("555-01 02")}`)).toEqual([third]);
  expect(await found(`?q=${encodeURIComponent("+1 (800)")}`)).toEqual(["+18005550100"]);
  const nothing = await visitor.visit("/numbers?q=Kofi&show=parked");
  expect(textOf(nothing)).toContain("No parked number has “ Kofi ”. Show all");
  const all = await visitor.visit("/numbers");
  expect(textOf(all)).toContain("All 4 Parked 3 Assigned 1 Toll-free 1");
  expect(textOf(all)).toContain("Of the parked numbers 2 can be primary numbers; 1 is toll-free.");
  const [user] = await account.users();
  expect(all.text).toContain(`<a href="/users/${user?.id}">Kofi Mensah</a>`);
});

test("1,000 numbers are paged by fifty; a page and Home cost two calls, and 300 rows when nothing has changed", async () => {
  const many = Array.from({ length: 1000 }, (_, n) => `+3346571${String(n).padStart(4, "0")}`);
  const account = await makeAccount({ numbers: many });
  const visitor = await signedIn(account);
  const seen = new Set<string>();
  let pages = 0;
  for (let next = "/numbers?show=parked"; next; pages += 1) {
    const { text } = await visitor.visit(next);
    for (const [, e164 = ""] of text.matchAll(/\/numbers\/(\+\d+)\/removal/g)) seen.add(e164);
    next = (/href="([^"]+)" rel="next"/.exec(text)?.[1] ?? "").replaceAll("&amp;", "&");
  }
  expect([pages, [...seen].toSorted()]).toEqual([20, many]);
  for (const path of ["/", "/numbers", "/numbers?show=parked&q=657109"]) {
    await account.ask("PUT", "/subscriptions", { json: { subscriptions: [{ type: "Pro", total: 1 }] } });
    const [changed, unchanged] = [await counting(() => visitor.visit(path)), await counting(() => visitor.visit(path))];
    expect([path, changed.calls, unchanged.calls]).toEqual([path, 2, 2]);
    expect([path, unchanged.rowsRead < 300 || path.includes("q=")]).toEqual([path, true]);
  }
  expect((await counting(() => visitor.visit("/imports/new"))).rowsRead).toBeLessThan(300);
  expect(textOf(await visitor.visit("/imports/new"))).toContain("Parked numbers 1,000 of these toll-free 0");
});

test("what Home counts is what there is, right after every change", async () => {
  const account = await makeAccount({ numbers: phones(3), silent: true, types: { Pro: 3 } });
  const visitor = await signedIn(account);
  const home = async () => textOf(await visitor.visit("/"));
  expect(await home()).toContain("3 parked; 0 assigned. 3 can be primary numbers.");
  await visitor.post("/numbers", formOf("+18005550100"));
  expect(await home()).toContain(
    "4 parked, 1 of them toll-free; 0 assigned. 3 can be primary numbers: a toll-free one cannot.",
  );
  await visitor.send(`/numbers/${phones(3)[2]}/removal`);
  await account.waitFor(await account.start(csvOf(people(1, () => ({ primary_phone: phones(1)[0] ?? "" })))));
  const after = await home();
  expect(after).toContain("2 parked, 1 of them toll-free; 1 assigned.");
  expect(after).toContain("1 user. There are licences for 2 more, and primary numbers for 1.");
  expect(after).toMatch(/upload\.csv .* 1 of 1 all created/);
  const [user] = await account.users();
  await account.ask("DELETE", `/users/${user?.id}`);
  expect(await home()).toMatch(/3 parked, 1 of them toll-free; 0 assigned\.[\s\S]*Nobody is here yet\./);
});
