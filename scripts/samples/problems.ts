import type { Cells } from "../../src/domain/columns.ts";
import { pools } from "../lib/inventory.mjs";
import { firstPerson } from "./clean.ts";
import type { FullUser } from "./full-user.ts";
import { person } from "./names.ts";
import { at } from "./random.ts";
import { foreignNumber, locationOf, seats } from "./seats.ts";

const seat = seats("problems");
const office = locationOf(0);
const us = (n: number) => foreignNumber(n, office);
const listOf = (n: number, from: number) => Array.from({ length: n }, (_, i) => us(from + i)).join(";");

/**
 * For each code of a cell at least one row that has it; the Department column names the code. Two rows of one code
 * show two ways to get it. `no_extension_available` alone is missing: it takes an account whose extensions are all in use.
 */
export function problemUsers(demo: readonly FullUser[]): readonly Cells[] {
  const cases = [...errors(), ...twins(), ...warnings(demo)];
  return cases.map(([code, cells], n) => ({ ...ordinary(n), ...cells, department: code }));
}

/** A short row without a fault. */
function ordinary(n: number): Cells {
  const { display_name, email } = person(firstPerson.problems + n);
  return { display_name, email, license_type: n % 2 ? "Pro" : "Essentials" };
}

const numbered = (cells: Cells = {}): Cells => ({ primary_phone: seat.number(office), ...cells });

/** The code that a row of cells comes to. */
type Case = readonly [code: string, cells: Cells];

const errors = (): readonly Case[] => [
  ["required", { display_name: "" }],
  ["required", { email: "" }],
  ["required", { license_type: "" }],
  ["too_long", { display_name: "Long ".repeat(52).trim() }],
  ["too_long", { job_title: "é".repeat(129) }],
  ["too_long", { email: `someone@${"long-label.".repeat(24)}example` }],
  ["invalid_characters", { job_title: "Night\u0007 nurse" }],
  ["damaged_text", { last_name: "M\uFFFDller" }],
  ["double_encoded", { job_title: "Jefe de selecciÃ³n" }],
  ["invalid_email", { email: "Dana Reed <dana.reed@acme.example>" }],
  ["invalid_email", { email: "dana.reed@acme" }],
  ["invalid_phone", { primary_phone: "+1 415 555 0123 x12" }],
  ["invalid_phone", { voicemail_sms: "+1 41" }],
  ["country_code_missing", { primary_phone: "(415) 555-0190" }],
  ["country_code_missing", { caller_id: "555-0190" }],
  ["spreadsheet_damaged", { primary_phone: "1.41556E+10" }],
  ["spreadsheet_damaged", { voicemail_pin: "1,2345E+08" }],
  ["spreadsheet_damaged", { last_name: "#NAME?" }],
  ["toll_free_not_allowed", { primary_phone: at(pools.tollFree, 5) }],
  ["primary_required", { additional_phones: seat.number(office) }],
  ["too_many_values", numbered({ additional_phones: crowd() })],
  ["too_many_values", { voicemail_sms: listOf(2, 130) }],
  ["too_many_values", { fmfm_phones: listOf(4, 140) }],
  [
    "too_many_values",
    { voicemail_emails: Array.from({ length: 11 }, (_, i) => `desk-${i + 1}@acme.example`).join(";") },
  ],
  ["duplicate_in_row", twice()],
  ["invalid_extension", { extension: "42x1" }],
  ["invalid_extension", { extension: "42" }],
  ["invalid_extension", { extension: "0421" }],
  ["invalid_extension", { extension: "1911" }],
  ["unknown_license_type", { license_type: "Premium" }],
  ["unknown_location", { location: "San Fransisco Office" }],
  ["invalid_time_zone", { time_zone: "America/New_York" }],
  ["invalid_time_zone", { time_zone: "UTC+13:30" }],
  ["not_a_number", { call_timeout: "ten" }],
  ["not_a_number", { fmfm_phones: us(150), fmfm_timeout: "1,000" }],
  ["not_a_number", { voicemail_autodelete_days: "10.5" }],
  ["out_of_range", { call_timeout: "4" }],
  ["out_of_range", { voicemail_autodelete_days: "-7" }],
  ["out_of_range", { fmfm_phones: us(151), fmfm_timeout: "100000" }],
  ["invalid_pin", { voicemail_pin: "427" }],
  ["invalid_pin", { voicemail_pin: "42-71-90" }],
  ["invalid_choice", { voicemail_transcription: "maybe" }],
  ["invalid_choice", { fmfm_order: "at once", fmfm_phones: us(152) }],
];

/** Rows that want what another row of the file wants. */
function twins(): readonly Case[] {
  const email = "same.address@acme.example";
  const number = seat.number(office);
  return [
    ["duplicate_in_file", { email }],
    ["duplicate_in_file", { email: email.toUpperCase() }],
    ["duplicate_in_file", { primary_phone: number }],
    ["duplicate_in_file", numbered({ additional_phones: `${seat.number(office)};${number}` })],
    ["duplicate_in_file", { extension: "4201" }],
    ["duplicate_in_file", { extension: "4201" }],
    ["duplicate_in_file", { voicemail_pin: "804271" }],
    ["duplicate_in_file", { voicemail_pin: "804271" }],
  ];
}

const warnings = ([first]: readonly FullUser[]): readonly Case[] => [
  ["user_exists", { email: first?.email ?? "" }],
  ["number_in_use", { primary_phone: first?.primary_phone ?? "" }],
  ["number_not_parked", { primary_phone: us(160) }],
  ["extension_in_use", { extension: first?.extension ?? "" }],
  ["number_unusual", { voicemail_sms: "+1 415 155 0123" }],
  ["operator_unknown", { voicemail_operator: "9876" }],
  ["email_typo", { email: "same.slip@gmial.com" }],
  ["weak_pin", { voicemail_pin: "7777" }],
  ["weak_pin", { voicemail_pin: "654321" }],
  ["weak_pin", { extension: "4273", voicemail_pin: "4273" }],
  ["caller_id_not_on_account", { caller_id: us(161) }],
  ["fmfm_incomplete", { fmfm_order: "Sequentially" }],
  ["fmfm_incomplete", { fmfm_timeout: "5" }],
  ["number_elsewhere", { primary_phone: seat.number(locationOf(2)) }],
  ["placeholder", { job_title: "N/A" }],
];

function twice(): Cells {
  const number = seat.number(office);
  return { primary_phone: number, additional_phones: number.replace("+1", "1-") };
}

/** More numbers than a user can have, all of them the account's. */
function crowd(): string {
  return Array.from({ length: 21 }, () => seat.number(locationOf(2))).join(";");
}
