/** Recovery codes that a person has. */
export const RECOVERY_CODES = 10;
/** Characters of each, of an alphabet in which none looks like another (Crockford's base32). */
export const RECOVERY_LENGTH = 24;
export const RECOVERY_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A code as somebody typed it: of an authenticator app, or one to recover with. */
export type FactorCode = { readonly kind: "app" | "recovery"; readonly code: string };

/** Reads a code, however it is spaced and written; null where it can be none (S1). */
export function readFactorCode(typed: string): FactorCode | null {
  const text = typed
    .normalize("NFKC")
    .replace(/[\s\p{Pd}\p{Cf}]/gu, "")
    .toUpperCase();
  if (/^[0-9]{6}$/.test(text)) return { kind: "app", code: text };
  const code = text.replace(/[IL]/g, "1").replaceAll("O", "0");
  return code.length === RECOVERY_LENGTH && [...code].every((letter) => RECOVERY_ALPHABET.includes(letter))
    ? { kind: "recovery", code }
    : null;
}

/** A secret or a code as people read it, four characters at a time. */
export function inFours(text: string): string {
  return (text.match(/.{1,4}/g) ?? []).join(" ");
}
