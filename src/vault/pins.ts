import { randomInt } from "node:crypto";
import { isWeakPin } from "../domain/cells/pin.ts";

/** Makes a voicemail PIN of 6 digits that is not weak (M8). */
export function makePin(extension: string | null): string {
  for (;;) {
    const pin = String(randomInt(0, 1_000_000)).padStart(6, "0");
    if (!isWeakPin(pin, extension)) return pin;
  }
}
