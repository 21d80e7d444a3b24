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

const TICK_MS = 1_000;

/**
 * Waits as `within` does, but time in which this process itself was held up does not count: an answer that came meanwhile
 * is heard. For what must not be done again when it has been done.
 */
export async function withinAwake<Answer>(
  milliseconds: number,
  call: string,
  answer: PromiseLike<Answer>,
): Promise<Answer> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const wait = (left: number): void => {
    // However late a tick comes, it counts as one, and whatever is ready is heard before the next.
    if (left <= 0) reject(new Timeout(`${call} did not answer in ${milliseconds} ms`));
    else timer = setTimeout(() => wait(left - TICK_MS), Math.min(left, TICK_MS));
  };
  wait(milliseconds);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
