/** Kinds of second factors: an authenticator app, and a passkey of a device. */
export const factorKinds = ["app", "passkey"] as const;
export type FactorKind = (typeof factorKinds)[number];

/** What is known of somebody who is signed in, as far as second factors go. */
export type FactorFacts = {
  readonly has_factor: boolean;
  /** Whether the account demands one. */
  readonly require_factor: boolean;
  /** Whether Cloudflare Access has vouched for them: then nothing of ours is demanded. */
  readonly by_access: boolean;
};

/** Tells whether somebody must make themselves a second factor before anything else; `everywhere`: the operator demands one (S1). */
export function owesFactor(facts: FactorFacts, everywhere: boolean): boolean {
  return !facts.has_factor && !facts.by_access && (facts.require_factor || everywhere);
}
