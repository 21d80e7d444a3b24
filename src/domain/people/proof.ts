import { PROOF_MINUTES } from "../limits.ts";

/**
 * By what people show who they are (S8): their password alone, or with it a code of an app, a recovery code or a passkey; or
 * Cloudflare Access has vouched for them.
 */
export const signInWays = ["password", "app", "recovery_code", "passkey", "access"] as const;
export type SignInWay = (typeof signInWays)[number];
/** What a person gives themselves. */
export type ProofKind = Exclude<SignInWay, "access">;

/** Tells whether somebody has proved themselves recently enough for what a stolen session must not do (S1). */
export function isProved(provedAt: string | null, now: string): boolean {
  return provedAt !== null && Date.parse(now) - Date.parse(provedAt) < PROOF_MINUTES * 60_000;
}
