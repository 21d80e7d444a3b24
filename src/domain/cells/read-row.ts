import { readAuto } from "../account/auto-number.ts";
import { type Cells, type Column, type ColumnKey, columnKeys, columnOf, isMandatory } from "../columns.ts";
import type { Settings, WantedUser } from "../user/user.ts";
import { readCell } from "./cell.ts";
import { type CellNote, type CellProblem, type CellReading, type CellValue, fault } from "./reading.ts";
import type { RowContext } from "./row-context.ts";
import { judgeRow } from "./row-rules.ts";

export type ReadRow = {
  /** What could be read; what is wrong is null, blank or left out. */
  readonly wanted: WantedUser;
  readonly pin: string | null;
  readonly problems: readonly CellProblem[];
  readonly notes: readonly CellNote[];
};

const allColumns: readonly Column[] = columnKeys.map(columnOf);
const blank: CellReading = { value: null, faults: [], notes: [] };

/** Reads the cells of one row, with all that is wrong in them; without CONNECT the voice columns are not looked at (V2). */
export function readRow(cells: Cells, context: RowContext): ReadRow {
  const values = new Map<ColumnKey, CellValue>();
  const problems: CellProblem[] = [];
  const notes: CellNote[] = [];
  for (const column of allColumns) {
    if (column.voice && !context.voice) continue;
    const reading = readColumn(column, cells[column.key] ?? "", context);
    values.set(column.key, reading.value);
    for (const { ok: _, ...problem } of reading.faults) problems.push({ field: column.key, ...problem });
    for (const note of reading.notes) notes.push({ field: column.key, ...note });
  }
  const wanted = wantedOf(values, context.voice);
  const pin = textOf(values, "voicemail_pin");
  const judged = judgeRow(cells, wanted, pin, context.voice);
  return { wanted, pin, problems: [...problems, ...judged.problems], notes: [...notes, ...judged.notes] };
}

function readColumn(column: Column, text: string, context: RowContext): CellReading {
  if (text !== "") return readCell(column, text, context);
  if (isMandatory(column, context.licenseTypes.length)) {
    return { ...blank, faults: [fault("required", { column: column.name })] };
  }
  const [only] = context.licenseTypes;
  return column.key === "license_type" && only !== undefined ? { ...blank, value: only } : blank;
}

type Values = ReadonlyMap<ColumnKey, CellValue>;

function wantedOf(values: Values, voice: boolean): WantedUser {
  const primary = textOf(values, "primary_phone");
  const auto = primary === null ? null : readAuto(primary);
  return {
    display_name: textOf(values, "display_name") ?? "",
    email: textOf(values, "email") ?? "",
    license_type: textOf(values, "license_type"),
    primary_phone: auto === null ? primary : null,
    auto_phone: auto,
    additional_phones: listOf(values, "additional_phones"),
    extension: textOf(values, "extension"),
    location: textOf(values, "location"),
    first_name: textOf(values, "first_name"),
    last_name: textOf(values, "last_name"),
    job_title: textOf(values, "job_title"),
    department: textOf(values, "department"),
    external_id: textOf(values, "external_id"),
    settings: settingsOf(values, voice),
  };
}

function settingsOf(values: Values, voice: boolean): Settings {
  const zone = values.get("time_zone") ?? null;
  const isZone = typeof zone === "object" && zone !== null && "offset" in zone;
  return {
    time_zone: isZone ? zone.offset : null,
    time_zone_label: isZone ? zone.label : null,
    caller_id: textOf(values, "caller_id"),
    call_timeout: numberOf(values, "call_timeout"),
    voicemail_operator: textOf(values, "voicemail_operator"),
    voicemail_autodelete_days: numberOf(values, "voicemail_autodelete_days"),
    voicemail_transcription: voice ? textOf(values, "voicemail_transcription") === "YES" : null,
    voicemail_emails: listOf(values, "voicemail_emails"),
    voicemail_sms: textOf(values, "voicemail_sms"),
    fmfm_order: orderOf(textOf(values, "fmfm_order")),
    fmfm_phones: listOf(values, "fmfm_phones"),
    fmfm_timeout: numberOf(values, "fmfm_timeout"),
  };
}

function orderOf(choice: string | null): Settings["fmfm_order"] {
  if (choice === null) return null;
  return choice === "Sequentially" ? "sequentially" : "simultaneously";
}

function textOf(values: Values, key: ColumnKey): string | null {
  const value = values.get(key);
  return typeof value === "string" ? value : null;
}

function numberOf(values: Values, key: ColumnKey): number | null {
  const value = values.get(key);
  return typeof value === "number" ? value : null;
}

function listOf(values: Values, key: ColumnKey): readonly string[] {
  const value = values.get(key);
  return Array.isArray(value) ? value : [];
}
