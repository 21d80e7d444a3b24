import { randomInt } from "node:crypto";
import { RECOVERY_ALPHABET, RECOVERY_CODES, RECOVERY_LENGTH } from "../domain/people/factor-code.ts";
import { sha256 } from "./hashes.ts";

/** Makes ten recovery codes of 120 random bits each, so that the hash of one tells nobody what it is. */
export function makeRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: RECOVERY_LENGTH }, () => RECOVERY_ALPHABET[randomInt(RECOVERY_ALPHABET.length)]).join(""),
  );
}

/** What is kept of a recovery code of a person. */
export function recoveryHash(emailKey: string, code: string): string {
  return sha256(`${emailKey} ${code}`);
}
