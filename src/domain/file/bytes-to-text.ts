/** The platform's decoder, which is pure; domain knows no DOM or Workers types. */
declare class TextDecoder {
  constructor(label: string);
  decode(bytes: Uint8Array): string;
}

/** Decodes bytes by a label of the Encoding Standard, without a byte order mark; what cannot be decoded is U+FFFD. */
export function decodeAs(label: string, bytes: Uint8Array): string {
  return new TextDecoder(label).decode(bytes);
}
