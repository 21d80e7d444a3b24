import { expect, test } from "vitest";
import type { AccountFacts } from "../../../src/domain/account/account.ts";
import { type InventoryCounts, planSteps } from "../../../src/domain/account/wizard.ts";
import { makeFacts } from "../../support/files/facts.ts";

const none: InventoryCounts = { users: 0, parked: 0, parked_toll_free: 0, assigned: 0, toll_free: 0 };
const some: InventoryCounts = { users: 40, parked: 1480, parked_toll_free: 20, assigned: 20, toll_free: 21 };
const place = { id: "loc_1", name: "Lyon", country: "FR", address: "12 rue de la République", main: true };
const pro = { type: "Pro", total: 500, used: 462, available: 38 };

function factsOf(account: Partial<AccountFacts["account"]> = {}, more: Partial<AccountFacts> = {}): AccountFacts {
  const facts = makeFacts();
  const self_service = ["services", "subscriptions", "numbers", "locations"] as const;
  const base = { ...facts.account, services: ["connect", "meet", "share"] as const, self_service };
  return {
    account: { ...base, ...account },
    locations: [place],
    subscriptions: [{ ...pro, used: 0, available: 500 }],
    ...more,
  };
}

function stepsOf(facts: AccountFacts, counts: InventoryCounts): string[] {
  const { steps, next, done } = planSteps(facts, counts);
  return [...steps.map(({ name, word }) => `${name}: ${word}`), `next: ${next}`, `done: ${done}`];
}

test("a new account has everything to do, one step after the other", () => {
  const facts = factsOf({ services: [] }, { locations: [{ ...place, address: "" }], subscriptions: [] });
  expect(stepsOf(facts, none)).toEqual([
    ...["services: to do", "locations: no address", "numbers: to do", "subscriptions: to do", "users: to do"],
    ...["next: services", "done: 1"],
  ]);
  expect(stepsOf({ ...facts, account: factsOf().account }, none)).toContain("next: numbers");
  expect(stepsOf({ ...facts, account: factsOf().account }, some)).toContain("next: subscriptions");
  expect(stepsOf(factsOf(), { ...some, users: 0 })).toEqual(expect.arrayContaining(["users: to do", "next: users"]));
});

test("an account with everything has the import before it, and is told what is left", () => {
  expect(stepsOf(factsOf(), some)).toEqual([
    ...["services: done", "locations: done", "numbers: done", "subscriptions: done", "users: done"],
    ...["next: users", "done: 5"],
  ]);
  expect(planSteps(factsOf(), some).steps.map(({ has, note }) => [has, note])).toEqual([
    ["CONNECT, MEET and SHARE are installed.", null],
    ["1 location; the main one is Lyon.", null],
    ["1,480 parked, 20 of them toll-free; 20 assigned.", "1,460 can be primary numbers: a toll-free one cannot."],
    ["Pro 500 of 500 left.", null],
    ["40 users.", "There are licences for 500 more, and primary numbers for 1,460."],
  ]);
});

test("toll-free numbers alone are no primary numbers", () => {
  const counts = { ...none, parked: 20, parked_toll_free: 20, toll_free: 20 };
  expect(stepsOf(factsOf(), counts)).toEqual(expect.arrayContaining(["numbers: to do", "next: numbers"]));
  expect(stepsOf(factsOf(), { ...counts, assigned: 5 })).toContain("numbers: none left");
  expect(stepsOf(factsOf(), { ...none, parked: 1, assigned: 99 })).toContain("numbers: few left");
});

test("licences that are used up come before the next import; few are few", () => {
  const used = { ...pro, used: 500, available: 0 };
  expect(stepsOf(factsOf({}, { subscriptions: [used] }), some)).toEqual(
    expect.arrayContaining(["subscriptions: none left", "next: subscriptions"]),
  );
  expect(stepsOf(factsOf({}, { subscriptions: [used, pro] }), some)).toContain("subscriptions: few left");
  const types = Array.from({ length: 12 }, (_, n) => ({ ...pro, type: `Type ${n}` }));
  const step = planSteps(factsOf({}, { subscriptions: types }), some).steps[3];
  expect(step?.has).toMatch(/^Type 0 38 of 500 left, .*Type 3 38 of 500 left, and 8 more types\.$/);
});

test("without CONNECT nobody needs a number, a licence or a location", () => {
  expect(stepsOf(factsOf({ services: ["share"] }, { subscriptions: [] }), none)).toEqual([
    ...["services: no voice", "locations: not needed", "numbers: not needed", "subscriptions: not needed"],
    ...["users: to do", "next: users", "done: 4"],
  ]);
});

test("A5 a step that the operator keeps to itself is marked as kept", () => {
  const { steps } = planSteps(factsOf({ self_service: ["numbers"] }), none);
  expect(steps.filter(({ kept }) => kept).map(({ name }) => name)).toEqual(["services", "locations", "subscriptions"]);
});
