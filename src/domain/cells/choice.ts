import { foldCase } from "../user/user.ts";
import { namesSeveral, nearest } from "./nearest.ts";
import { fault, type Reading } from "./reading.ts";

/** Reads one of a few words, ignoring case, and gives it as the list writes it (`invalid_choice`). */
export function readChoice(text: string, choices: readonly string[]): Reading<string> {
  const folded = foldCase(text);
  const find = (part: string) => choices.find((choice) => foldCase(choice) === foldCase(part)) ?? null;
  const value = find(text);
  if (value !== null) return { ok: true, value };
  if (namesSeveral(text, find)) return fault("invalid_choice", { choices });
  const meant = choices.find((choice) => meanings[choice]?.includes(folded));
  const begun = choices.filter((choice) => foldCase(choice).startsWith(folded));
  if (begun.length > 1) return fault("invalid_choice", { choices });
  return fault("invalid_choice", { choices }, meant ?? begun[0] ?? nearest(text, choices));
}

/** What spreadsheets, databases and people write for the same; only suggested, as the template knows two words. */
const meanings: Readonly<Record<string, readonly string[]>> = {
  YES: ["true", "1", "on", "enabled", "x", "✓", "wahr", "vrai", "verdadero", "ja", "oui", "sí", "si", "sim", "tak"],
  NO: ["false", "0", "off", "disabled", "none", "-", "falsch", "faux", "falso", "nein", "nee", "non", "não", "nie"],
};
