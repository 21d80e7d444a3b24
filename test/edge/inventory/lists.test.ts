import { expect, test } from "vitest";
import { csvOf } from "../../support/files/csv.ts";
import { makeAccount, phones } from "../../support/site/site.ts";

test("a list of numbers ends where there are no more, however many there are", async () => {
  for (const count of [89, 90, 91]) {
    const account = await makeAccount({ numbers: phones(count) });
    for (const show of ["", "&status=parked"]) {
      const page = await account.call<{ items: unknown[]; next: string | null }>("GET", `/numbers?limit=100${show}`);
      expect([page.body.items.length, page.body.next]).toEqual([count, null]);
    }
  }
});

const searches = ["abc%00def", "%00", "a%07", "%2B1%00415", "415%00555", "Ann%1b%5B0m"];

test.each(searches)("looking for %s, which nobody can type, finds what there is and is no fault", async (q) => {
  const account = await makeAccount({});
  const draft = await account.draft(csvOf([{ display_name: "Ann", email: "ann@people.example" }]));
  const lists = [
    "/users?",
    "/numbers?",
    "/numbers?status=assigned&",
    "/numbers?status=parked&",
    `/imports/${draft}/rows?`,
  ];
  for (const list of lists) expect([list, (await account.call("GET", `${list}q=${q}`)).status]).toEqual([list, 200]);
  const others = [
    `/activity?who=${q}`,
    `/activity?action=${q}`,
    `/mails?kind=${q}`,
    `/mails?import=${q}`,
    `/mails?after=${q}`,
  ];
  for (const list of others) expect((await account.call("GET", list)).status).toBeLessThan(500);
});
