/** Over how many minutes uses are counted (S6). */
export const RATE_MINUTES = 10;

/** What is counted, each for whom, and how many in ten minutes are not too many yet (S6). */
export const rates = {
  uploads: { account: 60 },
  passwords: { addressAndEmail: 10, address: 30 },
  codes: { addressAndEmail: 10, address: 30, person: 30 },
  links: { addressAndEmail: 10, address: 30 },
  temporary_passwords: { user: 100 },
} as const;
export type Rate = keyof typeof rates;
