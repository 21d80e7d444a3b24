import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Timeout, withinAwake } from "../../src/platform/within.ts";

/** Nothing in this process gets a turn for so long. */
function holdUp(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

test("M4 an answer that comes while the process is held up is heard, however long that takes", async () => {
  // It is ready some turns after the process goes on.
  const answer = sleep(10).then(() => sleep(10, "accepted"));
  const heard = withinAwake(1_500, "the mail system", answer);
  holdUp(2_000);
  expect(await heard).toBe("accepted");
});

test("a call that does not answer is given up in time", async () => {
  const begun = performance.now();
  await expect(withinAwake(1_100, "the mail system", new Promise(() => {}))).rejects.toThrow(Timeout);
  expect(performance.now() - begun).toBeGreaterThan(1_000);
});
