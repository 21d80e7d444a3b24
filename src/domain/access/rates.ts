/** Over how many minutes uses are counted (S6). */
export const RATE_MINUTES = 10;

/** What is counted, each for whom, and how many in ten minutes are not too many yet (S6). */
export const rates = {
  uploads: { account: 60 },
  passwords: { addressAndEmail: 10, address: 30, browser: 10 },
  codes: { addressAndEmail: 10, address: 30, person: 30 },
  links: { addressAndEmail: 10, address: 30 },
  temporary_passwords: { user: 100 },
} as const;
export type Rate = keyof typeof rates;

/** A first fence in front of wrong tokens and passwords, for each network and Cloudflare location (wrangler.toml, GUESS_LIMIT). */
export const GUESSES_PER_MINUTE = 300;

/** How a request stands with a limit that counted it: how many are left of `most`, and in how many seconds all are again. */
export type Standing = {
  readonly limit: Rate;
  readonly most: number;
  readonly left: number;
  readonly windowSeconds: number;
  readonly seconds: number;
};

/** Tells how somebody stands who has used so many of a limit, in a window that ends in so many seconds. */
export function standingOf(
  limit: Rate,
  most: number,
  { used, seconds }: { readonly used: number; readonly seconds: number },
): Standing {
  return { limit, most, left: Math.max(0, most - used), windowSeconds: RATE_MINUTES * 60, seconds };
}
