import * as v from "valibot";
import type { LogEvent } from "../domain/operation/log-events.ts";
import { log } from "../log.ts";
import { forAccount } from "../telemetry/work.ts";
import { isNewer } from "./messages.ts";

/** What a consumer does with a message that it understands, and the log event of one with which that failed. */
export type Answering<Body> = {
  readonly queue: string;
  readonly reads: v.GenericSchema<unknown, Body>;
  readonly act: (body: Body) => Promise<void> | void;
  readonly failed: LogEvent;
  /** What is waited after a failure, in seconds, where that is not ever longer up to a minute. */
  readonly again?: number;
};

/** A message of a newer version comes again after so long, twice as long each time, up to an hour (seconds). */
const NEWER_SECONDS = 60;
const MOST_NEWER_SECONDS = 3_600;

/**
 * Does what a message asks for and acknowledges it; never throws, so that a bad one holds up no other. One that fails comes
 * again, and so does one of a newer version, for the consumers of that (O2): no version acknowledges what it cannot read.
 */
export async function answer<Body extends { readonly account: string }>(
  message: Message,
  answering: Answering<Body>,
): Promise<void> {
  const { queue, reads, act, failed, again } = answering;
  const { id, attempts, body } = message;
  if (isNewer(body)) {
    log("message_newer", { queue, message: id, attempt: attempts });
    return message.retry({ delaySeconds: Math.min(MOST_NEWER_SECONDS, NEWER_SECONDS * 2 ** (attempts - 1)) });
  }
  const read = v.safeParse(reads, body);
  if (!read.success) {
    log("message_unknown", { queue, message: id });
    return message.ack();
  }
  const { account } = read.output;
  try {
    await forAccount(account, async () => act(read.output));
    message.ack();
  } catch (error) {
    log(failed, { account, message: id, attempt: attempts }, error);
    message.retry({ delaySeconds: again ?? Math.min(60, 2 ** attempts) });
  }
}
