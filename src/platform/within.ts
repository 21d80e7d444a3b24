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
