/** A call to the platform that has not answered in time. */
export class Timeout extends Error {
  override readonly name = "Timeout";
}

/**
 * Waits for a call to the platform, but not for ever: rejects with a Timeout that names the call when it has not
 * answered in time. The call may still happen after that: whoever goes on must ask what is true now.
 */
export async function within<Answer>(milliseconds: number, call: string, answer: PromiseLike<Answer>): Promise<Answer> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Timeout(`${call} did not answer in ${milliseconds} ms`)), milliseconds);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** So long is an answer listened for after the rest of its time has gone by. */
const LISTEN_MS = 1_000;

/**
 * Waits as `within` does, but an answer that came while this process itself was held up is heard, however late that is.
 * For what must not be done again when it has been done.
 */
export async function withinAwake<Answer>(
  milliseconds: number,
  call: string,
  answer: PromiseLike<Answer>,
): Promise<Answer> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(new Timeout(`${call} did not answer in ${milliseconds} ms`));
  // The first timer may come late, and before the answer that is ready; the second one comes after that.
  let timer = setTimeout(() => {
    timer = setTimeout(giveUp, LISTEN_MS);
  }, milliseconds - LISTEN_MS);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
