import { expect, test } from "vitest";
import { said } from "../../support/english.ts";
import { check } from "../../support/files/check-rows.ts";
import { makeFacts, makeHeld } from "../../support/files/facts.ts";

test("B1 counts the licences of all rows, also of those with errors, and lists only the short types", () => {
  const facts = makeFacts({ types: { Pro: 1, Basic: 1, Spare: 0 } });
  const rows = [{}, { license_type: "pro" }, { email: "x" }, { license_type: "Basic" }, { license_type: "?" }];
  const { blockers } = check(rows, { facts }).report;
  expect(blockers).toEqual([
    {
      code: "insufficient_subscriptions",
      params: { subscriptions: [{ type: "Pro", needed: 3, available: 1, missing: 2 }] },
    },
  ]);
  expect(said(blockers[0])).toBe(
    "3 Pro licences are needed and 1 is available: 2 missing. Increase them under Licences and try again.",
  );
});

test("B1 counts rows whose blank licence type means the only one", () => {
  const facts = makeFacts({ types: { Pro: 1 } });
  expect(check([{ license_type: "" }], { facts }).report.blockers).toEqual([]);
  expect(check([{ license_type: "" }, { license_type: "" }], { facts }).report.blockers).toMatchObject([
    { params: { subscriptions: [{ needed: 2, available: 1, missing: 1 }] } },
  ]);
});

test("B1 does not apply without CONNECT", () => {
  const facts = makeFacts({ types: { Pro: 0 } });
  expect(check([{}], { facts, services: ["meet"] }).report.blockers).toEqual([]);
});

const running = {
  id: "imp_1",
  file: "users.csv",
  undoing: false,
  startedAt: "2026-11-22T10:02:00.000Z",
  startedBy: "dana@acme.example",
};

test("B2 names the import that runs", () => {
  const { blockers } = check([{}], { running }).report;
  expect(blockers).toEqual([{ code: "import_in_progress", params: { wish: "start", running } }]);
  expect(said(blockers[0])).toBe(
    "users.csv was started on 2026-11-22 at 10:02 UTC by dana@acme.example. Wait until it ends, or stop it.",
  );
});

test("B3 blocks only for services that were named; the others that are lacking are noticed", () => {
  const facts = makeFacts({ services: ["connect"] });
  const { report, services } = check([{}], { facts, services: ["meet", "connect"] });
  expect(report.blockers).toMatchObject([{ code: "service_not_installed", params: { service: "meet" } }]);
  expect(report.notices).toMatchObject([{ code: "service_not_installed", params: { service: "share" } }]);
  expect(services).toEqual(["connect", "meet"]);
});

test("without a service named, the installed ones are used and the others are noticed", () => {
  const facts = makeFacts({ services: ["share", "connect"] });
  const { report, services } = check([{}], { facts });
  expect(report.blockers).toEqual([]);
  expect(report.notices).toMatchObject([{ code: "service_not_installed", params: { service: "meet" } }]);
  expect(services).toEqual(["connect", "share"]);
});

test("blockers stand in the order in which a request is answered", () => {
  const facts = makeFacts({ services: ["connect"], types: { Pro: 0 } });
  const { blockers } = check([{}], { facts, running, services: ["connect", "share"] }).report;
  expect(blockers.map(({ code }) => code)).toEqual([
    "service_not_installed",
    "import_in_progress",
    "insufficient_subscriptions",
  ]);
});

test("V2 ignores the voice columns without CONNECT, and a notice lists those that had values", () => {
  const columns = [
    { key: "license_type", header: "Subscription license type" },
    { key: "primary_phone", header: "Primary Phone Number" },
    { key: "extension", header: "Extension" },
  ] as const;
  const rows = [
    { license_type: "?", voicemail_pin: "1" },
    { primary_phone: "abc", voicemail_pin: "1" },
  ];
  const held = makeHeld({ freeExtensions: 0 });
  const { report, rows: checked } = check(rows, { columns, held, services: ["meet", "share"] });
  expect(report).toMatchObject({ errors: [], warnings: [], blockers: [] });
  expect(report.notices).toMatchObject([
    {
      code: "columns_ignored",
      params: { columns: ["Subscription license type", "Primary Phone Number", "Voicemail PIN (Optional)"] },
    },
  ]);
  expect(checked.map(({ wanted }) => wanted?.license_type)).toEqual([null, null]);
});

test("V2 says nothing of ignored columns that are blank", () => {
  expect(check([{ license_type: "" }], { services: ["meet"] }).report.notices).toEqual([]);
});
