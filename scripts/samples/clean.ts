import type { Cells, ColumnKey } from "../../src/domain/columns.ts";
import { pools, shares } from "../lib/inventory.mjs";
import { type FullUser, fullUser } from "./full-user.ts";
import { at, random } from "./random.ts";
import { locationOf, seats } from "./seats.ts";

/** Which people of names.ts each sample has: the index of its first. */
export const firstPerson = { demo: 0, twenty: 40, conflicts: 60, problems: 100, thousand: 180 };

const demoExtensions = range(...shares.demo.extensions);

/** The 40 users who were there all along: 40 primary and 60 additional numbers. */
export function demoUsers(): readonly FullUser[] {
  const common = { draw: random(40), pins: new Set<string>(), seat: seats("demo"), operators: ["1001", "1002"] };
  return count(40, (n) =>
    fullUser({
      ...common,
      n,
      who: n,
      location: locationOf(n),
      licence: n < 25 ? "Essentials" : "Pro",
      more: 1 + (n % 2),
    }),
  );
}

/** 1,000 users with every column filled in. */
export function thousandUsers(): readonly FullUser[] {
  const [first, last] = shares.thousand.extensions;
  const operators = [...demoExtensions, "1911", "2000", ...range(first, Math.min(last, first + 9))];
  const common = { draw: random(1000), pins: new Set<string>(), seat: seats("thousand"), operators };
  const licence = (n: number) => (n % 5 < 3 ? "Essentials" : "Pro");
  return count(1000, (n) =>
    fullUser({
      ...common,
      n,
      who: firstPerson.thousand + n,
      location: locationOf(n),
      licence: licence(n),
      more: 1 + (n % 2),
    }),
  );
}

/** 20 users as people fill the template in: much is left blank, and numbers are written in many ways. */
export function twentyUsers(): readonly Cells[] {
  const common = { draw: random(20), pins: new Set<string>(), seat: seats("twenty"), operators: demoExtensions };
  const users = count(20, (n) =>
    fullUser({
      ...common,
      n,
      who: firstPerson.twenty + n,
      location: locationOf(n),
      licence: n % 5 < 3 ? "Essentials" : "Pro",
      more: n % 3 === 0 ? 1 : 0,
    }),
  );
  return users.map((user, n) => ({ ...user, ...at(habits, n)(user, n) }));
}

const blank = (...keys: readonly ColumnKey[]): Cells => Object.fromEntries(keys.map((key) => [key, ""]));
const nothingMore = blank(
  ...(["job_title", "department", "caller_id", "call_timeout", "voicemail_pin", "voicemail_operator"] as const),
  ...(["voicemail_autodelete_days", "voicemail_transcription", "voicemail_emails", "voicemail_sms"] as const),
  ...(["fmfm_order", "fmfm_phones", "fmfm_timeout"] as const),
);
/** A number of another country than its location would be warned of. */
const inMainCountry = ({ primary_phone, location }: FullUser, name: string) =>
  digits(primary_phone).startsWith("33") ? location : name;
const digits = (phone: string) => phone.replace(/\D/g, "");
const habits: readonly ((user: FullUser, n: number) => Cells)[] = [
  (user) => ({ ...nothingMore, location: inMainCountry(user, "Main Company Address") }),
  (user) => ({ ...nothingMore, primary_phone: `00${digits(user.primary_phone)}`, extension: "" }),
  () => ({}),
  (user, n) => ({
    additional_phones: `${user.additional_phones}; ${at(pools.tollFree, n % 10)}`,
    location: inMainCountry(user, "san francisco office "),
  }),
  () => ({ ...nothingMore, ...blank("extension", "location", "time_zone", "primary_phone", "additional_phones") }),
  (user) => ({
    ...nothingMore,
    primary_phone: user.primary_phone.replace(/^\+?33\D*4/, "+33 (0)4"),
    license_type: user.license_type.toUpperCase(),
  }),
  (user) => ({
    ...blank("fmfm_order", "fmfm_phones", "fmfm_timeout", "voicemail_sms"),
    primary_phone: `011 ${digits(user.primary_phone)}`,
  }),
];

function count<Value>(n: number, make: (n: number) => Value): Value[] {
  return Array.from({ length: n }, (_, i) => make(i));
}

function range(from: number, to: number): string[] {
  return count(to - from + 1, (i) => String(from + i));
}
