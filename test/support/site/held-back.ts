import { env, exports } from "cloudflare:workers";
import { expect } from "vitest";
import { originOf } from "../../../src/store/decode.ts";
import { ORIGIN, pause } from "./http.ts";

/** A request that has begun: its body comes when it is finished. Such as read none are answered as they came, too. */
export type Begun = {
  readonly route: string;
  finish(): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }>;
};

/** Begins a request whose body is held back. */
export function begin(
  route: string,
  path: string,
  init: { method: string; headers: Record<string, string>; body: string },
): Begun {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const { method, headers } = init;
  const answered = exports.default.fetch(`${ORIGIN}${path}`, { method, headers, body: readable, redirect: "manual" });
  const told = answered.then(async (response) => ({
    status: response.status,
    headers: response.headers,
    text: await response.text(),
  }));
  told.catch(() => undefined);
  return {
    route,
    async finish() {
      const writer = writable.getWriter();
      const sent = writer.write(new TextEncoder().encode(init.body)).then(() => writer.close());
      await Promise.allSettled([sent, told]);
      return told;
    },
  };
}

/** Longer than a body may take before it is looked at again who sends it. */
const HELD_BACK_MS = 1_200;

/** Begins requests, and waits until it was looked at who sends each of them, and for so long that it will be again. */
export async function beginAll(look: string, start: () => readonly Begun[]): Promise<readonly Begun[]> {
  const database = Object.getPrototypeOf(env.DB);
  const { batch } = database;
  let looks = 0;
  database.batch = async function (statements: readonly object[]) {
    const results = await batch.call(this, statements);
    if (statements.some((one) => originOf(one).trimStart().startsWith(look))) looks += 1;
    return results;
  };
  try {
    const begun = start();
    await expect.poll(() => looks).toBeGreaterThanOrEqual(begun.length);
    await pause(HELD_BACK_MS);
    return begun;
  } finally {
    database.batch = batch;
  }
}
