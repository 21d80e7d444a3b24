import { given } from "./given.ts";
import { MAX_EXTERNAL_ID } from "./limits.ts";

/** The one table of the columns (spec 2): template, reading, checking, help and API all derive from it. */

/** What a cell of a column holds, and the bounds that it is held to. */
export type Kind =
  | { readonly type: "text"; readonly max: number }
  | { readonly type: "email" }
  | { readonly type: "emails"; readonly most: number }
  | { readonly type: "license_type" }
  | { readonly type: "location" }
  | { readonly type: "extension" }
  | { readonly type: "phone" }
  | { readonly type: "phones"; readonly most: number }
  | { readonly type: "extension_or_phone" }
  | { readonly type: "time_zone" }
  | { readonly type: "whole"; readonly from: number; readonly to: number; readonly unit: string }
  | { readonly type: "pin" }
  | { readonly type: "choice"; readonly choices: readonly string[] };

type ColumnShape = {
  readonly key: string;
  /** The header without its "(…)". */
  readonly name: string;
  readonly mandatory: boolean;
  /** Whether the column is read only with the service CONNECT (V2). */
  readonly voice: boolean;
  readonly kind: Kind;
  /** One sentence for the person who fills it in. */
  readonly hint: string;
  /** False where it is read if a file has it, but not asked for by the template (T6). */
  readonly inTemplate?: false;
  /** Other headers that mean it. */
  readonly alsoNamed?: readonly string[];
};

const optional = { mandatory: false, voice: false } as const;
const voice = { mandatory: false, voice: true } as const;

export const columns = [
  {
    key: "display_name",
    name: "Display Name",
    mandatory: true,
    voice: false,
    kind: { type: "text", max: 256 },
    hint: "The name that others see, up to 256 characters.",
  },
  {
    key: "email",
    name: "Email Address",
    mandatory: true,
    voice: false,
    kind: { type: "email" },
    hint: "The address that the user signs in with. Nobody else on the account may have it.",
  },
  {
    key: "license_type",
    name: "Subscription License Type",
    mandatory: true,
    voice: true,
    kind: { type: "license_type" },
    hint: "The name of one of your licence types.",
  },
  {
    key: "primary_phone",
    name: "Primary Phone Number",
    ...voice,
    kind: { type: "phone" },
    hint: "A parked number with its country code, such as +1 415 555 0123. Not toll-free. Or auto: the lowest one that is free.",
  },
  {
    key: "additional_phones",
    name: "Additional Phone Numbers",
    ...voice,
    kind: { type: "phones", most: 20 },
    hint: "Up to 20 parked numbers with a semicolon between them. They need a primary number.",
  },
  {
    key: "extension",
    name: "Extension",
    ...voice,
    kind: { type: "extension" },
    hint: "Digits of your account’s extension length. Leave it blank to get the next free one.",
  },
  {
    key: "location",
    name: "Voice Location",
    ...voice,
    kind: { type: "location" },
    hint: "The name of one of your locations. Blank means the Main Company Address.",
  },
  { key: "first_name", name: "First Name", ...optional, kind: { type: "text", max: 64 }, hint: "Up to 64 characters." },
  { key: "last_name", name: "Last Name", ...optional, kind: { type: "text", max: 64 }, hint: "Up to 64 characters." },
  { key: "job_title", name: "Job Title", ...optional, kind: { type: "text", max: 128 }, hint: "Up to 128 characters." },
  { key: "department", name: "Department", ...optional, kind: { type: "text", max: 64 }, hint: "Up to 64 characters." },
  {
    key: "time_zone",
    name: "Time Zone",
    ...optional,
    kind: { type: "time_zone" },
    hint: "The difference from UTC, such as UTC-05:00 or UTC+5:30.",
  },
  {
    key: "caller_id",
    name: "Caller ID",
    ...voice,
    kind: { type: "phone" },
    hint: "The number that others see when this user calls, with its country code.",
  },
  {
    key: "call_timeout",
    name: "Call Timeout",
    ...voice,
    kind: { type: "whole", from: 5, to: 999, unit: "seconds" },
    hint: "How long it rings, from 5 to 999 seconds.",
  },
  {
    key: "voicemail_pin",
    name: "Voicemail PIN",
    ...voice,
    kind: { type: "pin" },
    hint: "4 to 10 digits, different for each user. Blank: one is made and mailed to the user.",
  },
  {
    key: "voicemail_operator",
    name: "Voicemail Operator Number",
    ...voice,
    kind: { type: "extension_or_phone" },
    hint: "The extension or phone number that callers reach with 0.",
  },
  {
    key: "voicemail_autodelete_days",
    name: "Autodelete Voicemail Period",
    ...voice,
    kind: { type: "whole", from: 1, to: 365, unit: "days" },
    hint: "After how many days messages are deleted, from 1 to 365.",
  },
  {
    key: "voicemail_transcription",
    name: "Voicemail Transcription Setting",
    ...voice,
    kind: { type: "choice", choices: ["YES", "NO"] },
    hint: "YES or NO. Blank means NO.",
  },
  {
    key: "voicemail_emails",
    name: "Email for Voicemail Notification",
    ...voice,
    kind: { type: "emails", most: 10 },
    hint: "Up to 10 addresses with a semicolon between them.",
  },
  {
    key: "voicemail_sms",
    name: "SMS Notification on Voicemail",
    ...voice,
    kind: { type: "phone" },
    hint: "One mobile number with its country code.",
  },
  {
    key: "fmfm_order",
    name: "Find Me, Follow Me Ringing order",
    ...voice,
    kind: { type: "choice", choices: ["Sequentially", "Simultaneously"] },
    hint: "Sequentially or Simultaneously.",
  },
  {
    key: "fmfm_phones",
    name: "Find Me, Follow Me Phone Number",
    ...voice,
    kind: { type: "phones", most: 3 },
    hint: "Up to 3 numbers with a semicolon between them.",
  },
  {
    key: "fmfm_timeout",
    name: "Find Me, Follow Me Timeout",
    ...voice,
    kind: { type: "whole", from: 1, to: 99999, unit: "minutes" },
    hint: "From 1 to 99999 minutes.",
  },
  {
    key: "external_id",
    name: "External ID",
    ...optional,
    kind: { type: "text", max: MAX_EXTERNAL_ID },
    hint: "What your own systems call the user, up to 128 characters. Different for each user. It is not in the template.",
    inTemplate: false,
    alsoNamed: ["Employee ID", "Employee Number"],
  },
] as const satisfies readonly ColumnShape[];

export type ColumnKey = (typeof columns)[number]["key"];
export type Column = ColumnShape & { readonly key: ColumnKey };

/** The texts of one row by column key; a missing key is a blank cell. */
export type Cells = { readonly [K in ColumnKey]?: string };

/** Gives the column with this key. */
export function columnOf(key: ColumnKey): Column {
  return given(columns[columnKeys.indexOf(key)], `the column ${key}`);
}

export const columnKeys: readonly ColumnKey[] = columns.map((column) => column.key);

/** The columns of the template, in its order. */
export const templateColumns: readonly Column[] = columnKeys
  .map(columnOf)
  .filter((column) => column.inTemplate !== false);

/** The headers that mean a column, without their "(…)" (T1, T6). */
export function namesOf({ name, alsoNamed = [] }: Column): readonly string[] {
  return [name, ...alsoNamed];
}

/** Tells whether a text is the key of a column. */
export function isColumnKey(key: string): key is ColumnKey {
  return columnKeys.some((known) => known === key);
}

/** Tells whether a blank cell of the column is a problem for an account with so many licence types (spec 2, column 3). */
export function isMandatory(column: Column, licenseTypes: number): boolean {
  return column.key === "license_type" ? licenseTypes !== 1 : column.mandatory;
}

/** The header of a column in the template of an account with so many licence types. */
export function headerOf(column: Column, licenseTypes: number): string {
  return `${column.name} ${isMandatory(column, licenseTypes) ? "(Mandatory)" : "(Optional)"}`;
}
