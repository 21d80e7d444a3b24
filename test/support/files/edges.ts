import { expect, test } from "vitest";
import { type Checked, checkRows } from "../../../src/domain/check/check.ts";
import { type Cells, type ColumnKey, columnOf } from "../../../src/domain/columns.ts";
import { readFile } from "../../../src/domain/file/read-file.ts";
import { asWritten } from "../../../src/domain/file/reading-options.ts";
import { makeFacts, makeHeld } from "./facts.ts";

/** The rule, the text of the cell as the file has it, and what comes of it: a value, or the codes of its problems. */
export type Edge = readonly [rule: string, raw: string, outcome: unknown];

/** A code of a problem, as an outcome; with what is suggested, where something is. */
export function refused(code: string, suggestion: string | null = null): { refused: readonly (readonly string[])[] } {
  return { refused: [suggestion === null ? [code] : [code, suggestion]] };
}

/** A value that is taken and noted. */
export function noted(value: unknown, ...codes: readonly string[]): { value: unknown; noted: readonly string[] } {
  return { value, noted: codes };
}

/** Tests every edge of a column through a whole file: bytes, rows, check. */
export function testColumn(key: ColumnKey, edges: readonly Edge[], facts = makeFacts()): void {
  for (const [rule, raw, outcome] of edges) {
    const shown = JSON.stringify(raw.length > 40 ? `${raw.slice(0, 40)}…` : raw);
    test(`${columnOf(key).name}: ${rule}: ${shown}`, () => {
      expect(outcomeOf(key, raw, facts)).toEqual(outcome);
    });
  }
}

/** What a cell needs beside it so that nothing else is wrong in its row. */
const beside: { readonly [K in ColumnKey]?: Cells } = {
  additional_phones: { primary_phone: "+14155550199" },
  fmfm_order: { fmfm_phones: "+14155550198" },
  fmfm_timeout: { fmfm_phones: "+14155550198" },
};
const needed: Cells = { display_name: "Dana Miller", email: "dana@example.com", license_type: "Pro" };

function outcomeOf(key: ColumnKey, raw: string, facts: ReturnType<typeof makeFacts>): unknown {
  const texts = Object.entries({
    ...needed,
    ...beside[key],
    [key]: raw,
    job_title: key === "job_title" ? raw : "last",
  });
  const quoted = (cells: readonly string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
  const names = texts.map(([name]) => columnOf(name as ColumnKey).name);
  const file = `${quoted(names)}\r\n${quoted(texts.map(([, text]) => text))}\r\n`;
  const checked = check(file, facts);
  const { errors, warnings } = checked.report;
  const wrong = errors.filter(({ field }) => field === key || field === "primary_phone");
  expect(errors, "no other cell has a problem").toEqual(wrong);
  if (wrong.length > 0) {
    return { refused: wrong.map(({ code, suggestion }) => (suggestion === null ? [code] : [code, suggestion])) };
  }
  const value = wantedOf(key, checked);
  const notes = warnings.filter(({ field, will_fail }) => field === key && !will_fail).map(({ code }) => code);
  return notes.length === 0 ? value : { value, noted: notes };
}

function check(file: string, facts: ReturnType<typeof makeFacts>): Checked {
  const options = { ...asWritten, licenseTypes: facts.subscriptions.length, connect: true } as const;
  const read = readFile(new TextEncoder().encode(file), options);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { rows, fields: columns } = read.file;
  return checkRows({ rows, columns, facts, held: makeHeld(), options: { services: null }, runningImport: null });
}

function wantedOf(key: ColumnKey, { rows: [row] }: Checked): unknown {
  if (!row?.wanted) throw new Error("there is no user");
  const { settings, ...user } = row.wanted;
  expect(user.job_title, "nothing has shifted").toBe(key === "job_title" ? user.job_title : "last");
  if (key === "voicemail_pin") return row.pin;
  if (key === "time_zone" && settings.time_zone_label !== null) return [settings.time_zone, settings.time_zone_label];
  return { ...user, ...settings }[key];
}
