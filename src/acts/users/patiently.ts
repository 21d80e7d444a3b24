import type { Result } from "../../domain/problems/result.ts";

/** So often, and with such a pause, the answer to the same form is looked for when it was sent twice (E4). */
const MOST_LOOKS = 30;
const LOOK_MS = 100;

/** Of two forms that came at once, by a double click, the second waits for the first and comes to the same answer. */
export async function patiently<Value>(ask: () => Promise<{ readonly result: Result<Value> }>): Promise<Result<Value>> {
  for (let look = 1; ; look += 1) {
    const { result } = await ask();
    const isWaiting = !result.ok && result.failure.code === "idempotency_in_progress";
    if (!isWaiting || look === MOST_LOOKS) return result;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
