import { expect, test } from "vitest";
import {
  type Counted,
  importUsage,
  marginalPrice,
  monthlyPrice,
  monthlyUsage,
  storedUsage,
} from "../scripts/cost/model.ts";

const counted: Counted = {
  rowsRead: 50_000,
  rowsWritten: 20_000,
  messages: 50,
  mails: 2_000,
  fileBytes: 300_000,
  userBytes: 2_500,
  passingBytes: 5_000,
};

test("what is used costs what its price says, and mails cost most of it", () => {
  expect(marginalPrice({ rowsWritten: 1_000_000 })).toBeCloseTo(1);
  expect(marginalPrice({ mails: 2_000 })).toBeCloseTo(0.7);
  const all = marginalPrice(importUsage(counted));
  const { mails: _, ...others } = importUsage(counted);
  expect(all - marginalPrice(others)).toBeCloseTo(0.7);
  // 20,000 rows written, and hardly anything else.
  expect(marginalPrice(others)).toBeGreaterThan(0.02);
  expect(marginalPrice(others)).toBeLessThan(0.022);
});

test("what the plan includes costs nothing more, and what is beyond it its price", () => {
  expect(monthlyPrice({ mails: 3_000, rowsWritten: 50_000_000 })).toBe(5);
  expect(monthlyPrice({ mails: 13_000 })).toBeCloseTo(8.5);
});

test("a month counts imports, what lies there, and visits", () => {
  const operator = { name: "x", accounts: 100, users: 4_000_000, imported: 1_000_000, visits: 0 };
  expect(monthlyUsage(counted, operator)).toMatchObject({ mails: 2_000_000, rowsWritten: 20_000_000, d1Gigabytes: 15 });
  expect(storedUsage(counted, 1_000, 0).d1Gigabytes).toBeCloseTo(0.0025);
  expect(monthlyPrice(monthlyUsage(counted, operator))).toBeCloseTo(5 + 698.95 + 7.5, 0);
});
