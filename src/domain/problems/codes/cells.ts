/** What can be wrong with a cell, and what is to be said of it besides the code (spec 4). Lists of names are cut. */
export interface CellParams {
  required: { readonly column: string };
  /** `column` is null for one address of a list. */
  too_long: {
    readonly column: string | null;
    readonly max: number;
    readonly unit: "characters" | "bytes";
    readonly length: number;
  };
  damaged_text: { readonly column: string; readonly sign: "\uFFFD" | "?" };
  /** The text as it was before; null where it must not be shown. */
  double_encoded: { readonly column: string; readonly suggestion: string | null; readonly escaped: boolean };
  invalid_characters: { readonly column: string };
  /** `more`: how many other parts of a list are no addresses either. */
  invalid_email:
    | { readonly value: string; readonly more: number }
    | { readonly several: true }
    | { readonly placeholder: true };
  invalid_phone: { readonly reason: "letters" | "impossible" | "separator" | "placeholder" };
  country_code_missing: { readonly suggestion: string | null };
  /** `value` is null where it must not be shown. */
  spreadsheet_damaged: { readonly kind: "exponent" | "formula" | "date"; readonly value: string | null };
  toll_free_not_allowed: { readonly e164: string };
  primary_required: Nothing;
  too_many_values: { readonly most: number; readonly count: number; readonly what: "phone numbers" | "addresses" };
  duplicate_in_row: { readonly e164: string };
  /** The first other row that has the same, and how many more have. */
  duplicate_in_file: {
    readonly what: "e-mail address" | "number" | "extension" | "PIN" | "external ID";
    readonly row: number;
    readonly more: number;
  };
  invalid_extension:
    | { readonly reason: "shape"; readonly length: number }
    | { readonly reason: "reserved"; readonly value: string }
    | { readonly reason: "placeholder" };
  /** The first types of the account, and how many more there are. */
  unknown_license_type: { readonly types: readonly string[]; readonly more: number } & Clearable;
  /** `named`: a zone's name was given, and the suggestion is its offset in standard time. A blank one: nothing was meant. */
  invalid_time_zone: { readonly suggestion: string | null; readonly named: boolean };
  not_a_number: Bounds & Clearable;
  out_of_range: Bounds & Clearable;
  invalid_pin: { readonly tooShort: boolean } | { readonly reason: "placeholder" };
  invalid_choice: { readonly choices: readonly string[] } & Clearable;
}

/** What is to be looked at in a row that is created all the same. */
export interface NoteParams {
  number_unusual: { readonly e164: string };
  operator_unknown: { readonly extension: string };
  email_typo: { readonly suggestion: string };
  weak_pin: { readonly reason: "repeated" | "run" | "extension" };
  caller_id_not_on_account: { readonly e164: string };
  fmfm_incomplete: { readonly column: string };
  placeholder: Nothing;
  /** Countries are ISO 3166-1 alpha-2; `at` is the location's. */
  number_elsewhere: {
    readonly e164: string;
    readonly country: string;
    readonly location: string;
    readonly at: string;
  };
}

/** `clear`: what stands in the cell means that there is nothing. */
type Clearable = { readonly clear?: true };

/** Where a code says everything. */
export type Nothing = Readonly<Record<never, never>>;

type Bounds = { readonly column: string; readonly from: number; readonly to: number; readonly unit: string };
