import type { CellErrorCode } from "./cell.ts";
import { failureGuide } from "./failure-guide.ts";
import { type FailureCode, failureCodes, titleOf } from "./result.ts";
import type { HarmlessCode } from "./row.ts";

/** A code explained to a person: what it means and what to do. */
export type Explanation = { readonly title: string; readonly text: string };

type NoticeCode = "columns_ignored" | "encoding_guessed";

/** Codes of cells, warnings and notices; those of requests have theirs in failure-guide.ts. */
const cellGuide: Record<Exclude<CellErrorCode | HarmlessCode | NoticeCode, FailureCode>, Explanation> = {
  required: {
    title: "A mandatory value is blank",
    text: "Display Name and Email Address are needed for every user; the licence type too, when your account has more than one. Fill in the cell, or remove the row.",
  },
  too_long: { title: "A value is too long", text: "The message says how long it may be. Shorten it." },
  invalid_characters: {
    title: "A value holds control characters",
    text: "They are invisible and come from copying out of other programs. Delete the value and type it again.",
  },
  invalid_email: {
    title: "Not an e-mail address",
    text: "Write one address as name@example.com: no display name, no mailto:, no quotes, no spaces, and a domain with a dot.",
  },
  invalid_phone: {
    title: "Not a phone number",
    text: "Write the full number with its country code, such as +1 415 555 0123. Spaces, dots, dashes and brackets do not matter; letters and extensions behind the number are not taken.",
  },
  country_code_missing: {
    title: "The country code is missing",
    text: "Put + and the country code in front: +1 415 555 0123 instead of (415) 555-0123. The suggestion is the number as your main location’s country would read it.",
  },
  spreadsheet_damaged: {
    title: "The spreadsheet has rewritten a value",
    text: "Long numbers become 1.41556E+10, and formulas become #NAME? or #REF!. Format the column as text, then type the value again; widening the column does not bring it back.",
  },
  toll_free_not_allowed: {
    title: "A toll-free number cannot be the primary one",
    text: "Choose another number as the primary one. A toll-free number may be an additional one.",
  },
  primary_required: {
    title: "Additional numbers without a primary one",
    text: "A user with phone numbers needs a primary number. Move one of the additional numbers there.",
  },
  too_many_values: {
    title: "Too many values in a cell",
    text: "Additional numbers: 20. Find Me, Follow Me numbers: 3. Notification addresses: 10. Everywhere else: 1.",
  },
  duplicate_in_row: { title: "A number twice in one row", text: "Give each number once, as primary or as additional." },
  duplicate_in_file: {
    title: "Two rows with the same value",
    text: "E-mail address, phone numbers, extension and voicemail PIN belong to one user each. Change it in all rows but one.",
  },
  invalid_extension: {
    title: "Not an extension of your account",
    text: "Extensions have the length that your account uses, digits only, no 0 in front, and are not reserved. A blank cell gets the next free one.",
  },
  unknown_license_type: {
    title: "No such licence type",
    text: "Write the name of one of your subscriptions; capital letters do not matter.",
  },
  invalid_time_zone: {
    title: "Not an offset from UTC",
    text: "Write UTC-05:00, UTC+5:30 or a label that begins so. Names such as America/New_York change with daylight saving and are not taken; the suggestion is their offset in standard time.",
  },
  not_a_number: { title: "Not a whole number", text: "Digits only: no words, no thousands separator, no decimals." },
  out_of_range: { title: "A number out of range", text: "The message says from where to where it may go." },
  invalid_pin: {
    title: "Not a voicemail PIN",
    text: "4 to 10 digits. Spreadsheets drop leading zeros: format the column as text. A blank cell gets a PIN that is mailed to the user.",
  },
  invalid_choice: { title: "Not one of the choices", text: "The message lists them; capital letters do not matter." },
  number_unusual: {
    title: "A number that its country does not give out",
    text: "It is taken as it is. Check it if you did not expect this.",
  },
  operator_unknown: {
    title: "The voicemail operator does not exist",
    text: "No user, no row of the file and no reserved extension has it. The user is created all the same.",
  },
  email_typo: {
    title: "An address that looks mistyped",
    text: "It is taken as it is. The suggestion is what was probably meant.",
  },
  weak_pin: {
    title: "A PIN that is easy to guess",
    text: "One digit repeated, digits in a row, or the user’s extension. It is taken as it is; better leave it blank and let Muster make one.",
  },
  caller_id_not_on_account: {
    title: "A caller ID that is not yours",
    text: "It is none of your account’s numbers. The user is created all the same; carriers may show calls without it.",
  },
  fmfm_incomplete: {
    title: "Find Me, Follow Me without numbers",
    text: "Ringing order and timeout have no effect until there are numbers to ring.",
  },
  columns_ignored: {
    title: "Columns without effect",
    text: "Without CONNECT the voice columns are not read. The rows keep their values.",
  },
  encoding_guessed: {
    title: "The encoding was guessed",
    text: "The file is not UTF-8. Look at the accented letters shown; if they are wrong, save it as CSV UTF-8, or name its encoding.",
  },
};

/** Explains a code to a person; null when there is no such code. */
export function explain(code: string): Explanation | null {
  const ofCell = Object.entries(cellGuide).find(([known]) => known === code)?.[1];
  if (ofCell) return ofCell;
  const failure = failureCodes.find((known) => known === code);
  return failure === undefined ? null : { title: titleOf(failure), text: failureGuide[failure] };
}

/** Every code that has an explanation, in alphabetical order. */
export const explainedCodes: readonly string[] = [...Object.keys(cellGuide), ...failureCodes].sort();
