import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OwnDelay } from "../../../src/background/mail/own-delay.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A clock, and the isolate's timers, which come late by so much. */
function isolate() {
  let now = 1_000;
  const delay = new OwnDelay(() => now);
  const turn = (late = 0) => {
    now += 250 + late;
    vi.advanceTimersByTime(250);
  };
  return { delay, turn, pass: (milliseconds: number) => (now += milliseconds) };
}

test("M11 while the isolate comes to its turn in time it delays nothing, however long a sending takes", () => {
  const { delay, turn } = isolate();
  for (let n = 0; n < 40; n += 1) turn();
  expect(delay.ms).toBe(0);
});

test("M11 whatever the isolate comes late to is its own delay, also while it has not come yet", () => {
  const { delay, turn, pass } = isolate();
  turn(700);
  turn();
  turn(1_300);
  expect(delay.ms).toBe(2_000);
  pass(5_250);
  expect(delay.ms).toBe(7_000);
  delay.end();
  expect(vi.getTimerCount()).toBe(0);
});
