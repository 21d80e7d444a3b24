import { done, type Result } from "../../domain/problems/result.ts";

/** Whose body takes longer than this is looked at again (milliseconds): others are asked about once. */
const LATE_MS = 1_000;

/** Looks again whether whoever sends a request may still; `proof` where they must have proved themselves just before. */
type Again = (proof: boolean) => Promise<Result<unknown>>;

/** Who sends which request was looked at when it began. */
const looked = new WeakMap<Request, { readonly at: number; readonly again: Again; proof: boolean }>();

/**
 * Notes that it was looked at who sends a request whose body is still to come, and how to look again. Who may ask is found out
 * before the body is read, so that nobody else has us keep one; but they may hold it back for hours.
 */
export function noteLook(request: Request, again: Again): void {
  looked.set(request, { at: Date.now(), again, proof: false });
}

/** Notes that this request takes a proof of just before. */
export function noteProof(request: Request): void {
  const look = looked.get(request);
  if (look) look.proof = true;
}

/**
 * Tells, when the body of a request is there, or before more is given to whoever has waited for it, whether they still may: their session
 * or token can have ended (S1, S2).
 */
export async function mayStill(request: Request): Promise<Result<unknown>> {
  const look = looked.get(request);
  return look && Date.now() - look.at >= LATE_MS ? look.again(look.proof) : done(null);
}
