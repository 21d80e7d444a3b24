import { expect, test } from "vitest";
import { readNotice, writeNotice } from "../../../src/domain/mail/notice.ts";

test.each([
  { what: "password", at: "2026-11-29T01:02:03.000Z", from: "192.0.2.1", name: "" },
  { what: "token", at: "2026-11-29T01:02:03.000Z", from: "", name: "night run  of June" },
  { what: "token", at: "2026-11-29T01:02:03.000Z", from: "2001:db8::1", name: "password 2026" },
] as const)("S8 a notice is read as it was written: %j", (notice) => {
  expect(readNotice(writeNotice(notice))).toEqual(notice);
});

test("S8 what is no notice is none", () => {
  expect(["", "password", "https://hook.example/a", "pass word x y"].map(readNotice)).toEqual([null, null, null, null]);
});
