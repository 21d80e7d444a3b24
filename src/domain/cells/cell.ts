import { type Column, isMandatory } from "../columns.ts";
import { readChoice } from "./choice.ts";
import { damageOf, type OfDigits } from "./damage.ts";
import { plainWidth } from "./digits.ts";
import { readEmailCell, readEmailsCell } from "./email-cell.ts";
import { extensionWithin, isShortNumber, readExtension } from "./extension.ts";
import { splitList } from "./list.ts";
import { readPhoneCell, readPhonesCell } from "./phone-cell.ts";
import { readPin } from "./pin.ts";
import { type CellReading, fault, type Reading, single, type TimeZone } from "./reading.ts";
import { meansMainLocation, type RowContext } from "./row-context.ts";
import { hasControlCharacters } from "./text.ts";
import { readTimeZone } from "./time-zone.ts";
import { brokenText } from "./value/broken-text.ts";
import { isPlaceholder, readPlaceholder } from "./value/placeholder.ts";
import { readWhole } from "./whole-number.ts";

/** Reads a cell that is not blank; what a spreadsheet has damaged wins over everything else (spec 4). */
export function readCell(column: Column, text: string, context: RowContext): CellReading {
  const kept = context.kept.has(column.key) ? readKept(column, text) : null;
  if (kept !== null) return single({ ok: true, value: kept });
  const damage = damageOf(text, digitsOf(column));
  if (damage) {
    const value = column.key === "voicemail_pin" ? null : text;
    return single(fault("spreadsheet_damaged", { kind: damage, value }));
  }
  const broken = brokenText(column, text);
  if (broken && !isOwnName(column, text, context)) return single(broken);
  if (hasControlCharacters(text)) {
    return single(fault("invalid_characters", { column: column.name }));
  }
  const reading = readKind(column, text, context);
  if (!isPlaceholder(text) || isMandatory(column, context.licenseTypes.length)) return reading;
  return readPlaceholder(reading, column.kind.type === "text");
}

/** What the account itself calls so is right, however it looks. */
function isOwnName({ kind }: Column, text: string, { types, locations }: RowContext): boolean {
  if (kind.type === "license_type") return types.find(text) !== null;
  return kind.type === "location" && locations.find(text) !== null;
}

/** The value of a text that a user keeps, which is not judged again; null where it is of a closed set or names a thing of the account. */
function readKept({ kind }: Column, text: string): string | readonly string[] | null {
  switch (kind.type) {
    case "text":
    case "email":
    case "phone":
    case "extension_or_phone":
      return text;
    case "emails":
    case "phones":
      return splitList(text);
    default:
      return null;
  }
}

function readKind(column: Column, text: string, context: RowContext): CellReading {
  const { kind } = column;
  switch (kind.type) {
    case "text":
      return single(readText(text, column.name, kind.max));
    case "email":
      return readEmailCell(text);
    case "emails":
      return readEmailsCell(text, kind.most);
    case "license_type":
      return single(readLicenseType(text, context));
    case "location":
      return single(readLocation(text, context));
    case "extension":
      return single(readExtension(text, context.extensionLength, context.reserved));
    case "phone":
      return readPhoneCell(column.key, text, context);
    case "phones":
      return readPhonesCell(text, kind.most, context);
    case "extension_or_phone":
      return isShortNumber(text) ? single({ ok: true, value: text }) : readOperator(column, text, context);
    case "time_zone":
      return single(readZone(text));
    case "whole":
      return single(readWhole(text, { column: column.name, from: kind.from, to: kind.to, unit: kind.unit }));
    case "pin":
      return single(readPin(text));
    case "choice":
      return single(readChoice(text, kind.choices));
    default:
      return kind satisfies never;
  }
}

/** Columns whose values a spreadsheet takes for numbers and shortens, or for dates. */
function digitsOf({ key, kind }: Column): OfDigits {
  if (key === "external_id") return "id";
  if (kind.type === "extension" || kind.type === "pin") return "few";
  return kind.type === "phone" || kind.type === "phones" || kind.type === "extension_or_phone" ? "many" : "no";
}

function readText(text: string, column: string, max: number): Reading<string> {
  // Code points are counted only where code units leave a doubt.
  if (text.length <= max) return { ok: true, value: text };
  const length = [...text].length;
  if (length <= max) return { ok: true, value: text };
  return fault("too_long", { column, max, unit: "characters", length });
}

/** A phone number, or an extension that is written with more than its digits. */
function readOperator({ key }: Column, text: string, context: RowContext): CellReading {
  const reading = readPhoneCell(key, text, context);
  const meant = extensionWithin(text);
  if (reading.faults[0]?.code !== "invalid_phone" || !isShortNumber(meant)) return reading;
  return single(fault("invalid_phone", { reason: "letters" }, meant));
}

/** Full-width and invisible signs make no difference, but in the label, which is kept as it stands. */
function readZone(text: string): Reading<TimeZone> {
  const reading = readTimeZone(text);
  if (reading.ok || /^[ -~]*$/.test(text)) return reading;
  const plain = readTimeZone(plainWidth(text.replace(/\p{Cf}/gu, "")));
  if (!plain.ok) return reading.suggestion === null ? plain : reading;
  const { offset, label } = plain.value;
  return { ok: true, value: { offset, label: label === null ? null : text } };
}

/** A problem names at most so many licence types of an account. */
const MOST_TYPES = 20;

function readLicenseType(text: string, { types, licenseTypes }: RowContext): Reading<string> {
  const value = types.find(text);
  if (value !== null) return { ok: true, value };
  const named = licenseTypes.slice(0, MOST_TYPES);
  const params = { types: named, more: licenseTypes.length - named.length };
  return fault("unknown_license_type", params, types.suggest(text));
}

function readLocation(text: string, { locations }: RowContext): Reading<string | null> {
  if (meansMainLocation(text)) return { ok: true, value: null };
  const value = locations.find(text);
  if (value !== null) return { ok: true, value };
  const suggestion = locations.suggest(text);
  return fault(
    "unknown_location",
    { suggestion, locations: locations.listed.names, more: locations.listed.more },
    suggestion,
  );
}
