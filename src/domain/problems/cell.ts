/** Sentences for errors in a cell (spec 4). Each says what is wrong and what is right. */
type Params = {
  required: { column: string };
  too_long: { column: string; max: number; unit: "characters" | "bytes"; length: number };
  invalid_characters: { column: string };
  invalid_email: { value: string; more?: number } | { several: true };
  invalid_phone: { reason: "letters" | "impossible" | "separator" };
  country_code_missing: { suggestion: string | null };
  /** `value` is null where it must not be shown. */
  spreadsheet_damaged: { kind: "exponent" | "formula"; value: string | null };
  toll_free_not_allowed: { e164: string };
  primary_required: Record<never, never>;
  too_many_values: { most: number; count: number; what: "phone numbers" | "addresses" };
  duplicate_in_row: { e164: string };
  duplicate_in_file: { what: "e-mail address" | "number" | "extension" | "PIN"; row: number; more: number };
  invalid_extension: { reason: "shape"; length: number } | { reason: "reserved"; value: string };
  unknown_license_type: { types: readonly string[] };
  unknown_location: { suggestion: string | null };
  /** `named`: a zone's name was given, and the suggestion is its offset in standard time. */
  invalid_time_zone: { suggestion: string | null; named?: boolean };
  not_a_number: { column: string; from: number; to: number; unit: string };
  out_of_range: { column: string; from: number; to: number; unit: string };
  invalid_pin: { tooShort: boolean };
  invalid_choice: { choices: readonly string[] };
};

export type CellErrorCode = keyof Params;

const phoneFaults = {
  letters: "A phone number has digits only, without letters or an extension after it. Write it as +1 415 555 0123.",
  impossible: "No phone number has this form. Write the full number with its country code, such as +1 415 555 0123.",
  separator: "There are several numbers here. Put a semicolon between one number and the next.",
};

const sentences: { readonly [C in CellErrorCode]: (p: Params[C]) => string } = {
  required: (p) => `${p.column} is blank. Every user needs one.`,
  too_long: (p) =>
    `${p.column} has ${count(p.length)} ${p.unit}; the most is ${count(p.max)}. Shorten it by ${count(p.length - p.max)}.`,
  invalid_characters: (p) => `${p.column} holds an invisible control character. Type the value again.`,
  invalid_email: (p) =>
    "several" in p
      ? "There are several addresses here. Put a semicolon between one address and the next."
      : `“${p.value}” ${p.more ? `and ${count(p.more)} more are not e-mail addresses` : "is not an e-mail address"}. Write ${p.more ? "each" : "it"} as name@example.com, without a display name, quotes or spaces.`,
  invalid_phone: (p) => phoneFaults[p.reason],
  country_code_missing: (p) =>
    p.suggestion
      ? `The country code is missing. Put it in front: ${p.suggestion}.`
      : "The country code is missing. Write the full number with + and the country code in front, such as +1 415 555 0123.",
  spreadsheet_damaged: (p) =>
    p.kind === "exponent"
      ? `The spreadsheet has shortened this number${p.value === null ? "" : ` to ${p.value}`}. Format the column as text and type the number again.`
      : `The spreadsheet has put ${p.value ?? "an error"} in place of the value. Format the column as text and type the value again.`,
  toll_free_not_allowed: (p) =>
    `${p.e164} is toll-free, and a primary number must not be. Choose another, or give it as an additional number.`,
  primary_required: () => "Additional numbers need a primary number. Fill it in, or remove the additional numbers.",
  too_many_values: (p) =>
    p.most === 1
      ? `There are ${count(p.count)} ${p.what} here; only one is allowed. Leave one.`
      : `There are ${count(p.count)} ${p.what} here; the most is ${count(p.most)}. Leave out ${count(p.count - p.most)}.`,
  duplicate_in_row: (p) => `${p.e164} stands twice in this row. Each number is given once.`,
  duplicate_in_file: (p) =>
    `Row ${p.row}${p.more > 0 ? ` and ${count(p.more)} more ${p.more === 1 ? "row have" : "rows have"}` : " has"} the same ${p.what}. Each user needs their own.`,
  invalid_extension: (p) =>
    p.reason === "reserved"
      ? `${p.value} is reserved on your account. Choose another extension, or leave it blank to get the next free one.`
      : `An extension has exactly ${p.length} digits and does not begin with 0. Leave it blank to get the next free one.`,
  unknown_license_type: (p) =>
    p.types.length === 0
      ? "Your account has no subscriptions yet. Add one first."
      : `Your account has no subscription of this name. It has: ${someOf(p.types)}.`,
  unknown_location: (p) =>
    p.suggestion
      ? `There is no location of this name. Did you mean “${p.suggestion}”?`
      : "There is no location of this name. Create it first, or leave the cell blank for the Main Company Address.",
  invalid_time_zone: (p) =>
    p.suggestion && !p.named
      ? `Write the difference from UTC as hours and minutes. Did you mean ${p.suggestion}?`
      : p.suggestion
        ? `Write the difference from UTC instead of a name: ${p.suggestion} in standard time.`
        : "Write the difference from UTC, such as UTC-05:00 or UTC+5:30. Only offsets that are in use are accepted.",
  not_a_number: (p) =>
    `${p.column} is a whole number of ${p.unit} from ${p.from} to ${p.to}, written in digits only, such as ${p.from}.`,
  out_of_range: (p) => `${p.column} must be from ${p.from} to ${p.to} ${p.unit}.`,
  invalid_pin: (p) =>
    p.tooShort
      ? "A voicemail PIN has 4 to 10 digits. The spreadsheet may have dropped leading zeros: format the column as text and type the PIN again."
      : "A voicemail PIN has 4 to 10 digits and nothing else.",
  invalid_choice: (p) => `Write ${p.choices.join(" or ")}, or leave the cell blank.`,
};

/** Says what is wrong with a cell and what would be right. */
export function sayCellError<C extends CellErrorCode>(code: C, params: Params[C]): string {
  return sentences[code](params);
}

/** Says of which parts of a list a sentence speaks. */
export function sayOfParts(parts: readonly string[], sentence: string): string {
  const named = parts.slice(0, MOST_PARTS).map((part) => `“${part.slice(0, MOST_OF_PART)}”`);
  const more = parts.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${count(more)} more` : ""}: ${sentence}`;
}

function someOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join(", ")}${more > 0 ? ` and ${count(more)} more` : ""}`;
}

/** A sentence about a list names at most so many of its parts, and so many characters of each. */
const MOST_PARTS = 3;
const MOST_OF_PART = 40;
/** A sentence names at most so many licence types. */
const MOST_NAMES = 20;

/** Every code that a cell can have. */
export const cellErrorCodes: readonly string[] = Object.keys(sentences);

/** Writes a count with thousands separated, for sentences. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}
