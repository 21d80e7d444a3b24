import { damageOf } from "./damage.ts";
import { addressesWithin, hasSeveralAts } from "./email/within.ts";
import { readEmail } from "./email.ts";
import { suggestDomain } from "./email-typo.ts";
import { readList, replaceParts, splitList } from "./list.ts";
import { type CellReading, fault, type Note, note, type Reading, single } from "./reading.ts";

/** Reads a cell with one address (V4); a common slip of a well-known domain is noted, several are too many. */
export function readEmailCell(text: string): CellReading {
  const count = hasSeveralAts(text) ? addressesWithin(text).addresses.length : 0;
  if (count > 1) return single(fault("too_many_values", { most: 1, count, what: "addresses" }));
  return single(readEmail(text), typoNotes([text]));
}

/** Reads a cell with a list of addresses (V4); common slips of well-known domains are noted. */
export function readEmailsCell(text: string, most: number): CellReading {
  const { values, faults } = readList(text, { most, what: "addresses" }, readPart);
  return { value: values, faults, notes: typoNotes(values, splitList(text)) };
}

/** Only a semicolon parts addresses; what other lists have between them is told. */
function readPart(part: string): Reading<string> {
  const damage = damageOf(part, "no");
  if (damage) return fault("spreadsheet_damaged", { kind: damage, value: part });
  const { addresses, others } = hasSeveralAts(part) ? addressesWithin(part) : { addresses: [], others: true };
  if (addresses.length > 1 && !others) return fault("invalid_email", { several: true }, addresses.join(";"));
  return readEmail(part);
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
