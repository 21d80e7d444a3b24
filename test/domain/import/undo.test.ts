import { expect, test } from "vitest";
import { type CreatedUser, type GivenValues, givenBack, planUndo } from "../../../src/domain/import/undo.ts";
import { makeFacts } from "../../support/files/facts.ts";

const settings = {
  ...{ time_zone: "UTC-05:00", time_zone_label: null, caller_id: null, call_timeout: 30, voicemail_operator: null },
  ...{ voicemail_autodelete_days: null, voicemail_transcription: false, voicemail_emails: [], voicemail_sms: null },
  ...{ fmfm_order: null, fmfm_phones: [], fmfm_timeout: null },
};
const gave: GivenValues = {
  ...{ email: "ada@acme.example", display_name: "Ada", services: ["connect", "meet"], license_key: "pro" },
  ...{ primary_phone: "+14155550100", additional_phones: ["+14155550101"], extension: "2001", location_id: "loc_1" },
  ...{ first_name: "Ada", last_name: null, job_title: null, department: "Sales", external_id: null, settings },
};

/** What an undo does about one user who is as the import made them, but for this. */
function planFor(now: Partial<CreatedUser> | null) {
  const user = now && { has: gave, got: null, signed_in: false, ...now };
  return planUndo([{ row: 7, user: "usr_7", name: "Ada", now: user }]);
}
const reasonFor = (now: Partial<CreatedUser> | null) => planFor(now).kept[0]?.reason.code ?? "removed";

test("I11 whoever is as the import made them is removed, with all that they had", () => {
  expect(planFor({})).toEqual({
    removed: [{ row: 7, id: "usr_7", numbers: ["+14155550100", "+14155550101"], license_key: "pro" }],
    kept: [],
  });
});

test("I11 a user stays with the first reason that holds: gone, signed in, changed", () => {
  const changed = { got: { ...gave, display_name: "Grace" } };
  expect(reasonFor(null)).toBe("gone");
  expect(reasonFor({ signed_in: true, ...changed })).toBe("signed_in");
  expect(reasonFor(changed)).toBe("changed");
  expect(planFor(changed).kept).toEqual([
    { row: 7, user: "usr_7", name: "Ada", reason: { code: "changed", params: {} } },
  ]);
});

const others: readonly Partial<GivenValues>[] = [
  { email: "x@acme.example" },
  { display_name: "Grace" },
  { services: ["connect"] },
  { license_key: null },
  { primary_phone: null },
  { additional_phones: [] },
  { extension: "2002" },
  { location_id: "loc_2" },
  { first_name: null },
  { last_name: "L" },
  { job_title: "T" },
  { department: null },
  { external_id: "E" },
  { settings: { ...settings, call_timeout: 31 } },
];

test.each(others)("I11 %j is a value that differs from what the import gave", (other) => {
  expect(reasonFor({ got: { ...gave, ...other } })).toBe("changed");
});

test("I11 every value that an import gives is looked at", () => {
  expect(others.flatMap((other) => Object.keys(other)).toSorted()).toEqual(Object.keys(gave).toSorted());
});

test("I11 whoever was changed and changed back has what the import gave; so do services in another order", () => {
  expect(reasonFor({ got: { ...gave } })).toBe("removed");
  expect(reasonFor({ got: { ...gave, services: ["meet", "connect"] } })).toBe("removed");
});

test("I11 of whom it is not known what the import gave, but that they were changed, stays", () => {
  expect(reasonFor({ got: {} })).toBe("changed");
});

test("I11 what comes back is counted: numbers, and licences by the types as the account writes them", () => {
  const one = { row: 2, id: "usr_2", numbers: ["+14155550100", "+14155550101"], license_key: "pro" };
  const removed = [
    one,
    { ...one, numbers: [] },
    { ...one, numbers: ["+14155550102", "+14155550103"], license_key: null },
  ];
  expect(givenBack(removed, makeFacts())).toEqual({ numbers: 4, licences: [{ type: "Pro", many: 2 }] });
  expect(givenBack([], makeFacts())).toEqual({ numbers: 0, licences: [] });
});
