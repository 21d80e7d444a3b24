import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { admitGuess } from "../../../src/acts/people/rate-limits.ts";
import { CALL_TIMEOUT_MS } from "../../../src/domain/limits.ts";
import { removeUploads } from "../../../src/store/imports/uploads.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<never>(() => {});

/** The bucket as it is, but that one of its calls never answers. */
function silentAt(silent: "list" | "delete"): R2Bucket {
  return new Proxy(env.UPLOADS, {
    get(bucket, name) {
      if (name === silent) return never;
      const member = Reflect.get(bucket, name);
      return typeof member === "function" ? member.bind(bucket) : member;
    },
  });
}

async function fate(call: Promise<unknown>): Promise<string> {
  const settled = call.then(
    () => "done",
    (error: Error) => error.name,
  );
  let ended: string | undefined;
  void settled.then((end) => {
    ended = end;
  });
  for (let waits = 0; ended === undefined && waits < 20; waits += 1) {
    await scheduler.wait(5);
    await vi.advanceTimersByTimeAsync(CALL_TIMEOUT_MS);
  }
  return ended ?? "waits for ever";
}

test("deleting the uploads of an account is not waited for, for ever, where R2 does not answer", async () => {
  await env.UPLOADS.put("never-acme/imp_1/upload", "sealed");
  expect(await fate(removeUploads(silentAt("list"), "never-acme"))).toBe("Timeout");
  expect(await fate(removeUploads(silentAt("delete"), "never-acme"))).toBe("Timeout");
  expect(await fate(removeUploads(env.UPLOADS, "never-acme"))).toBe("done");
});

test("S6 nor is the first fence against guesses", async () => {
  expect(await fate(admitGuess({ ...env, GUESS_LIMIT: { limit: never } }, "192.0.2.1"))).toBe("Timeout");
});
