import { gunzipSync } from "node:zlib";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { log } from "../../log.ts";
import { mayStill } from "./late-body.ts";

/**
 * Reads a body of at most so many bytes, before and after decompression, counted while it arrives (F1). Refuses it where whoever
 * sends it may not ask any more by the time it is there.
 */
export async function readBounded(request: Request, most: number): Promise<Result<Uint8Array>> {
  const encoding = request.headers.get("Content-Encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity" && encoding !== "gzip") {
    return refuse("unsupported_content_encoding", {});
  }
  // workerd hands a compressed body over as it came.
  const sent = await collect(request.body ?? new Blob([]).stream(), most);
  const still = await mayStill(request);
  if (!still.ok) return still;
  return sent.ok && encoding === "gzip" ? inflate(sent.value, most) : sent;
}

// Not DecompressionStream: it inflates at once all that it is given, so that two megabytes of a bomb are two gigabytes
// in memory before the first of them can be counted. This stops at the limit.
function inflate(bytes: Uint8Array, most: number): Result<Uint8Array> {
  try {
    return done(new Uint8Array(gunzipSync(bytes, { maxOutputLength: most })));
  } catch (error) {
    if (error instanceof RangeError) return tooLarge(most);
    log("gzip_unreadable", {}, error);
    return refuse("malformed_encoding", { body: "gzip" });
  }
}

async function collect(stream: ReadableStream<Uint8Array>, most: number): Promise<Result<Uint8Array>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done: ended, value } = await reader.read().catch(cutOff);
    if (ended === null) return refuse("malformed_request", { reason: "cut_off" });
    if (ended) break;
    length += value.byteLength;
    if (length > most) {
      // No more of it is taken here: what is left is read off when the answer is ready (readOff).
      reader.releaseLock();
      return tooLarge(most);
    }
    parts.push(value);
  }
  return done(join(parts, length));
}

/** A line that breaks in the middle of an upload is nobody's fault, and nobody waits for the answer any more. */
function cutOff(error: unknown): { readonly done: null; readonly value: undefined } {
  log("body_cut_off", {}, error);
  return { done: null, value: undefined };
}

function tooLarge(most: number): Result<never> {
  return refuse("body_too_large", { maxBytes: most });
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
