import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { Turns, type Waiting } from "../../platform/turns.ts";
import { hashPassword, passwordMatches } from "../../vault/hashes.ts";
import type { KeyRing } from "../../vault/ring.ts";
import type { Admitted } from "./rate-limits.ts";

const AT_ONCE = 2;
const PATIENCE_MS = 5_000;
/** Whoever was turned away because others came first may come again so soon. */
const AGAIN_SECONDS = 5;

/** At most two passwords are hashed at a time in an isolate; others wait at most 5 seconds, or for as long as they are held back (S6). */
const turns = new Turns(AT_ONCE);

/** How most people wait for their turn. */
const asOthers: Waiting = { rank: 1, patienceMs: PATIENCE_MS };

/**
 * How somebody waits whose try was admitted: before others in a browser that is known; behind others, and for as long as that,
 * where the answer is held back anyway.
 */
export function waitingOf({ heldMs, isKnown }: Pick<Admitted, "heldMs" | "isKnown">): Waiting {
  if (isKnown) return { ...asOthers, rank: 0 };
  return heldMs === 0 ? asOthers : { rank: 2, patienceMs: Math.max(PATIENCE_MS, heldMs) };
}

async function inTurn<Value>(work: () => Promise<Value>, waiting: Waiting): Promise<Result<Value>> {
  const had = await turns.take(work, waiting);
  return had ? done(had.value) : refuse("too_many_requests", { reason: "crowd", seconds: AGAIN_SECONDS });
}

/** Hashes a password when it is its turn. */
export function hashInTurn(ring: KeyRing, password: string): Promise<Result<string>> {
  return inTurn(() => hashPassword(ring, password), asOthers);
}

/** Tells whether a password has this hash, when it is its turn; takes as long where there is no hash. */
export function matchInTurn(
  ring: KeyRing,
  password: string,
  stored: string | null,
  waiting = asOthers,
): Promise<Result<boolean>> {
  return inTurn(() => passwordMatches(ring, password, stored), waiting);
}
