import { expect, test } from "vitest";
import { address } from "../../src/views/address.ts";
import { sayServices } from "../../src/views/kinds.ts";
import { sayBetween, sayBytes, sayDate, sayDuration, sayMany, sayMoment, sayTime } from "../../src/views/words.ts";

test("times are told in plain words, in UTC", () => {
  expect(sayTime("2026-11-22T10:02:59.999Z")).toBe("22 November, 10:02 UTC");
  expect(sayDate("2026-01-01T00:00:00.000Z")).toBe("1 Jan 2026, 00:00 UTC");
});

test("E14 times are told in any zone, with the day that it is there and the name of the zone", () => {
  const moment = "2026-11-22T23:02:00.000Z";
  expect(sayMoment(moment, "time", "Europe/Amsterdam")).toBe("23 November, 00:02 CET");
  expect(sayMoment(moment, "date", "Europe/Amsterdam")).toBe("23 Nov 2026, 00:02 CET");
  expect(sayMoment("2026-06-22T23:02:00.000Z", "day", "Europe/Amsterdam")).toBe("23 June");
  expect(sayMoment(moment, "time", "America/New_York")).toMatch(/^22 November, 18:02 (GMT-5|EST)$/);
  expect(sayMoment(moment, "time", "Asia/Kathmandu")).toContain("23 November, 04:47");
});

test("durations are told in at most two units", () => {
  const told = [0, 2, 59.6, 65, 600, 3725, 7200].map(sayDuration);
  expect(told).toEqual(["less than 1 s", "2 s", "1 min", "1 min 5 s", "10 min", "1 h 2 min", "2 h"]);
  expect(sayBetween("2026-11-22T10:02:00.000Z", "2026-11-22T10:02:04.400Z")).toBe("4 s");
});

test("numbers of things have their thousands separated, and one is one", () => {
  expect([0, 1, 2, 1000].map((n) => sayMany(n, "user"))).toEqual(["0 users", "1 user", "2 users", "1,000 users"]);
});

test("sizes are told in the unit that fits", () => {
  expect([1, 812, 254_012, 2_097_152].map(sayBytes)).toEqual(["1 byte", "812 bytes", "248 KB", "2 MB"]);
});

test("services are named as people know them", () => {
  expect(sayServices([])).toBe("none");
  expect(sayServices(["connect", "meet", "share"])).toBe("CONNECT, MEET and SHARE");
});

test("addresses carry what is not blank, whatever it holds", () => {
  expect(address("/users", { q: "", cursor: "" })).toBe("/users");
  expect(address("/users", { q: "a&b=c d", cursor: "x" }, "rows")).toBe("/users?q=a%26b%3Dc+d&cursor=x#rows");
});
