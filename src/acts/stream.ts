import type { Result } from "../domain/problems/result.ts";

/** Tells whether whoever asked for something that takes long may still have it (S1, S2). */
export type MayStill = () => Promise<Result<unknown>>;

/**
 * Hands over what is written, part by part, as bytes. Whoever takes it slowly gets no further part once they may not have it any
 * more: what they have then is cut off, so that nobody takes it for the whole.
 */
export function streamOf(parts: AsyncGenerator<string>, mayStill: MayStill): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const still = await mayStill();
      if (!still.ok) return controller.error(new Error(`no longer allowed: ${still.failure.code}`));
      const { done: isOver, value } = await parts.next();
      if (isOver) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}
