/** Hands over what is written, part by part, as bytes. */
export function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done: isOver, value } = await parts.next();
      if (isOver) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}
