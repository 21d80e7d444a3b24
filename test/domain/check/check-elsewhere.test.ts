import { expect, test } from "vitest";
import { checkRows } from "../../../src/domain/check/check.ts";
import { said } from "../../support/english.ts";
import { makeFacts, makeHeld } from "../../support/files/facts.ts";

const berlin = "Berlin";
/** Headquarters is in the country that is given, Berlin in Germany. */
function warningsOf(primary_phone: string, location: string, country = "US") {
  const cells = { display_name: "Jane Roe", email: "jane@acme.example", license_type: "Pro", primary_phone, location };
  const parked = [primary_phone.replace(/[^+0-9]/g, "")];
  const { report } = checkRows({
    ...{ rows: [{ row: 2, cells }], columns: [], facts: makeFacts({ country }), held: makeHeld({ parked }) },
    ...{ options: { services: null }, runningImport: null },
  });
  return report.warnings;
}

test.each([
  ["+14155550123", "", "US"],
  ["+14155550123", "Headquarters", "US"],
  ["+49301234567", berlin, "US"],
  ["+14165550123", "", "CA"],
  ["+77172345678", "", "KZ"],
  ["+651234567890", "", "US"],
  ["+8835100012345", berlin, "US"],
  ["+49301234567", "Nowhere", "US"],
])("number_elsewhere is not noted for %s at “%s” with %s as the main country", (phone, location, country) => {
  expect(warningsOf(phone, location, country)).toEqual([]);
});

test.each([
  ["+14155550123", berlin, "US"],
  ["+49301234567", "", "US"],
  ["+49301234567", "Main Company Address", "US"],
  ["+14165550123", "", "US"],
  ["+14155550123", "", "CA"],
  ["+77172345678", "", "RU"],
])(
  "number_elsewhere is noted for %s at “%s” with %s as the main country, and the row does not fail",
  (phone, location, country) => {
    expect(warningsOf(phone, location, country)).toMatchObject([
      { code: "number_elsewhere", field: "primary_phone", row: 2, suggestion: null, will_fail: false },
    ]);
  },
);

test("number_elsewhere names both countries", () => {
  expect(said(warningsOf("+14155550123", berlin)[0])).toBe(
    "+14155550123 is a number of another country (United States) than Berlin (Germany). An emergency call may show the wrong place.",
  );
});
