import { expect, test } from "vitest";
import type { Subscription } from "../../../src/domain/account/account.ts";
import {
  decideAddition,
  decideNewTotals,
  decideReplacement,
  decideTypeRemoval,
  differencesOf,
} from "../../../src/domain/account/subscriptions.ts";
import { MAX_TYPES } from "../../../src/domain/limits.ts";

const pro: Subscription = { type: "Pro", total: 10, used: 4, available: 6 };
const basic: Subscription = { type: "Basic", total: 5, used: 0, available: 5 };
const held = [pro, basic];
const inUse = { ok: false, failure: { code: "subscription_in_use" } };
const wrong = { ok: false, failure: { code: "invalid_option" } };

test("A3 a total does not go below what is used, and a used type is not left out", () => {
  expect(decideReplacement(held, [{ type: "pro", total: 3 }])).toMatchObject(inUse);
  expect(decideReplacement(held, [{ type: "Basic", total: 5 }])).toMatchObject(inUse);
  expect(decideReplacement(held, [{ type: "pro", total: 4 }])).toEqual({
    ok: true,
    value: [{ type: "pro", total: 4 }],
  });
  expect(decideNewTotals(held, [{ type: "Pro", total: 3 }])).toMatchObject(inUse);
});

test("A3 a type is removed only when no user has it; one that is not there needs no removing", () => {
  expect(decideTypeRemoval(held, "PRO")).toMatchObject(inUse);
  expect(decideTypeRemoval(held, "basic")).toEqual({ ok: true, value: [pro] });
  expect(decideTypeRemoval(held, "Gold")).toEqual({ ok: true, value: held });
});

test("a type stands once in a list, ignoring case", () => {
  const twice = [
    { type: "Pro", total: 10 },
    { type: "PRO", total: 12 },
  ];
  expect(decideReplacement(held, twice)).toMatchObject(wrong);
});

test("new totals change only the types that are there", () => {
  const totals = [
    { type: "basic", total: 7 },
    { type: "Gone", total: 1 },
  ];
  expect(decideNewTotals(held, totals)).toEqual({ ok: true, value: [pro, { type: "basic", total: 7 }] });
});

test("E4 a type that is added twice by a double click is added once; with another total it is refused", () => {
  expect(decideAddition(held, { type: "basic", total: 5 })).toEqual({ ok: true, value: held });
  expect(decideAddition(held, { type: "basic", total: 6 })).toMatchObject(wrong);
});

test("an account has a bounded number of types", () => {
  const many = Array.from({ length: MAX_TYPES }, (_, n) => ({ ...basic, type: `Type ${n}` }));
  expect(decideAddition(many, { type: "One more", total: 1 })).toMatchObject(wrong);
  expect(decideAddition(many.slice(1), { type: "One more", total: 1 })).toMatchObject({ ok: true });
});

test("S8 the audit is told which totals change, and which types go", () => {
  expect(differencesOf(held, [{ type: "pro", total: 12 }, basic])).toEqual({ pro: 12 });
  expect(differencesOf(held, [pro])).toEqual({ Basic: null });
});
