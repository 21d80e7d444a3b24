import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { call } from "../../support/site/http.ts";
import { Account, makeAccount, phones } from "../../support/site/site.ts";
import { signedIn, textOf, type Visitor } from "../../support/site/visitor.ts";

/** Sends a form and follows where it leads: what stands there of what was done, with its links. */
async function toldAfter(visitor: Visitor, path: string, fields: Readonly<Record<string, string>>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const { headers } = path === "/numbers" ? await visitor.post(path, form) : await visitor.send(path, fields);
  const { text } = await visitor.visit(headers.get("Location") ?? "");
  const told = text.split('role="status"').at(-1)?.split("</div>")[0] ?? "";
  return {
    says: textOf({ text: `<main><p${told}</main>` }),
    links: [...told.matchAll(/href="([^"]+)"/g)].map(([, href]) => href),
  };
}

test("E12 each step of the wizard leads on to the next, and the last one to the import", async () => {
  const account = new Account("from-nothing");
  const main_location = { name: "Headquarters", country: "US", address: "1 Main Street" };
  await account.ask("PUT", "", { json: { name: "Acme", services: [], main_location } });
  const visitor = await signedIn(account);
  const installed = await toldAfter(visitor, "/services/connect/installation", {});
  expect(installed.says).toContain("CONNECT is installed. Next: park numbers");
  expect(installed.links).toEqual(["/numbers/new"]);
  const parked = await toldAfter(visitor, "/numbers", { numbers: phones(2).join("\n") });
  expect(parked.says).toContain("2 numbers parked. Next: add licences");
  expect(parked.links).toEqual(["/subscriptions"]);
  const added = await toldAfter(visitor, "/subscriptions/types", { type: "Pro", total: "5" });
  expect(added.says).toContain("The licence type is added. Next: import users from CSV");
  expect(added.links).toEqual(["/imports/new"]);
  const moved = await toldAfter(visitor, "/locations", {
    name: "Berlin",
    country: "DE",
    address: "1 Unter den Linden",
  });
  expect(moved.says).toContain("The location is added. Next: import users from CSV");
});

const totals = (was: string, total: string) => ({ "type-0": "Pro", "was-0": was, "total-0": total });

test("E12 a draft that waited for licences is where more licences lead to, once they suffice", async () => {
  const account = await makeAccount({ types: { Pro: 1 } });
  const { body } = await account.upload(csvOf(people(3)), { filename: "users-june.csv" });
  const { id } = body.import;
  const visitor = await signedIn(account);
  const few = await toldAfter(visitor, "/subscriptions", totals("1", "2"));
  expect(few.says).toContain("See what users-june.csv still waits for");
  const enough = await toldAfter(visitor, "/subscriptions", totals("2", "3"));
  expect(enough.says).toContain("The totals are saved. users-june.csv can start now");
  expect(enough.links).toEqual([`/imports/${id}`]);
  const gone = await toldAfter(visitor, "/services/meet/removal", {});
  expect(gone.says).not.toContain("can start now");
});

test("E12 what the provider looks after is asked of them, and who may only look is led to nothing", async () => {
  const account = await makeAccount({ types: {}, numbers: [] });
  await account.ask("PUT", "", { json: { self_service: ["services", "locations", "numbers"] } });
  await account.start(csvOf(people(1)), { services: "none" }).then((id) => account.waitFor(id));
  const visitor = await signedIn(account);
  const parked = await toldAfter(visitor, "/numbers", { numbers: phones(1)[0] ?? "" });
  expect(parked.says).toContain("1 number parked. Next: licences. Ask your provider");
  const viewer = await signedIn(account, "viewer");
  const { text } = await viewer.visit("/numbers?news=parked&parked=1");
  expect(text).toContain("1 number parked.");
  expect(text).not.toContain("Next:");
});

test("E12 a user who was made by hand leads on to the next one", async () => {
  const visitor = await signedIn(await makeAccount());
  const user = { display_name: "Ada", email: "ada@example.com", license_type: "Pro", passwords: "none" };
  const created = await toldAfter(visitor, "/users/new", { ...user, services: "connect" });
  expect(created.says).toContain("The user is created. No password was sent. Create another user");
  expect(created.links).toEqual(["/users/new"]);
  expect((await call("GET", "/users/new", { token: null })).status).toBe(303);
});
