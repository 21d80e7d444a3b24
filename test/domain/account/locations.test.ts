import { expect, test } from "vitest";
import type { Location } from "../../../src/domain/account/account.ts";
import {
  decideChange,
  decideCreate,
  decideMain,
  decidePut,
  decideRemoval,
} from "../../../src/domain/account/locations.ts";

const place = { country: "US", address: "1 Main Street" };
const head: Location = { id: "loc_1", name: "Head Office", ...place, main: true };
const west: Location = { id: "loc_2", name: "West", ...place, main: false };
const both = [head, west];

test("A3 the main location is not removed, nor one that users are at; any other is", () => {
  expect(decideRemoval(head, false)).toMatchObject({ ok: false, failure: { code: "main_location_required" } });
  expect(decideRemoval(west, true)).toMatchObject({ ok: false, failure: { code: "location_in_use" } });
  expect(decideRemoval(west, false)).toEqual({ ok: true, value: null });
});

test("A3 the main location does not stop being it, only another one takes its place", () => {
  const put = decidePut(both, { ...head, main: false }, "loc_9");
  expect(put).toMatchObject({ ok: false, failure: { code: "main_location_required" } });
  expect(decideMain(both, "loc_2")).toMatchObject({
    ok: true,
    value: { location: { id: "loc_2", main: true }, outcome: "changed", detail: { main: true } },
  });
  expect(decideMain(both, "loc_1")).toEqual({ ok: true, value: null });
});

test("a location that is put by the name of another changes that one, whatever the letter case", () => {
  const put = decidePut(both, { name: "WEST", country: "DE", address: "2 Side Street", main: false }, "loc_9");
  expect(put).toEqual({
    ok: true,
    value: {
      location: { id: "loc_2", name: "WEST", country: "DE", address: "2 Side Street", main: false },
      outcome: "changed",
      detail: { was: "West" },
    },
  });
});

test("two locations of one account never have the same name, ignoring case", () => {
  const taken = { ok: false, failure: { code: "invalid_option" } };
  expect(decideChange(both, "loc_2", { name: "HEAD OFFICE", ...place })).toMatchObject(taken);
  expect(decideCreate(both, { name: "west", country: "DE", address: "x", main: false }, "loc_9")).toMatchObject(taken);
});

test("only the main location may be called Main Company Address", () => {
  const name = "main company address";
  const taken = { ok: false, failure: { code: "invalid_option" } };
  expect(decideCreate(both, { name, ...place, main: false }, "loc_9")).toMatchObject(taken);
  expect(decideChange(both, "loc_1", { name, ...place })).toMatchObject({ ok: true, value: { location: { name } } });
});

test("E4 a location that is created twice by a double click is created once", () => {
  expect(decideCreate(both, { name: "west", ...place, main: false }, "loc_9")).toEqual({ ok: true, value: null });
});

test("S4 nothing is decided about a location that the account does not have", () => {
  const missing = { ok: false, failure: { code: "not_found" } };
  expect(decideChange(both, "loc_7", { name: "x", ...place })).toMatchObject(missing);
  expect(decideMain(both, "loc_7")).toMatchObject(missing);
});
