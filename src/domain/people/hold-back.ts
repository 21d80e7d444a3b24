const FIRST_HELD = 10;
const LONGEST_FROM = 20;
const LONGEST_SECONDS = 30;

/**
 * How long the answer to a try to sign in is held back, in milliseconds, after so many failures for its e-mail: a second
 * from 10 on, and by equal factors more up to 30 seconds from 20 on. It is never a lock (S6).
 */
export function holdBackMs(failures: number): number {
  if (failures < FIRST_HELD) return 0;
  const part = Math.min(1, (failures - FIRST_HELD) / (LONGEST_FROM - FIRST_HELD));
  return Math.round(1000 * LONGEST_SECONDS ** part);
}
