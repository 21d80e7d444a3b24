import { done, type Result, refuse } from "../../domain/problems/result.ts";

const LEAST_CHARACTERS = 12;
const MOST_CHARACTERS = 128;

/** Takes a new password of an administrator: 12 to 128 characters (S1). */
export function readNewPassword(password: string): Result<string> {
  const length = [...password].length;
  if (length >= LEAST_CHARACTERS && length <= MOST_CHARACTERS) return done(password);
  const bounds = { least: LEAST_CHARACTERS, most: MOST_CHARACTERS };
  return refuse("invalid_option", { about: "password_length", ...bounds, length });
}
