import { expect, test } from "vitest";
import { judgeEdit } from "../../../src/domain/user/bulk/edit-values.ts";
import { planChanges } from "../../../src/domain/user/bulk/plan-changes.ts";
import type { User } from "../../../src/domain/user/user.ts";
import { makeFacts } from "../../support/files/facts.ts";
import { aUser } from "../../views/fixtures.ts";

const users: readonly User[] = [1, 2, 3].map((n) =>
  aUser(n, { id: `usr_${n}`, email: `u${n}@acme.example`, license_type: "Basic", location: "Berlin" }),
);

test("E11 each user is decided on as if those before had been changed already", () => {
  const facts = makeFacts({ types: { Pro: 2, Basic: 0 } });
  const edit = { cells: { license_type: "Pro" }, services: null };
  const { changes, refused } = planChanges(users, edit, { facts, free: [] });
  expect(changes.map(({ user, exchange }) => [user.id, exchange.license_freed, exchange.license_taken])).toEqual([
    ["usr_1", "basic", "pro"],
    ["usr_2", "basic", "pro"],
  ]);
  expect(refused.map(({ user, failure }) => [user, failure.code])).toEqual([["usr_3", "no_license_available"]]);
});

test("E11 whoever has already what is wished is neither changed nor refused", () => {
  const facts = makeFacts();
  const judged = judgeEdit({ cells: { location: " BERLIN " }, services: null }, facts);
  expect(judged).toEqual({ ok: true, edit: { cells: { location: "Berlin" }, services: null } });
  if (judged.ok) expect(planChanges(users, judged.edit, { facts, free: [] })).toEqual({ changes: [], refused: [] });
});

test("E11 a value that the account does not have is wrong, whoever the users are", () => {
  const judged = judgeEdit({ cells: { license_type: "Gold", location: "Atlantis" }, services: null }, makeFacts());
  expect(judged.ok ? [] : judged.errors.map(({ row, field, code }) => [row, field, code])).toEqual([
    [null, "license_type", "unknown_license_type"],
    [null, "location", "unknown_location"],
  ]);
});
