import { createMiddleware } from "hono/factory";
import { log } from "../../log.ts";
import type { AppEnv } from "../hono-env.ts";

/** Beyond these, or after so long, the line is cut instead (bytes, milliseconds). */
const MOST_READ_OFF = 67_108_864;
const READ_OFF_MS = 10_000;

/**
 * Reads to its end, and drops, what is left of a body that was found to be too large, or that nobody has touched because what
 * came before it was refused. If it were left where it is the runtime would cut the line, and a client that is still sending
 * would never hear what is wrong.
 */
export const readOff = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const { body } = c.req.raw;
  if (body && !body.locked) await drop(body.getReader());
});

/** Whoever sends without end must not keep us. */
async function drop(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const until = Date.now() + READ_OFF_MS;
  try {
    for (let length = 0; length < MOST_READ_OFF && Date.now() < until; ) {
      const { done, value } = await reader.read();
      if (done) return;
      length += value.byteLength;
    }
    await reader.cancel();
  } catch (error) {
    log("body_cut_off", {}, error);
  }
}
