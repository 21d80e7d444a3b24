import { fault, type Reading, type TimeZone } from "./reading.ts";
import { standardOffset } from "./time-zone-names.ts";

/** The longest text of a time zone, in code points. */
export const MAX_TIME_ZONE = 256;

const partHours = "-09:30 -03:30 -02:30 +03:30 +04:30 +05:30 +05:45 +06:30 +08:45 +09:30 +10:30 +12:45 +13:45";
const inUse: ReadonlySet<string> = new Set([
  ...Array.from({ length: 12 }, (_, west) => formatOffset("-", `${west + 1}`)),
  ...Array.from({ length: 15 }, (_, east) => formatOffset("+", `${east}`)),
  ...partHours.split(" ").map((offset) => `UTC${offset}`),
]);

const typographicMinus = /[\u2010-\u2015\u2212\ufe63\uff0d]/g;
const named = /^(?:UTC|GMT|Z)(?!\s*[+-])/i;
const signed = /^(?:UTC|GMT)?\s*([+-])\s*([0-9]{4}|[0-9]{1,2}(?::[0-9]{2})?)(?![0-9:.])/i;
// A label is set off from the offset and consists of words; a digit in front would still belong to the offset.
const label = /^(?:[\s,;/-]|(?=\())[^\p{L}\p{N}]*\p{L}/u;

/** Reads an offset from UTC that is in use somewhere, alone or at the front of a zone's full label (V5). */
export function readTimeZone(text: string): Reading<TimeZone> {
  // A character has at most two code units, so that a text of twice the length need not be counted.
  const length = text.length > 2 * MAX_TIME_ZONE ? text.length : [...text].length;
  if (length > MAX_TIME_ZONE) {
    const params = { column: "Time Zone", max: MAX_TIME_ZONE, unit: "characters", length } as const;
    return fault("too_long", params);
  }
  const plain = text.replace(typographicMinus, "-");
  const zone = plain.startsWith("(") ? readBracketed(plain) : readFront(plain);
  if (zone !== null && inUse.has(zone.offset) && (zone.rest === "" || isLabel(zone.rest, zone.offset))) {
    return { ok: true, value: { offset: zone.offset, label: zone.rest === "" ? null : text } };
  }
  const meant = suggestOffset(plain);
  const suggestion = meant ?? standardOffset(plain);
  return fault("invalid_time_zone", { suggestion, named: meant === null }, suggestion);
}

/** A label must not begin with another offset: UTC+1;UTC+2 are two, and UTC/GMT+1 is not UTC itself. */
function isLabel(rest: string, offset: string): boolean {
  if (!label.test(rest)) return false;
  const begun = rest.replace(/^[^\p{L}\p{N}+-]+/u, "");
  return !OFFSET.test(begun) || readFront(begun)?.offset === offset;
}

const OFFSET = /^(?:(?:UTC|GMT)\s*)?[+-][0-9]/i;

type Front = { readonly offset: string; readonly rest: string };

/** `(UTC-05:00) Eastern Time`: the brackets hold the offset and nothing else. */
function readBracketed(text: string): Front | null {
  const end = text.indexOf(")");
  const front = end < 0 ? null : readFront(text.slice(1, end).trim());
  if (front?.rest !== "") return null;
  const rest = text.slice(end + 1);
  // Nothing needs to part a label from the brackets.
  return { offset: front.offset, rest: rest === "" ? "" : ` ${rest}` };
}

function readFront(text: string): Front | null {
  const utc = text.match(named)?.[0];
  if (utc !== undefined) return { offset: "UTC+00:00", rest: text.slice(utc.length) };
  const [front, sign, time] = text.match(signed) ?? [];
  if (front === undefined || sign === undefined || time === undefined) return null;
  return { offset: timeOffset(sign, time), rest: text.slice(front.length) };
}

/** Hours, or hours and minutes as `530`, `0530` or `5:30`. */
function timeOffset(sign: string, time: string): string {
  const digits = time.replace(":", "");
  return digits.length < 3 ? formatOffset(sign, digits) : formatOffset(sign, digits.slice(0, -2), digits.slice(-2));
}

/** UTC itself has no minus. */
function formatOffset(sign: string, hours: string, minutes = "00"): string {
  const time = `${hours.padStart(2, "0")}:${minutes}`;
  return `UTC${time === "00:00" ? "+" : sign}${time}`;
}

/** What was probably meant by `UTC0`, `UTC+530`, `+5.5`, `+5.30`, or `Etc/GMT+5`, which counts the other way. */
function suggestOffset(text: string): string | null {
  const [, posix, hours] = text.match(/^Etc\/GMT([+-])([0-9]{1,2})$/i) ?? [];
  if (posix !== undefined && hours !== undefined) return ifInUse(formatOffset(posix === "+" ? "-" : "+", hours));
  const both = text.match(/^(?:UTC\/GMT|GMT\/UTC)\s*([+-].*)$/i)?.[1];
  if (both !== undefined) return ifInUse(readFront(both)?.offset ?? "");
  if (/^(?:UTC|GMT)\s*±?\s*0{1,2}(?::00)?$/i.test(text)) return "UTC+00:00";
  const [, sign, time] = text.match(/^(?:UTC|GMT)?\s*([+-])\s*([0-9]{3}|[0-9]{1,2}\.(?:0|5|25|75|30|45))$/i) ?? [];
  if (sign === undefined || time === undefined) return null;
  if (/\.(?:30|45)$/.test(time)) return ifInUse(timeOffset(sign, time.replace(".", ":")));
  return ifInUse(time.includes(".") ? decimalOffset(sign, Number(time)) : timeOffset(sign, time));
}

function decimalOffset(sign: string, hours: number): string {
  return formatOffset(sign, `${Math.floor(hours)}`, `${(hours % 1) * 60}`.padStart(2, "0"));
}

function ifInUse(offset: string): string | null {
  return inUse.has(offset) ? offset : null;
}
