import { count } from "../../count.ts";
import type { CellParams } from "../codes/cells.ts";
import type { CellEntries } from "../language.ts";
import { CLEAR, orClear } from "./clear.ts";
import { invalidEmail, tooLong } from "./email.ts";

/** What is wrong in a cell: lists, choices, numbers, texts. */
type Values = Omit<CellParams, keyof typeof import("./numbers.ts").numbers>;

export const cells: CellEntries<Values> = {
  required: {
    title: "A mandatory value is blank",
    kind: "Value missing",
    short: "needs a value",
    sentence: (p) => `${p.column} is blank. Every user needs one.`,
    advice:
      "Display Name and Email Address are needed for every user; the licence type too, when your account has more than one. Fill in the cell, or remove the row.",
  },
  too_long: {
    title: "A value is too long",
    kind: "Too long",
    short: "too long",
    sentence: tooLong,
    advice: "The message says how long it may be. Shorten it.",
  },
  invalid_characters: {
    title: "A value holds control characters",
    kind: "Control characters",
    short: "has invisible characters",
    sentence: (p) => `${p.column} holds an invisible control character. Type the value again.`,
    advice: "They are invisible and come from copying out of other programs. Delete the value and type it again.",
  },
  damaged_text: {
    title: "Letters of a value were lost",
    kind: "Damaged text",
    short: "damaged text",
    sentence: (p) =>
      `${p.column} holds “${p.sign}”, which stands for a letter that was lost before the file came here. Type the value again, or export the file anew as UTF-8.`,
    advice:
      "A program that read the data in the wrong encoding has put � or ? in place of letters, and they cannot be brought back. Type the value again, or export the file anew as UTF-8.",
  },
  double_encoded: {
    title: "A value was encoded twice",
    kind: "Encoded twice",
    short: "encoded twice",
    sentence: (p) =>
      `${p.column} ${p.escaped ? "is written for a web page or a program: codes stand in place of signs." : "was read in the wrong encoding before the file came here, so that letters became several signs."} ${p.suggestion ? `Did you mean “${p.suggestion}”?` : "Type the value again."}`,
    advice:
      "UTF-8 was read as something else on its way here, so that é became Ã©, or a text was written for a web page, so that & became &amp;. The suggestion is the text as it was. Take it over for all, or export the file anew as UTF-8.",
  },
  invalid_email: {
    title: "Not an e-mail address",
    kind: "Not an e-mail address",
    short: "no e-mail address",
    sentence: invalidEmail,
    advice:
      "Write one address as name@example.com: no display name, no mailto:, no quotes, no spaces, and a domain with a dot.",
  },
  too_many_values: {
    title: "Too many values in a cell",
    kind: "Too many values",
    short: "too many values",
    sentence: (p) =>
      p.most === 1
        ? `There are ${count(p.count)} ${p.what} here; only one is allowed. Leave one.`
        : `There are ${count(p.count)} ${p.what} here; the most is ${count(p.most)}. Leave out ${count(p.count - p.most)}.`,
    advice: "Additional numbers: 20. Find Me, Follow Me numbers: 3. Notification addresses: 10. Everywhere else: 1.",
  },
  duplicate_in_file: {
    title: "Two rows with the same value",
    kind: "Twice in the file",
    short: "twice in the file",
    sentence: (p) =>
      `Row ${p.row}${p.more > 0 ? ` and ${count(p.more)} more ${p.more === 1 ? "row have" : "rows have"}` : " has"} the same ${p.what}. Each user needs their own.`,
    advice:
      "E-mail address, phone numbers, extension, voicemail PIN and external ID belong to one user each. Change the value in all rows but one.",
  },
  unknown_license_type: {
    title: "No such licence type",
    kind: "Unknown licence type",
    short: "unknown licence type",
    sentence: (p) =>
      p.types.length === 0
        ? "Your account has no licence types yet. Add one first, under Licences."
        : orClear(
            p,
            `Your account has no subscription of this name. It has: ${p.types.join(", ")}${p.more > 0 ? ` and ${count(p.more)} more` : ""}.`,
          ),
    advice: "Write the name of one of your licence types; capital letters do not matter.",
  },
  invalid_time_zone: {
    title: "Not an offset from UTC",
    kind: "Not a time zone",
    short: "no UTC offset",
    sentence: (p) =>
      p.suggestion === ""
        ? `This is no offset from UTC. ${CLEAR}`
        : p.suggestion === null
          ? "Write the difference from UTC, such as UTC-05:00 or UTC+5:30. Only offsets that are in use are accepted."
          : p.named
            ? `Write the difference from UTC instead of a name: ${p.suggestion} in standard time.`
            : `Write the difference from UTC as hours and minutes. Did you mean ${p.suggestion}?`,
    advice:
      "Write UTC-05:00, UTC+5:30 or a label that begins so. Names such as America/New_York change with daylight saving and are not taken; the suggestion is their offset in standard time.",
  },
  not_a_number: {
    title: "Not a whole number",
    kind: "Not a whole number",
    short: "no whole number",
    sentence: (p) =>
      orClear(
        p,
        `${p.column} is a whole number of ${p.unit} from ${p.from} to ${p.to}, written in digits only, such as ${p.from}.`,
      ),
    advice: "Digits only: no words, no thousands separator, no decimals.",
  },
  out_of_range: {
    title: "A number out of range",
    kind: "Out of range",
    short: "out of range",
    sentence: (p) => orClear(p, `${p.column} must be from ${p.from} to ${p.to} ${p.unit}.`),
    advice: "The message says from where to where it may go.",
  },
  invalid_choice: {
    title: "Not one of the choices",
    kind: "Not one of the choices",
    short: "not a choice",
    sentence: (p) =>
      p.clear
        ? `Write ${p.choices.join(" or ")}. ${CLEAR}`
        : `Write ${p.choices.join(" or ")}, or leave the cell blank.`,
    advice: "The message lists them; capital letters do not matter.",
  },
};
