import { decodeIbm850 } from "./ibm850.ts";

/** The platform's decoder, which is pure; domain knows no DOM or Workers types. */
declare class TextDecoder {
  constructor(label: string);
  readonly encoding: string;
  decode(bytes: Uint8Array): string;
}

/** Decodes bytes by a label of the Encoding Standard, or as ibm850, without a byte order mark; what cannot be decoded is U+FFFD. */
export function decodeAs(label: string, bytes: Uint8Array): string {
  return label === "ibm850" ? decodeIbm850(bytes) : new TextDecoder(label).decode(bytes);
}

/** Gives the name of the encoding that a label of the Encoding Standard stands for; null where it is no label. */
export function labelOf(label: string): string | null {
  try {
    return new TextDecoder(label).encoding.toLowerCase();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
