import { expect, test } from "vitest";
import type { User } from "../../../src/domain/user/user.ts";
import { csvOf, type Given, recordsOf } from "../../support/files/csv.ts";
import type { ShownReport } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { signedIn, textOf } from "../../support/site/visitor.ts";

/** What the customer's own systems call a user (T6). */

let files = 0;

/** Rows with these external IDs, each of a user of their own. */
function fileOf(ids: readonly (string | null)[], more: Given = {}): string {
  files += 1;
  const named = (n: number) => ({ display_name: `User ${files}-${n}`, email: `user-${files}-${n}@acme.example` });
  return csvOf(ids.map((id, n) => ({ ...named(n), ...more, ...(id === null ? {} : { external_id: id }) })));
}

const idsOf = async (account: Account) => (await account.users()).map(({ external_id }) => external_id);
const json = { display_name: "Ann", license_type: "Pro", passwords: "none" };

test("T6 an external ID comes in under any of its headers, is kept with the user, shown, and in every export", async () => {
  const account = await makeAccount();
  const file = fileOf(["E-1", " e-1 ", null]).replace("External ID (Optional)", "employee number");
  const { id } = await account.waitFor(await account.start(file));
  expect(await idsOf(account)).toEqual(["E-1", "e-1", null]);
  const visitor = await signedIn(account);
  for (const path of [`/imports/${id}/created.csv`, "/users/users.csv"]) {
    const { bytes } = await visitor.visit(path);
    expect(recordsOf(bytes).map((row) => row["External ID"])).toEqual(["E-1", "e-1", ""]);
  }
  const [first] = await account.users();
  expect(textOf(await visitor.visit(`/users/${first?.id}`))).toContain("External ID E-1");
});

test("T6 it is kept without CONNECT as well", async () => {
  const account = await makeAccount();
  await account.waitFor(await account.start(fileOf(["E-1"]), { services: "meet" }));
  expect(await idsOf(account)).toEqual(["E-1"]);
});

test("T6 the check says who has an external ID, and the run fails that row alone", async () => {
  const account = await makeAccount();
  await account.waitFor(await account.start(fileOf(["E-1"])));
  const file = fileOf(["E-2", "E-1", "E-3"]);
  const { body } = await account.upload<{ id: string; problems: ShownReport }>(file, { dry_run: "true" });
  expect(body.problems.warnings).toMatchObject([
    { row: 3, field: "external_id", code: "external_id_in_use", will_fail: true },
  ]);
  await account.ask("POST", `/imports/${body.id}/start`);
  const { counts } = await account.waitFor(body.id);
  expect(counts).toMatchObject({ created: 2, failed: 1 });
  expect(await account.rows(body.id, "failed")).toMatchObject([{ row: 3, code: "external_id_in_use" }]);
  expect((await idsOf(account)).toSorted()).toEqual(["E-1", "E-2", "E-3"]);
});

test("I3 whoever takes an external ID between the check and the run keeps it", async () => {
  const account = await makeAccount();
  const draft = await account.draft(fileOf(["E-1", "E-2"]));
  const taker = await account.ask<User>("POST", "/users", {
    json: { ...json, email: "ann@x.example", external_id: "E-1" },
  });
  expect(taker.external_id).toBe("E-1");
  await account.ask("POST", `/imports/${draft}/start`);
  const { counts } = await account.waitFor(draft);
  expect(counts).toMatchObject({ created: 1, failed: 1 });
  expect(await account.rows(draft, "failed")).toMatchObject([{ row: 2, code: "external_id_in_use" }]);
});

test("T6 one user: POST and PATCH take it, keep it unique, and clear it", async () => {
  const account = await makeAccount();
  const make = (email: string, external_id: string | null) =>
    account.call<User & { code: string; field: string }>("POST", "/users", { json: { ...json, email, external_id } });
  const [one, two] = [(await make("a@x.example", "E-1")).body, (await make("b@x.example", null)).body];
  expect([one.external_id, two.external_id]).toEqual(["E-1", null]);
  const third = await make("c@x.example", "E-1");
  expect([third.status, third.body.code, third.body.field]).toEqual([409, "external_id_in_use", "external_id"]);
  const patch = (user: User, external_id: string | null) =>
    account.call<User & { code: string }>("PATCH", `/users/${user.id}`, { json: { external_id } });
  expect((await patch(two, "E-1")).body.code).toBe("external_id_in_use");
  expect((await patch(one, "E-1")).body.external_id).toBe("E-1");
  const kept = await account.ask<User>("PATCH", `/users/${one.id}`, { json: { department: "IT" } });
  expect([kept.department, kept.external_id]).toEqual(["IT", "E-1"]);
  expect((await patch(one, null)).body.external_id).toBeNull();
  expect((await patch(two, "E-1")).body.external_id).toBe("E-1");
  expect((await patch(two, "x".repeat(129))).body.code).toBe("validation_failed");
});

test("T6 whoever has none costs no row more: their index holds only those who have one", async () => {
  const [without, having] = await Promise.all([makeAccount({ silent: true }), makeAccount({ silent: true })]);
  const spent = async (account: Account, file: string) => {
    const { cost } = await account.waitFor(await account.start(file, { passwords: "none" }));
    return cost;
  };
  const [bare, named] = [await spent(without, fileOf([null, null])), await spent(having, fileOf(["E-1", "E-2"]))];
  expect(named.d1_rows_written - bare.d1_rows_written).toBe(2);
  expect(named.d1_queries).toBe(bare.d1_queries);
});
