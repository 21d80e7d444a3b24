import { autoText, autoWithin, readAuto } from "../account/auto-number.ts";
import type { ColumnKey } from "../columns.ts";
import { readList } from "./list.ts";
import { partedNumbers } from "./phone/within.ts";
import { isTollFree, type PhoneReading, readPhone } from "./phone.ts";
import { type CellReading, fault, type Note, note, type Reading, single } from "./reading.ts";
import type { RowContext } from "./row-context.ts";

/**
 * Reads a cell with one phone number (V1); a primary number must not be toll-free, an unusual one is noted. Instead of a
 * primary number it may ask for any (I14).
 */
export function readPhoneCell(key: ColumnKey, text: string, context: RowContext): CellReading {
  const auto = key === "primary_phone" ? readAuto(text) : null;
  if (auto !== null) return single({ ok: true, value: autoText(auto) });
  const phone = readPhone(text, context.country, context.isOnAccount);
  const meant = key === "primary_phone" ? autoWithin(text) : null;
  if (!phone.ok) return single(meant === null ? phone : fault("invalid_phone", { reason: "letters" }, meant));
  const { e164, unusual } = phone;
  if (key !== "primary_phone" || !isTollFree(e164))
    return single({ ok: true, value: e164 }, unusualNotes(unusual, e164));
  return single(fault("toll_free_not_allowed", { e164 }));
}

/** Reads a cell with a list of phone numbers (V1); unusual ones are noted. */
export function readPhonesCell(text: string, most: number, context: RowContext): CellReading {
  const notes: Note[] = [];
  const { values, faults } = readList(text, { most, what: "phone numbers" }, (part) => {
    const phone = readPhone(part, context.country, context.isOnAccount);
    if (phone.ok) notes.push(...unusualNotes(phone.unusual, phone.e164));
    return readPart(phone, part, context);
  });
  return { value: values, faults, notes };
}

function unusualNotes(unusual: boolean, e164: string): readonly Note[] {
  if (!unusual) return [];
  return [note("number_unusual", { e164 })];
}

/** In a list, several numbers at one place are no number; only a semicolon parts them, which is suggested. */
function readPart(phone: PhoneReading, part: string, { country, isOnAccount }: RowContext): Reading<string> {
  if (phone.ok) return { ok: true, value: phone.e164 };
  if (phone.code !== "too_many_values") return phone;
  const parted = partedNumbers(part, (one) => {
    const reading = readPhone(one, country, isOnAccount);
    return reading.ok ? reading.e164 : reading.suggestion;
  });
  return fault("invalid_phone", { reason: "separator" }, parted);
}
