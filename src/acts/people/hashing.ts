import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { Turns } from "../../platform/turns.ts";
import { hashPassword, passwordMatches } from "../../vault/hashes.ts";
import type { KeyRing } from "../../vault/ring.ts";

const AT_ONCE = 2;
const PATIENCE_MS = 5_000;
/** Whoever was turned away because others came first may come again so soon. */
const AGAIN_SECONDS = 5;

/** At most two passwords are hashed at a time in an isolate; others wait at most 5 seconds (S6). */
const turns = new Turns(AT_ONCE, PATIENCE_MS);

async function inTurn<Value>(work: () => Promise<Value>): Promise<Result<Value>> {
  const had = await turns.take(work);
  return had ? done(had.value) : refuse("too_many_requests", { reason: "crowd", seconds: AGAIN_SECONDS });
}

/** Hashes a password when it is its turn. */
export function hashInTurn(ring: KeyRing, password: string): Promise<Result<string>> {
  return inTurn(() => hashPassword(ring, password));
}

/** Tells whether a password has this hash, when it is its turn; takes as long where there is no hash. */
export function matchInTurn(ring: KeyRing, password: string, stored: string | null): Promise<Result<boolean>> {
  return inTurn(() => passwordMatches(ring, password, stored));
}
