import { nearest } from "./nearest.ts";
import { sayCellError } from "./problems/cell.ts";
import { fault, type Reading } from "./reading.ts";
import { foldCase } from "./user.ts";

/** Reads one of a few words, ignoring case, and gives it as the list writes it (`invalid_choice`). */
export function readChoice(text: string, choices: readonly string[]): Reading<string> {
  const folded = foldCase(text);
  const value = choices.find((choice) => foldCase(choice) === folded);
  if (value !== undefined) return { ok: true, value };
  const begun = choices.find((choice) => foldCase(choice).startsWith(folded));
  return fault("invalid_choice", sayCellError("invalid_choice", { choices }), begun ?? nearest(text, choices));
}
