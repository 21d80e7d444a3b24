import { expect, test } from "vitest";
import { listClaims } from "../../../src/domain/check/claims.ts";
import type { Cells } from "../../../src/domain/columns.ts";

function claims(...rows: readonly Cells[]) {
  return listClaims(rows.map((cells, at) => ({ row: at + 2, cells })));
}

test("claims nothing for rows without values", () => {
  expect(claims()).toEqual({ emails: [], externalIds: [], numbers: [], extensions: [] });
  expect(claims({}, { email: "" })).toEqual({ emails: [], externalIds: [], numbers: [], extensions: [] });
});

test("V4 lists the keys of addresses, each once", () => {
  expect(claims({ email: "A@München.de" }, { email: "a@xn--mnchen-3ya.de" }, { email: "nobody" }).emails).toEqual([
    "a@xn--mnchen-3ya.de",
  ]);
});

test("V1 lists what every column of numbers might mean", () => {
  const row = {
    primary_phone: "1 415 555 0101",
    additional_phones: "+14155550102; 0014155550103;x",
    caller_id: "+14155550104",
    voicemail_operator: "+14155550105",
    voicemail_sms: "+14155550106",
    fmfm_phones: "+14155550107;+14155550101",
  };
  expect(claims(row).numbers.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7].map((last) => `+1415555010${last}`));
});

test("V3 lists extensions that are asked for and those of operators", () => {
  expect(claims({ extension: "2001", voicemail_operator: "2002" }, { extension: "2001" }).extensions).toEqual([
    "2001",
    "2002",
  ]);
});

test("claims a bounded number of values of a boundless list", () => {
  expect(
    claims({ fmfm_phones: Array.from({ length: 10_000 }, (_, at) => `+1415${1_000_000 + at}`).join(";") }).numbers,
  ).toHaveLength(40);
});

test("T6 lists external IDs as they are written, each once, and none that is too long to be one", () => {
  const ids = ["e-1", "E-1", "e-1", "", "x".repeat(257), "\u{1F600}".repeat(128)];
  expect(claims(...ids.map((external_id) => ({ external_id }))).externalIds).toEqual(["e-1", "E-1", ids[5]]);
});
