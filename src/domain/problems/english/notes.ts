import { nameOfCountry } from "../../account/countries.ts";
import { columnOf } from "../../columns.ts";
import { count } from "../../count.ts";
import { columnLetters } from "../../file/column-letters.ts";
import type { NoteParams } from "../codes/cells.ts";
import type { NoticeParams } from "../codes/imports.ts";
import type { CellEntries, Entries } from "../language.ts";
import { sayMomentIn } from "../told-moment.ts";

const weakness = {
  repeated: "one digit repeated",
  run: "digits in a row",
  extension: "the user’s own extension",
} as const;

/** What is to be looked at in a cell of a row that is created all the same. */
export const notes: CellEntries<NoteParams> = {
  number_unusual: {
    title: "A number that its country does not give out",
    kind: "Unusual number",
    short: "unusual number",
    sentence: (p) => `${p.e164} is not a number that its country gives out. Check that it is right.`,
    advice: "It is taken as it is. Check it if you did not expect this.",
  },
  operator_unknown: {
    title: "The voicemail operator does not exist",
    kind: "Unknown operator",
    short: "unknown operator",
    sentence: (p) => `Nobody has the extension ${p.extension}. Callers who press 0 will reach no one.`,
    advice: "No user, no row of the file and no reserved extension has it. The user is created all the same.",
  },
  email_typo: {
    title: "An address that looks mistyped",
    kind: "Perhaps mistyped",
    short: "perhaps mistyped",
    sentence: (p) => `This looks like a slip of the keyboard. Did you mean ${p.suggestion}?`,
    advice: "It is taken as it is. The suggestion is what was probably meant.",
  },
  weak_pin: {
    title: "A PIN that is easy to guess",
    kind: "Weak PIN",
    short: "weak PIN",
    sentence: (p) => `This PIN is easy to guess: it is ${weakness[p.reason]}. Choose another.`,
    advice:
      "One digit repeated, digits in a row, or the user’s extension. It is taken as it is; better leave it blank and let Muster make one.",
  },
  caller_id_not_on_account: {
    title: "A caller ID that is not yours",
    kind: "Foreign caller ID",
    short: "foreign caller ID",
    sentence: (p) => `${p.e164} is none of your account’s numbers. Calls may be shown without it.`,
    advice:
      "It is none of your account’s numbers. The user is created all the same; carriers may show calls without it.",
  },
  fmfm_incomplete: {
    title: "Find Me, Follow Me without numbers",
    kind: "No Find Me numbers",
    short: "has no effect",
    sentence: (p) => `${p.column} has no effect without Find Me, Follow Me numbers. Add numbers, or clear it.`,
    advice: "Ringing order and timeout have no effect until there are numbers to ring.",
  },
  number_elsewhere: {
    title: "A number of another country than its location",
    kind: "Number of another country",
    short: "another country’s number",
    sentence: (p) =>
      `${p.e164} is a number of another country (${nameOfCountry(p.country)}) than ${p.location} (${nameOfCountry(p.at)}). An emergency call may show the wrong place.`,
    advice:
      "The user is created all the same. Emergency services see the place of the number or of the location: choose a location in the number’s country, or another number.",
  },
  placeholder: {
    title: "A value that looks like none",
    kind: "Looks like no value",
    short: "looks like none",
    sentence: () =>
      "This looks like a placeholder for nothing, and users would see it. Clear the cell if there is none.",
    advice:
      "NULL, \\N, N/A, none, -, ? or 0 alone in a text is what systems write where there is nothing. It is taken as it is; the suggestion is to clear the cell.",
  },
};

/** What is worth knowing of a whole file. */
export const notices: Entries<NoticeParams> = {
  columns_ignored: {
    title: "Columns without effect",
    sentence: (p) =>
      `CONNECT is not selected, so these columns are ignored: ${p.columns.map((header) => `“${header}”`).join(", ")}.`,
    advice: "Without CONNECT the voice columns are not read. The rows keep their values.",
  },
  column_ignored: {
    title: "A column is not used",
    sentence: (p) => {
      const name = p.header === null ? `Column ${columnLetters(p.index - 1)}` : `The column “${p.header}”`;
      return `${name} is not used; it has ${p.values === 1 ? "1 value" : `${count(p.values)} values`}.`;
    },
    advice: "Its values go nowhere. Assign the column to one of the template if they are needed.",
  },
  columns_assigned: {
    title: "Columns are read as last time",
    sentence: (p) => `As in an earlier file: ${p.columns.map(sayMeaning).join(", ")}.`,
    advice: "What you assign is remembered for the next file. Settings shows what is remembered, and can delete it.",
  },
  same_file: {
    title: "This file was imported before",
    sentence: ({ at, by, ...ended }) => `This very file was imported on ${sayMomentIn(at)} by ${by}: ${sayEnd(ended)}.`,
    advice: "An import of exactly this content was started before. Its result lists what became of each row.",
  },
  encoding: {
    title: "The encoding was named",
    sentence: (p) => `The file was read as ${p.encoding}, as it was named.`,
    advice: "The file is not UTF-8. If the values look wrong, name another encoding.",
  },
  numbers_foreseen: {
    title: "Numbers that rows with “auto” will get",
    sentence: (p) => {
      const rows = p.rows.map(({ row, e164 }) => `row ${row} ${e164}`).join(", ");
      return `As the account is now, rows with “auto” get these numbers: ${rows}${p.more > 0 ? `, and ${count(p.more)} more rows the next ones` : ""}.`;
    },
    advice: "The lowest parked numbers that suit. The run decides: if one is taken meanwhile, a row gets the next.",
  },
};

function sayEnd({ state, created, rows }: Pick<NoticeParams["same_file"], "state" | "created" | "rows">): string {
  const users = `${count(created)} of ${rows === 1 ? "1 user was" : `${count(rows)} users were`} created`;
  switch (state) {
    case "completed":
      return users;
    case "stopped":
      return `it was stopped, and ${users}`;
    case "undone":
      return "it was undone";
    case "undoing":
      return "it is being undone";
    default:
      return "it has not ended yet";
  }
}

function sayMeaning({ header, field }: NoticeParams["columns_assigned"]["columns"][number]): string {
  return field === null ? `“${header}” is not used` : `“${header}” is read as “${columnOf(field).name}”`;
}
