import type { Problem } from "../domain/check/report.ts";
import type { ImportState, Outcome } from "../domain/import/import.ts";
import type { RowFailureCode } from "../domain/problems/row.ts";
import type { Service } from "../domain/user/user.ts";
import type { Tone } from "./parts.tsx";

/** Names of the kinds of problem, for filters, headings and tags; what is wrong is said by the problem itself. */
const problemKinds: { readonly [C in Problem["code"] | RowFailureCode]: string } = {
  required: "Value missing",
  too_long: "Too long",
  invalid_characters: "Control characters",
  invalid_email: "Not an e-mail address",
  invalid_phone: "Not a phone number",
  country_code_missing: "No country code",
  spreadsheet_damaged: "Changed by the spreadsheet",
  toll_free_not_allowed: "Toll-free number",
  primary_required: "No primary number",
  too_many_values: "Too many values",
  duplicate_in_row: "Twice in the row",
  duplicate_in_file: "Twice in the file",
  invalid_extension: "Not an extension",
  unknown_license_type: "Unknown licence type",
  unknown_location: "Unknown location",
  invalid_time_zone: "Not a time zone",
  not_a_number: "Not a whole number",
  out_of_range: "Out of range",
  invalid_pin: "Not a PIN",
  invalid_choice: "Not one of the choices",
  file_too_large: "File too large",
  unsupported_file_type: "Not CSV",
  unreadable_encoding: "Damaged characters",
  file_empty: "Empty file",
  no_rows: "No users",
  too_many_rows: "Too many users",
  malformed_csv: "Broken quoting",
  too_many_cells: "Too many cells",
  header_unknown: "Unknown header",
  header_duplicate: "Header twice",
  header_missing: "Header missing",
  user_exists: "User exists",
  number_not_parked: "Number not parked",
  number_in_use: "Number in use",
  extension_in_use: "Extension in use",
  no_extension_available: "No extension free",
  no_license_available: "No licence left",
  service_not_installed: "Service not installed",
  internal_error: "Fault on our side",
  number_unusual: "Unusual number",
  operator_unknown: "Unknown operator",
  email_typo: "Perhaps mistyped",
  weak_pin: "Weak PIN",
  caller_id_not_on_account: "Foreign caller ID",
  fmfm_incomplete: "No Find Me numbers",
};

/** Names the kind of a problem, or of the reason why a row was not created. */
export function kindOf(code: string): string {
  return Object.entries(problemKinds).find(([known]) => known === code)?.[1] ?? code;
}

/** Writes the name of a kind as it stands inside a sentence or a tag; "PIN" stays what it is. */
export function inText(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const outcomeNames = {
  pending: { tone: "off", name: "to do" },
  created: { tone: "ok", name: "created" },
  failed: { tone: "bad", name: "not created" },
  not_attempted: { tone: "off", name: "not attempted" },
} as const satisfies { [O in Outcome]: { tone: Tone; name: string } };

/** How a row ended, as a tag shows it: for a failed one the kind of reason. */
export function outcomeOf(row: { readonly outcome: Outcome; readonly code: string | null }): {
  readonly tone: Tone;
  readonly name: string;
} {
  const known = outcomeNames[row.outcome];
  return row.code === null ? known : { ...known, name: inText(kindOf(row.code)) };
}

const stateNames = {
  invalid: { tone: "bad", name: "has errors" },
  ready: { tone: "warn", name: "not started" },
  running: { tone: "off", name: "running" },
  stopping: { tone: "off", name: "stopping" },
  stopped: { tone: "warn", name: "stopped" },
  completed: { tone: "ok", name: "completed" },
} as const satisfies { [S in ImportState]: { tone: Tone; name: string } };

/** The state of an import, as a tag shows it. */
export function stateOf(state: ImportState): { readonly tone: Tone; readonly name: string } {
  return stateNames[state];
}

const serviceNames: { readonly [S in Service]: string } = { connect: "CONNECT", meet: "MEET", share: "SHARE" };

/** Names services as people know them: "CONNECT and SHARE". */
export function sayServices(services: readonly Service[]): string {
  const names = services.map((service) => serviceNames[service]);
  const last = names.at(-1) ?? "none";
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : last;
}
