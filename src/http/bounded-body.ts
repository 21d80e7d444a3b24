import { done, type Result, refuse } from "../domain/result.ts";
import { log, reasonOf } from "../log.ts";

/** Reads a body of at most so many bytes, before and after decompression, counted while it arrives (F1). */
export async function readBounded(request: Request, most: number): Promise<Result<Uint8Array>> {
  const encoding = request.headers.get("Content-Encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity" && encoding !== "gzip") {
    return refuse("unsupported_content_encoding", "Send the body as it is, or with Content-Encoding: gzip.");
  }
  const body = request.body ?? new Blob([]).stream();
  if (encoding === "identity") return collect(body, most);
  // workerd hands a compressed body over as it came; the inflated bytes are counted, so a bomb ends at the limit.
  const inflated = await collect(body, most);
  if (!inflated.ok) return inflated;
  const unzipped = new Response(inflated.value).body?.pipeThrough(new DecompressionStream("gzip"));
  try {
    return await collect(unzipped ?? new Blob([]).stream(), most);
  } catch (error) {
    log("gzip_unreadable", { reason: reasonOf(error) });
    return refuse("malformed_encoding", "The body says that it is gzip, and it is not.");
  }
}

async function collect(stream: ReadableStream<Uint8Array>, most: number): Promise<Result<Uint8Array>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done: ended, value } = await reader.read();
    if (ended) break;
    length += value.byteLength;
    if (length > most) {
      // Not awaited: whoever sends without end must not keep us.
      reader.cancel().catch(() => undefined);
      return refuse("body_too_large", `The body has more than ${most} bytes.`);
    }
    parts.push(value);
  }
  return done(join(parts, length));
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
