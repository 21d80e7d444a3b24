import { columns } from "../columns.ts";
import { guardRow } from "../file/guard-row.ts";
import { type CsvCell, writeCsv } from "../file/write-csv.ts";
import type { User } from "./user.ts";

const shown = columns.filter(({ key }) => key !== "voicemail_pin");
const header = shown.map(({ name }) => name);
const keys = shown.map(({ key }) => key);

/** Writes users as CSV with all columns; the voicemail PIN is never among them (X6, M8). */
export function writeUsersCsv(users: readonly User[]): string {
  return writeCsv([header, ...users.map(rowOf)], ",");
}

/** Writes users below those that were written already: no byte order mark, no header; at least one. */
export function writeMoreUsers(users: readonly User[]): string {
  return writeCsv(users.map(rowOf), ",").slice(1);
}

function rowOf(user: User): readonly CsvCell[] {
  return guardRow(
    keys.map((key) => userText(user, key)),
    keys,
  );
}

type ShownKey = Exclude<(typeof columns)[number]["key"], "voicemail_pin">;

/** Writes a value of a user as the template has it; of the voicemail PIN nothing (M8). */
export function userText(user: User, key: (typeof columns)[number]["key"]): string {
  return key === "voicemail_pin" ? "" : textOfValue(fieldOf(user, key));
}

function fieldOf(user: User, key: ShownKey): string | number | boolean | null | readonly string[] {
  switch (key) {
    case "display_name":
    case "email":
    case "license_type":
    case "primary_phone":
    case "additional_phones":
    case "extension":
    case "location":
    case "first_name":
    case "last_name":
    case "job_title":
    case "department":
    case "external_id":
      return user[key];
    default:
      return user.settings[key];
  }
}

function textOfValue(value: string | number | boolean | null | readonly string[]): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "YES" : "NO";
  return typeof value === "string" || typeof value === "number" ? String(value) : value.join(";");
}
