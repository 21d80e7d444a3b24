import { expect, test } from "vitest";
import { decideAccountChange, decideNewAccount } from "../../../src/domain/account/changes.ts";

const main_location = { name: "Head Office", country: "US", address: "1 Main Street" };
const made = decideNewAccount("acme", { name: "Acme", main_location }, "loc_1");
if (!made.ok || !made.value.mainLocation) throw new Error("the account of these tests was refused");
const facts = { account: made.value.account, subscriptions: [], locations: [made.value.mainLocation] };
const wrong = { ok: false, failure: { code: "invalid_option" } };

test("a new account needs a name and a main location, and has the rest by default", () => {
  expect(decideNewAccount("acme", { name: "Acme" }, "loc_1")).toMatchObject(wrong);
  expect(decideNewAccount("acme", { main_location }, "loc_1")).toMatchObject(wrong);
  expect(facts.account).toMatchObject({ services: ["connect", "meet", "share"], extension_length: 4 });
  expect(facts.locations).toEqual([{ id: "loc_1", main: true, ...main_location }]);
});

test("what a change does not name stays as it is", () => {
  const changed = decideAccountChange(facts, { silent_mode: true }, { users: 5, isImporting: false });
  expect(changed).toEqual({
    ok: true,
    value: { account: { ...facts.account, silent_mode: true }, mainLocation: null },
  });
});

test("the extension length changes only while the account has no users", () => {
  const wish = { extension_length: 5 };
  expect(decideAccountChange(facts, wish, { users: 1, isImporting: false })).toMatchObject({
    failure: { code: "extension_length_in_use" },
  });
  expect(decideAccountChange(facts, wish, { users: 0, isImporting: false })).toMatchObject({
    ok: true,
    value: { account: wish },
  });
  expect(decideAccountChange(facts, { extension_length: 4 }, { users: 1, isImporting: true })).toMatchObject({
    ok: true,
  });
  expect(decideAccountChange(facts, wish, { users: 0, isImporting: true })).toMatchObject({
    failure: { code: "extension_length_in_use" },
  });
});

test("the main location is renamed in place, to a name that no other location has", () => {
  const other = { id: "loc_2", main: false, ...main_location, name: "West" };
  const renamed = { ...main_location, name: "North" };
  const among = { ...facts, locations: [...facts.locations, other] };
  expect(decideAccountChange(among, { main_location: renamed }, { users: 0, isImporting: false })).toMatchObject({
    ok: true,
    value: { mainLocation: { id: "loc_1", name: "North", main: true } },
  });
  expect(
    decideAccountChange(among, { main_location: { ...renamed, name: "WEST" } }, { users: 0, isImporting: false }),
  ).toMatchObject(wrong);
});
