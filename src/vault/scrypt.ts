import { Buffer } from "node:buffer";
import { pbkdf2Sync } from "node:crypto";
import type { Cost } from "./password-cost.ts";
import { mixBlock } from "./salsa.ts";

/** What is stretched, and to how many bytes. */
export type Stretching = {
  readonly password: Buffer;
  readonly salt: Buffer;
  readonly bytes: number;
  readonly cost: Cost;
};

/** Pairs of 64 bytes that are mixed before others get their turn: about a millisecond. */
const PAIRS_AT_ONCE = 4_096;

/**
 * Gives what scrypt (RFC 7914) gives, in slices of about a millisecond, with all others of the isolate in between: the
 * runtime's own scrypt works in one go, the asynchronous one too, and everybody waits for a third of a second.
 */
export async function scrypt({ password, salt, bytes, cost }: Stretching): Promise<Buffer> {
  const { N, r, p } = cost;
  const size = 32 * r;
  const mixed = new Uint8Array(pbkdf2Sync(password, salt, 1, p * 4 * size, "sha256"));
  const words = new Int32Array(mixed.buffer);
  const memory = new Int32Array(N * size);
  for (let lane = 0; lane < p; lane += 1) {
    for (const _ of mixLane(words.subarray(lane * size, (lane + 1) * size), memory, cost)) await others();
  }
  return pbkdf2Sync(password, Buffer.from(mixed.buffer), 1, bytes, "sha256");
}

/** ROMix of one lane, in place; pauses after each slice. */
function* mixLane(lane: Int32Array, memory: Int32Array, { N, r }: Cost): Generator<void> {
  const size = 32 * r;
  const slice = Math.max(1, Math.floor(PAIRS_AT_ONCE / r));
  const part = new Int32Array(16);
  memory.set(lane);
  for (let at = 1; at < N; at += 1) {
    mixBlock({ from: memory, at: (at - 1) * size, to: memory, into: at * size, part }, r);
    if (at % slice === 0) yield;
  }
  mixBlock({ from: memory, at: (N - 1) * size, to: lane, into: 0, part }, r);
  const both = new Int32Array(size);
  for (let step = 1; step <= N; step += 1) {
    const start = ((lane[size - 16] ?? 0) & (N - 1)) * size;
    for (let word = 0; word < size; word += 1) both[word] = (lane[word] ?? 0) ^ (memory[start + word] ?? 0);
    mixBlock({ from: both, at: 0, to: lane, into: 0, part }, r);
    if (step % slice === 0) yield;
  }
}

/** Lets everybody else in the isolate go on who is ready to. */
function others(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
