import { expect, test } from "vitest";
import { columnOf } from "../../../src/domain/columns.ts";
import { cellsOfUser, filled, textOfJson } from "../../../src/domain/user/cells-of-user.ts";
import { changedFields, editableKeys } from "../../../src/domain/user/edit.ts";
import type { User } from "../../../src/domain/user/user.ts";
import { aUser } from "../../views/fixtures.ts";

const user: User = aUser(1, {
  settings: { ...aUser(1).settings, time_zone_label: "(UTC+01:00) Paris, \u201cMadrid\u201d" },
});

test("the texts of a user are those of a row with all that they have, without their PIN", () => {
  expect(cellsOfUser(user)).toMatchObject({
    display_name: user.display_name,
    additional_phones: "+14155550199;+14155550198",
    voicemail_transcription: "YES",
    call_timeout: "30",
    time_zone: "(UTC+01:00) Paris, \u201cMadrid\u201d",
  });
  expect(Object.keys(cellsOfUser(user))).not.toContain("voicemail_pin");
  expect(Object.values(cellsOfUser(user))).not.toContain("");
});

test("an edit to what is so already changes nothing, and one of another field is named", () => {
  expect(changedFields(user, { cells: cellsOfUser(user), services: null })).toEqual([]);
  expect(
    changedFields(user, { cells: { department: "", call_timeout: "30" }, services: user.services.toReversed() }),
  ).toEqual([]);
  expect(changedFields(user, { cells: { department: "IT", location: "" }, services: ["meet"] })).toEqual([
    ...["location", "department", "services"],
  ]);
});

test("neither the address nor the PIN can be edited", () => {
  expect(editableKeys).toHaveLength(22);
  expect(changedFields(user, { cells: { email: "x@y.example", voicemail_pin: "80417" }, services: null })).toEqual([]);
});

test("blank cells are left out, and the others stand in the order of the columns", () => {
  expect(Object.entries(filled({ department: "IT", email: "", display_name: "Ann" }))).toEqual([
    ["display_name", "Ann"],
    ["department", "IT"],
  ]);
});

test.each([
  ["display_name", "  Ann\u200b ", "Ann"],
  ["display_name", null, ""],
  ["display_name", true, undefined],
  ["display_name", ["Ann"], undefined],
  ["display_name", {}, undefined],
  ["extension", 1001, "1001"],
  ["call_timeout", 30, "30"],
  ["call_timeout", 1e21, "1e+21"],
  ["voicemail_transcription", true, "YES"],
  ["voicemail_transcription", false, "NO"],
  ["fmfm_order", true, undefined],
  ["fmfm_order", "sequentially", "sequentially"],
  ["additional_phones", ["+14155550100", " +14155550101"], "+14155550100; +14155550101"],
  ["additional_phones", [], ""],
  ["additional_phones", [null], undefined],
  ["voicemail_emails", ["a@x.example"], "a@x.example"],
  ["primary_phone", ["+14155550100"], undefined],
] as const)("in %s the JSON value %j stands for the text %j", (key, value, text) => {
  expect(textOfJson(columnOf(key), value)).toBe(text);
});
