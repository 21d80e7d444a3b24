import { expect, test } from "vitest";
import { csvOf, recordsOf } from "../../support/files/csv.ts";
import { deliver, freeze, meanwhile } from "../../support/site/background.ts";
import type { Refusal, Shown, ShownReport } from "../../support/site/http.ts";
import { type Account, makeAccount, phones } from "../../support/site/site.ts";

const [number = ""] = phones(1);
const staff = ["ada", "bob", "eve"].map((name) => ({ display_name: name, email: `${name}@acme.example` }));

/** An account whose Ada exists, with a number. */
async function withAda(types = { Pro: 9, Basic: 9 }): Promise<{ account: Account; ada: string }> {
  const account = await makeAccount({ types, silent: true });
  const json = { ...staff[0], license_type: "Pro", primary_phone: number, extension: "2001", department: "Sales" };
  const { id } = await account.ask<{ id: string }>("POST", "/users", { json });
  return { account, ada: id };
}

const skip = { existing: "skip" };
const file = csvOf(staff.map((row, n) => (n === 0 ? { ...row, email: "ADA@acme.example", department: "New" } : row)));

test("I10 A4 a whole list of staff creates those who are missing and leaves the others as they are", async () => {
  const { account, ada } = await withAda();
  const before = await account.ask("GET", `/users/${ada}`);
  const done = await account.waitFor(await account.start(file, skip));
  expect(done).toMatchObject({
    state: "completed",
    options: { existing: "skip" },
    counts: { rows: 3, created: 2, skipped: 1, failed: 0, pending: 0 },
    problem_counts: { warnings: 0, rows_will_fail: 0, rows_will_skip: 1 },
  });
  expect(await account.ask("GET", `/users/${ada}`)).toEqual(before);
  expect(await account.used()).toEqual({ Pro: 3, Basic: 0 });
  const again = await account.waitFor(await account.start(file, skip));
  expect(again.counts).toMatchObject({ created: 0, skipped: 3 });
});

test("I10 a skipped row has the user who exists, the code, and words of its own", async () => {
  const { account, ada } = await withAda();
  const { id } = await account.waitFor(await account.start(file, skip));
  expect(await account.rows(id, "skipped")).toMatchObject([
    {
      row: 2,
      outcome: "skipped",
      code: "user_exists",
      user: ada,
      message: "Skipped: a user with this address exists already, and was left as they are.",
    },
  ]);
});

test("X2 X5 I10 what was skipped is not among the rows that were not created, which keep the option", async () => {
  const { account } = await withAda();
  const rows = [...staff, { display_name: "Gone", email: "gone@acme.example", primary_phone: number }];
  const { id, counts } = await account.waitFor(await account.start(csvOf(rows), skip));
  expect(counts).toMatchObject({ created: 2, skipped: 1, failed: 1 });
  const { bytes } = await account.call("GET", `/imports/${id}/not-created.csv`);
  expect(recordsOf(bytes).map((row) => row["Email Address"])).toEqual(["gone@acme.example"]);
  const made = await account.ask<Shown>("POST", `/imports/${id}/continuation`, { json: {} });
  expect(made).toMatchObject({ options: { existing: "skip" }, counts: { rows: 1 } });
  const all = await account.waitFor(await account.start(file, skip));
  const none = await account.call("POST", `/imports/${all.id}/continuation`, { json: {} });
  expect([none.status, none.body.code]).toEqual([422, "nothing_to_continue"]);
});

test("I10 who appears after the check is skipped, and who is gone by then is created", async () => {
  const { account, ada } = await withAda();
  const { importId, chunk } = await freeze(account, await account.draft(file, skip));
  const change = async () => {
    await account.ask("DELETE", `/users/${ada}`);
    await account.ask("POST", "/users", { json: { ...staff[2], license_type: "Pro" } });
  };
  await deliver(
    "muster-rows",
    [chunk(2, 4)],
    meanwhile(async (batch) => (batch === 1 ? change() : undefined)),
  );
  expect((await account.rows(importId)).map(({ outcome }) => outcome)).toEqual(["created", "created", "skipped"]);
  expect((await account.users()).map(({ email }) => email).sort()).toEqual([
    "ADA@acme.example",
    "bob@acme.example",
    "eve@acme.example",
  ]);
});

test("I10 B1 the option is chosen anew at Start, and the draft is checked by it", async () => {
  const { account } = await withAda({ Pro: 3, Basic: 9 });
  const id = await account.draft(file);
  const { blockers, warnings } = await account.ask<ShownReport>("GET", `/imports/${id}/problems`);
  expect([blockers.map(({ code }) => code), warnings.map(({ code }) => code)]).toEqual([
    ["insufficient_subscriptions"],
    ["user_exists"],
  ]);
  const wrong = await account.call("POST", `/imports/${id}/start`, { json: { existing: "change" } });
  expect([wrong.status, wrong.body.code]).toEqual([422, "invalid_option"]);
  const { status, body } = await account.call<Shown & Refusal>("POST", `/imports/${id}/start`, { json: skip });
  expect([status, body.options.existing, body.problem_counts.rows_will_skip]).toEqual([202, "skip", 1]);
  expect((await account.waitFor(id)).counts).toMatchObject({ created: 2, skipped: 1 });
});
