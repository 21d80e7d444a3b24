import { PROOF_MINUTES } from "../limits.ts";

/** Tells whether somebody has proved themselves recently enough for what a stolen session must not do (S1). */
export function isProved(provedAt: string | null, now: string): boolean {
  return provedAt !== null && Date.parse(now) - Date.parse(provedAt) < PROOF_MINUTES * 60_000;
}
