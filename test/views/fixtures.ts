import type { AccountFacts } from "../../src/domain/account/account.ts";
import type { Place, Problem, Report, Warning } from "../../src/domain/check/report.ts";
import type { Cells } from "../../src/domain/columns.ts";
import type { ReadColumn } from "../../src/domain/file/read-file.ts";
import type { BulkStep } from "../../src/domain/import/bulk-step.ts";
import type { Continuation } from "../../src/domain/import/continuation.ts";
import type { KeptChange } from "../../src/domain/import/draft-change.ts";
import {
  type Import,
  type ImportRow,
  isActive,
  isDraft,
  noCost,
  type Outcome,
  type RowFailure,
} from "../../src/domain/import/import.ts";
import { type CellCode, type Coded, coded, type WarningCode } from "../../src/domain/problems/codes.ts";
import type { User } from "../../src/domain/user/user.ts";
import type { Left } from "../../src/views/imports/beside/account-left.tsx";
import type { Attempt } from "../../src/views/imports/draft.ts";
import type { UploadForm } from "../../src/views/imports/options.tsx";
import type { ShownMail } from "../../src/views/mail-words.ts";
import type { Sheet, ShownRow } from "../../src/views/sheet/view.ts";

export const viewer = { email: "dana@acme.example", account: "Acme Clinics" };

const at = (time: string) => `2026-11-22T${time}.000Z`;

export function anImport(changes: Partial<Import> = {}): Import {
  return {
    id: "imp_1",
    account: "acme",
    state: "running",
    file: { name: "users-june.csv", bytes: 254_012, sha256: "0", encoding: "utf-8", delimiter: "," },
    options: {
      services: ["connect", "share"],
      passwords: "users",
      password_recipient: null,
      existing: "fail",
      warnings: "accept",
      mails: "now",
      mails_at: null,
      encoding: null,
      unknown_columns: "refuse",
      confirm: [],
      notify: false,
      notify_email: null,
    },
    counts: { rows: 1000, created: 412, failed: 3, pending: 585, not_attempted: 0, skipped: 0, undone: 0 },
    problem_counts: { errors: 0, warnings: 0, rows_will_fail: 0, rows_will_skip: 0 },
    columns: [],
    notices: [],
    continues: null,
    started_by: "dana@acme.example",
    created_at: at("10:01:58"),
    started_at: at("10:02:00"),
    settled_at: at("10:02:02"),
    finished_at: null,
    undone_at: null,
    undo: null,
    mails_released_at: null,
    dismissed: false,
    purged: false,
    cost: noCost,
    mail_cost: noCost,
    ...changes,
  };
}

export const completed = anImport({
  state: "completed",
  counts: { rows: 1000, created: 997, failed: 3, pending: 0, not_attempted: 0, skipped: 0, undone: 0 },
  finished_at: at("10:02:04"),
});

/** What Home is told of these imports, the newest first. */
export function seenAtHome(imports: readonly Import[], questions = 0) {
  const running = imports.find(({ state }) => isActive(state)) ?? null;
  const [drafts, started] = [
    imports.filter(({ state }) => isDraft(state)).map((draft) => ({ ...draft, open_questions: questions })),
    imports.filter(({ state }) => !isDraft(state)),
  ];
  return { running, drafts, started };
}

/** How the rows of a file may have ended: every 37th was not created, and the last ones were not attempted. */
export function someOutcomes(rows: number): readonly Outcome[] {
  return Array.from({ length: rows }, (_, at) =>
    at > rows * 0.9 ? "not_attempted" : at % 37 === 7 ? "failed" : "created",
  );
}

const people = ["Amélie Laurent", "Nguyễn Văn An", "Páll Jónsson", "Chloë Martin", "Björn Åkesson", "Eoin Byrne"];

export function aRow(row: number, changes: Partial<ImportRow> = {}): ImportRow {
  return {
    row,
    outcome: "created",
    failure: null,
    user: `usr_${row}`,
    email: `person.number.${row}@acme.example`,
    display_name: people[row % people.length] ?? "",
    extension: String(2000 + row),
    primary_phone: `+1415555${String(row).padStart(4, "0")}`,
    values: row % 5 === 0 ? { additional_phones: "+14155550199;+14155550198" } : {},
    revision: 0,
    ...changes,
  };
}

export function aFailedRow(row: number, failure: RowFailure): ImportRow {
  return aRow(row, { outcome: "failed", failure, user: null });
}

export const failedRows = [
  aFailedRow(4, coded("number_in_use", { e164: "+14155550123", user: "Kofi Mensah" })),
  aFailedRow(77, coded("extension_in_use", { extension: "2044", user: "Front desk" })),
  aFailedRow(130, coded("number_not_parked", { e164: "+3545111122" })),
];

const outOfRange = coded("out_of_range", { column: "Call Timeout", from: 5, to: 999, unit: "seconds" });
const unusual = coded("number_unusual", { e164: "+15555550123" });

const place: Omit<Place, "row"> = {
  column: "Call Timeout (Optional)",
  field: "call_timeout",
  value: "4",
  suggestion: null,
  parts: null,
};

export function aProblem(
  row: number,
  changes: Partial<Place> = {},
  told: Coded<CellCode | WarningCode> = outOfRange,
): Problem {
  return { ...told, ...place, row, ...changes };
}

export function aWarning(
  row: number,
  will_fail: boolean,
  changes: Partial<Place> = {},
  told: Coded<WarningCode> = unusual,
): Warning {
  return { ...told, ...place, row, ...changes, will_fail };
}

export function aReport(changes: Partial<Report> = {}): Report {
  return { errors: [], warnings: [], notices: [], questions: [], blockers: [], ...changes };
}

/** A column of a file. */
export function aColumn(index: number, header: string, how: string): ReadColumn {
  const known = ["template", "assigned", "remembered", "ignored"] as const;
  const found = known.find((one) => one === how) ?? "unknown";
  return { index, header, field: found === "unknown" ? null : "department", values: 3, how: found, suggestion: null };
}

/** What is wrong with a header that nobody knows. */
export function aHeaderProblem(header: string): Problem {
  const told = coded("header_unknown", { header, nearest: null, lostQuotes: false });
  return { ...told, ...place, row: 1, column: header, field: null, value: null };
}

/** Rows 2 to 99 of a draft. */
export function draftRows(display_name: string, values: Cells = { call_timeout: "4" }): readonly ShownRow[] {
  const cells = { display_name, ...values };
  return Array.from({ length: 98 }, (_, n) => ({
    row: n + 2,
    values: cells,
    hasPin: false,
    corrected: [],
    revision: 1,
  }));
}

/** One row of a draft, with a PIN and something corrected. */
export function aShownRow(row: number, values: Cells): ShownRow {
  return { row, values: { display_name: "Amélie", ...values }, hasPin: true, corrected: ["department"], revision: 1 };
}

/** A draft of 1,000 rows, of which 98 are here, as it has been checked. */
export function aSheet(changes: Partial<Sheet> = {}): Sheet {
  return {
    draft: anImport({ state: "ready" }),
    report: aReport(),
    rows: draftRows("Amélie"),
    newest: null,
    facts,
    outlook: {
      creates: 1000,
      fails: 0,
      skips: 0,
      licences: [{ type: "Pro", total: 500, used: 462, takes: 20, left: 18 }],
      numbers: { total: 1500, used: 20, takes: 900, left: 580 },
      mails: { passwords: 1000, welcomes: 1000, room: 5000, most: 5000 },
    },
    notify_email: null,
    ...changes,
  };
}

/** A change of a draft in which somebody has typed a text. */
export function aChange(text: string): KeptChange {
  const steps: readonly BulkStep[] = [
    { do: "set", field: "department", value: text, where: { value: text } },
    { do: "replace", field: "email", find: text, with: text },
  ];
  return { id: "chg_2", about: { kind: "bulk", steps }, by: "kim@acme.example", at: at("10:04:00"), changed: 12 };
}

/** Corrections of two cells of a row, turned down. */
export function anAttempt(text: string): Attempt {
  return {
    failure: coded("row_changed", { rows: [4] }),
    typed: [
      { row: 4, field: "call_timeout", text },
      { row: 4, field: "email", text },
    ],
  };
}

const facts: AccountFacts = {
  account: {
    id: "acme",
    name: "Acme Clinics",
    services: ["connect", "share"],
    silent_mode: false,
    extension_length: 4,
    reserved_extensions: [],
    retention_days: 30,
    time_zone: "UTC",
    require_factor: false,
    self_service: [],
  },
  subscriptions: [
    { type: "Essentials", total: 700, used: 288, available: 412 },
    { type: "Pro", total: 500, used: 462, available: 38 },
  ],
  locations: [{ id: "loc_1", name: "Lyon Office", country: "FR", address: "12 rue de la République", main: true }],
};

/** What was made of rows that an import did not create. */
export function aContinuation(changes: Partial<Continuation> = {}): Continuation {
  return { ...completed, id: "imp_2", outcomes: ["failed", "not_attempted"], ...changes };
}

export const left: Left = { facts, numbers: { parked: 1480, toll_free: 20 }, last: completed, drafts: [] };

export const form: UploadForm = {
  key: "key-1",
  pasted: "",
  services: ["connect", "share"],
  no_service: false,
  passwords: "users",
  password_recipient: "",
  existing: "fail",
  mails: "now",
  mails_at: "",
  notify: false,
  wrong_recipient: null,
};

export function aUser(n: number, changes: Partial<User> = {}): User {
  return {
    id: `usr_${n}`,
    email: `person.number.${n}@acme.example`,
    display_name: people[n % people.length] ?? "",
    services: ["connect", "share"],
    license_type: "Essentials",
    primary_phone: `+1415555${String(n).padStart(4, "0")}`,
    additional_phones: ["+14155550199", "+14155550198"],
    extension: String(2000 + n),
    location: "Lyon Office",
    voice_active: true,
    first_name: "Amélie",
    last_name: "Laurent",
    job_title: "Nurse",
    department: null,
    external_id: null,
    settings: {
      time_zone: "UTC+01:00",
      time_zone_label: null,
      caller_id: "+14155550100",
      call_timeout: 30,
      voicemail_operator: "2001",
      voicemail_autodelete_days: 14,
      voicemail_transcription: true,
      voicemail_emails: ["amelie@acme.example"],
      voicemail_sms: null,
      fmfm_order: "sequentially",
      fmfm_phones: [],
      fmfm_timeout: null,
    },
    created_at: at("10:02:01"),
    import: "imp_1",
    ...changes,
  };
}

/** Mails about a user in every state that looks different; `text` is their address. */
export function userMails(text: string): readonly ShownMail[] {
  const mail = { to: text, attempts: 1, last_error: null, created_at: at("10:02:00"), due_at: at("10:02:00") };
  return [
    { ...mail, kind: "password", state: "pending", sent_at: null },
    { ...mail, kind: "voicemail_pin", state: "pending", last_error: "E_TIMEOUT", sent_at: null },
    { ...mail, kind: "password_changed", state: "sent", sent_at: at("10:02:05") },
    { ...mail, kind: "welcome", state: "failed", last_error: "E_RECIPIENT_SUPPRESSED", attempts: 8, sent_at: null },
    { ...mail, kind: "password", state: "failed", last_error: text, sent_at: null },
    { ...mail, kind: "password", state: "cancelled", last_error: "E_SUPERSEDED", sent_at: null },
  ];
}

/** What is wrong with a field, with a text in it that somebody has written. */
export const wrongOf = (text: string) => coded("invalid_option", { about: "location_taken", name: text });
