/** Writes a moment within a sentence: "2026-11-22 at 10:02 UTC". */
export function sayMomentIn(at: string): string {
  return `${at.slice(0, 10)} at ${at.slice(11, 16)} UTC`;
}
