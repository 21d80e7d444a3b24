import type { CellParams } from "../codes/cells.ts";
import type { CellEntries } from "../language.ts";
import { CLEAR } from "./clear.ts";

const phoneFaults = {
  letters: "A phone number has digits only, without letters or an extension after it. Write it as +1 415 555 0123.",
  impossible: "No phone number has this form. Write the full number with its country code, such as +1 415 555 0123.",
  placeholder: `This is no phone number. ${CLEAR}`,
  separator: "There are several numbers here. Put a semicolon between one number and the next.",
} as const;

type Numbers = Pick<
  CellParams,
  | ("invalid_phone" | "country_code_missing" | "spreadsheet_damaged" | "toll_free_not_allowed")
  | ("primary_required" | "duplicate_in_row" | "invalid_extension" | "invalid_pin")
>;

/** What is wrong in a cell with a phone number, an extension or a PIN. */
export const numbers: CellEntries<Numbers> = {
  invalid_phone: {
    title: "Not a phone number",
    kind: "Not a phone number",
    short: "no phone number",
    sentence: (p) => phoneFaults[p.reason],
    advice:
      "Write the full number with its country code, such as +1 415 555 0123. Spaces, dots, dashes and brackets do not matter; letters and extensions behind the number are not taken.",
  },
  country_code_missing: {
    title: "The country code is missing",
    kind: "No country code",
    short: "no country code",
    sentence: (p) =>
      p.suggestion === null
        ? "The country code is missing. Write the full number with + and the country code in front, such as +1 415 555 0123."
        : `The country code is missing. Put it in front: ${p.suggestion}.`,
    advice:
      "Put + and the country code in front: +1 415 555 0123 instead of (415) 555-0123. The suggestion is the number as your main location’s country would read it.",
  },
  spreadsheet_damaged: {
    title: "The spreadsheet has rewritten a value",
    kind: "Changed by the spreadsheet",
    short: "changed by spreadsheet",
    sentence: (p) =>
      p.kind === "date"
        ? `The spreadsheet has made a date of this value${p.value === null ? "" : `: ${p.value}`}. Format the column as text and type the value again.`
        : p.kind === "exponent"
          ? `The spreadsheet has shortened this number${p.value === null ? "" : ` to ${p.value}`}. Format the column as text and type the number again.`
          : `The spreadsheet has put ${p.value ?? "an error"} in place of the value. Format the column as text and type the value again.`,
    advice:
      "Long numbers become 1.41556E+10, digits with a dash become a date such as 10-Apr, and formulas become #NAME? or #REF!. Format the column as text, then type the value again; widening the column does not bring it back.",
  },
  toll_free_not_allowed: {
    title: "A toll-free number cannot be the primary one",
    kind: "Toll-free number",
    short: "toll-free number",
    sentence: (p) =>
      `${p.e164} is toll-free, and a primary number must not be. Choose another, or give it as an additional number.`,
    advice: "Choose another number as the primary one. A toll-free number may be an additional one.",
  },
  primary_required: {
    title: "Additional numbers without a primary one",
    kind: "No primary number",
    short: "no primary number",
    sentence: () => "Additional numbers need a primary number. Fill it in, or remove the additional numbers.",
    advice: "A user with phone numbers needs a primary number. Move one of the additional numbers there.",
  },
  duplicate_in_row: {
    title: "A number twice in one row",
    kind: "Twice in the row",
    short: "twice in row",
    sentence: (p) => `${p.e164} stands twice in this row. Each number is given once.`,
    advice: "Give each number once, as primary or as additional.",
  },
  invalid_extension: {
    title: "Not an extension of your account",
    kind: "Not an extension",
    short: "no valid extension",
    sentence: (p) =>
      p.reason === "placeholder"
        ? `This is no extension. ${CLEAR} A blank cell gets the next free one.`
        : p.reason === "reserved"
          ? `${p.value} is reserved on your account. Choose another extension, or leave it blank to get the next free one.`
          : `An extension has exactly ${p.length} digits and does not begin with 0. Leave it blank to get the next free one.`,
    advice:
      "Extensions have the length that your account uses, digits only, no 0 in front, and are not reserved. A blank cell gets the next free one.",
  },
  invalid_pin: {
    title: "Not a voicemail PIN",
    kind: "Not a PIN",
    short: "no valid PIN",
    sentence: (p) =>
      "reason" in p
        ? `This is no PIN. ${CLEAR} A blank cell gets one that is made.`
        : p.tooShort
          ? "A voicemail PIN has 4 to 10 digits. The spreadsheet may have dropped leading zeros: format the column as text and type the PIN again."
          : "A voicemail PIN has 4 to 10 digits and nothing else.",
    advice:
      "4 to 10 digits. Spreadsheets drop leading zeros: format the column as text. A blank cell gets a PIN that is mailed to the user.",
  },
};
