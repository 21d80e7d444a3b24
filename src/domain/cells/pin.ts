import { fault, type Reading } from "./reading.ts";

/** Why a PIN is easy to guess. */
export type Weakness = "repeated" | "run" | "extension";

/** Reads a voicemail PIN of 4 to 10 digits (spec 2, column 15). */
export function readPin(text: string): Reading<string> {
  if (/^[0-9]{4,10}$/.test(text)) return { ok: true, value: text };
  return fault("invalid_pin", { tooShort: /^[0-9]{1,3}$/.test(text) });
}

/** Tells whether a PIN is easy to guess: one digit repeated, a run, or the user's extension (`weak_pin`). */
export function isWeakPin(pin: string, extension: string | null): boolean {
  return weaknessOf(pin, extension) !== null;
}

/** Tells why a PIN is easy to guess, or null; runs go either way and on from 9 to 0, as on the keypad. */
export function weaknessOf(pin: string, extension: string | null): Weakness | null {
  if (/^(.)\1*$/.test(pin)) return "repeated";
  if (isRun(pin, 1) || isRun(pin, 9)) return "run";
  return pin === extension ? "extension" : null;
}

function isRun(pin: string, step: number): boolean {
  return [...pin].every((digit, at) => at === 0 || Number(digit) === (Number(pin[at - 1]) + step) % 10);
}
