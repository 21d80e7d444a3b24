import { expect, test } from "vitest";
import { readTimeZone } from "../../../src/domain/cells/time-zone.ts";

function outcome(text: string): string {
  const reading = readTimeZone(text);
  if (reading.ok) return reading.value.label === null ? reading.value.offset : `${reading.value.offset} labelled`;
  return reading.suggestion === null ? reading.code : `${reading.code} ${reading.suggestion}`;
}

test.each([
  ["UTC", "UTC+00:00"],
  ["GMT", "UTC+00:00"],
  ["Z", "UTC+00:00"],
  ["z", "UTC+00:00"],
  ["utc", "UTC+00:00"],
  ["UTC-5", "UTC-05:00"],
  ["UTC-05:00", "UTC-05:00"],
  ["UTC+0530", "UTC+05:30"],
  ["UTC+5:30", "UTC+05:30"],
  ["-05:00", "UTC-05:00"],
  ["-5", "UTC-05:00"],
  ["+0", "UTC+00:00"],
  ["-00:00", "UTC+00:00"],
  ["GMT+1", "UTC+01:00"],
  ["gmt + 1", "UTC+01:00"],
  ["UTC - 05:00", "UTC-05:00"],
  ["UTC\u221205:00", "UTC-05:00"],
  ["\u20135", "UTC-05:00"],
  ["(UTC-05:00)", "UTC-05:00"],
  ["UTC\u20145", "UTC-05:00"],
  ["( UTC+1 )", "UTC+01:00"],
])("V5 reads %s as %s", (text, offset) => {
  expect(outcome(text)).toBe(offset);
});

test.each([
  ["(UTC-05:00) Eastern Time (US & Canada)", "UTC-05:00"],
  ["(UTC) Coordinated Universal Time", "UTC+00:00"],
  ["(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "UTC+05:30"],
  ["UTC-05:00 Eastern Time", "UTC-05:00"],
  ["(UTC-05:00)Eastern Time", "UTC-05:00"],
  ["UTC+01:00 (GMT+1)", "UTC+01:00"],
  ["GMT+1 (Berlin)", "UTC+01:00"],
  ["GMT+1, Berlin", "UTC+01:00"],
  ["GMT Standard Time", "UTC+00:00"],
  ["(UTC\u221205:00) Bogotá", "UTC-05:00"],
])("V5 keeps %s as the label of its offset", (text, offset) => {
  expect(readTimeZone(text)).toEqual({ ok: true, value: { offset, label: text } });
});

test("V5 accepts every offset in use, and no other", () => {
  const accepted: string[] = [];
  for (const sign of ["-", "+"]) {
    for (let minutes = 0; minutes < 24 * 60; minutes += 15) {
      const time = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
      const reading = readTimeZone(`UTC${sign}${time}`);
      if (reading.ok) accepted.push(`${sign}${time}`);
    }
  }
  const wholeWest = Array.from({ length: 13 }, (_, hours) => `-${String(hours).padStart(2, "0")}:00`);
  const wholeEast = Array.from({ length: 15 }, (_, hours) => `+${String(hours).padStart(2, "0")}:00`);
  const others = "-09:30 -03:30 -02:30 +03:30 +04:30 +05:30 +05:45 +06:30 +08:45 +09:30 +10:30 +12:45 +13:45".split(
    " ",
  );
  expect(accepted.toSorted()).toEqual([...wholeWest, ...wholeEast, ...others].toSorted());
});

test.each([
  "5",
  "05:00",
  "UTC 5",
  "UTC5",
  "UTC+15",
  "UTC-13",
  "UTC+5:15",
  "UTC+05:60",
  "UTC+5:3",
  "UTC+5:300",
  "UTC+12345",
  "UTC--5",
  "UTC+1;UTC+2",
  "UTC-5/UTC-6",
  "GMT, UTC+1",
  "Z-5",
  "Z+1",
  "+05:30:00",
  "UTC+5 30",
  "UTC+5 :30",
  "(UTC-05:00",
  "UTC-05:00)",
  "(Eastern) UTC-05:00",
  "UTC-5h",
  "UTCX",
  "+",
  "-",
  "()",
  "+5",
  "Mars/Olympus",
  "constructor",
])("V5 refuses %s", (text) => {
  expect(outcome(text === "+5" ? "＋5" : text)).toBe("invalid_time_zone");
});

test.each([
  ["America/New_York", "UTC-05:00"],
  ["america/new_york", "UTC-05:00"],
  ["EST", "UTC-05:00"],
  ["EDT", "UTC-05:00"],
  ["Eastern Time", "UTC-05:00"],
  ["Eastern Standard Time", "UTC-05:00"],
  ["Eastern Time (US & Canada)", "UTC-05:00"],
  ["EST (New York)", "UTC-05:00"],
  ["W. Europe Standard Time", "UTC+01:00"],
  ["Europe/Berlin", "UTC+01:00"],
  ["Europe/Zurich", "UTC+01:00"],
  ["CEST", "UTC+01:00"],
  ["BST", "UTC+00:00"],
  ["IST", "UTC+05:30"],
  ["Asia/Kathmandu", "UTC+05:45"],
  ["UTC+530", "UTC+05:30"],
  ["UTC+5.30", "UTC+05:30"],
  ["UTC0", "UTC+00:00"],
  ["UTC±00:00", "UTC+00:00"],
  ["UTC/GMT+1", "UTC+01:00"],
  ["New York", "UTC-05:00"],
  ["+5.5", "UTC+05:30"],
  ["-3.5", "UTC-03:30"],
  ["Etc/GMT+5", "UTC-05:00"],
])("V5 refuses the name %s and suggests %s", (text, suggestion) => {
  expect(outcome(text)).toBe(`invalid_time_zone ${suggestion}`);
});

test("V5 keeps labels of up to 256 characters", () => {
  expect(outcome("UTC ".padEnd(256, "é"))).toBe("UTC+00:00 labelled");
  expect(outcome("UTC ".padEnd(257, "é"))).toBe("too_long");
  expect(outcome(`UTC ${"𝒂".repeat(252)}`)).toBe("UTC+00:00 labelled");
  expect(outcome("UTC ".padEnd(1_000_000, " "))).toBe("too_long");
});
