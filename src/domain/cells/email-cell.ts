import { damageOf } from "./damage.ts";
import { isEmail, readEmail } from "./email.ts";
import { suggestDomain } from "./email-typo.ts";
import { readList, replaceParts, splitList } from "./list.ts";
import { type CellReading, fault, type Note, note, type Reading, single } from "./reading.ts";

/** Reads a cell with one address (V4); a common slip of a well-known domain is noted. */
export function readEmailCell(text: string): CellReading {
  return single(readEmail(text), typoNotes([text]));
}

/** Reads a cell with a list of addresses (V4); common slips of well-known domains are noted. */
export function readEmailsCell(text: string, most: number): CellReading {
  const { values, faults } = readList(text, { most, what: "addresses" }, readPart);
  return { value: values, faults, notes: typoNotes(values, splitList(text)) };
}

/** The longest text that is searched for several addresses. */
const MOST_SEARCHED = 2_000;

/** Only a semicolon parts addresses; what other lists have between them is told. */
function readPart(part: string): Reading<string> {
  const damage = damageOf(part, false);
  const addresses = part.length > MOST_SEARCHED ? [] : part.split(/[\s,]+/).filter((one) => one !== "");
  if (addresses.length > 1 && addresses.every(isEmail))
    return fault("invalid_email", { several: true }, addresses.join(";"));
  if (!damage) return readEmail(part);
  return fault("spreadsheet_damaged", { kind: damage, value: part });
}

/** One note for a cell, whose suggestion is the whole cell put right. */
function typoNotes(addresses: readonly string[], parts: readonly string[] = addresses): readonly Note[] {
  const right = new Map(
    addresses.flatMap((address) => {
      const meant = suggestDomain(address);
      return meant === null ? [] : [[address, meant]];
    }),
  );
  if (right.size === 0) return [];
  return [note("email_typo", { suggestion: [...right.values()].join(", ") }, replaceParts(parts, right))];
}
