import { expect, test } from "vitest";
import { type Cells, columnKeys, columns, headerOf } from "../../../src/domain/columns.ts";
import type { Delimiter } from "../../../src/domain/file/format.ts";
import { writeCsv } from "../../../src/domain/file/write-csv.ts";
import { fullRow } from "../../support/files/full-row.ts";
import { type Outcome, readAndCheck } from "../../support/files/read-anything.ts";
import { rounds } from "../../support/rounds.ts";

const people: readonly Cells[] = [fullRow(1), fullRow(2)];

function goodFile(delimiter: Delimiter): string {
  const header = columns.map((column) => headerOf(column, 2));
  return writeCsv([header, ...people.map((cells) => columnKeys.map((key) => cells[key] ?? ""))], delimiter).slice(1);
}

/** Every n-th place of a file is tried; fewer are enough for other separators. */
const stepOf = (delimiter: Delimiter) => (delimiter === "," ? rounds(3, 1) : rounds(10, 5));

/** Files that differ from a good one in one place, with the place. */
function* mutants(good: string, delimiter: Delimiter): Generator<readonly [what: string, file: string]> {
  for (let at = 0; at <= good.length; at += stepOf(delimiter)) {
    const [before, char = "", after] = [good.slice(0, at), good[at], good.slice(at + 1)];
    for (const added of [delimiter, '"', "\n"])
      yield [`${JSON.stringify(added)} added at ${at}`, before + added + char + after];
    if (char === delimiter || char === '"' || char === "\n")
      yield [`${JSON.stringify(char)} removed at ${at}`, before + after];
    const lineEnd = good.indexOf("\r\n", at);
    if (lineEnd > at) yield [`the line cut at ${at}`, before + good.slice(lineEnd)];
    yield [`the file cut at ${at}`, before];
  }
}

/** What is wrong: an error that names no place, or a user with a value that its own cell did not hold. */
function flawOf(outcome: Outcome): string | null {
  if (!outcome.ok) {
    const lost = outcome.problems.find(({ row, code }) => row === null && !["no_rows", "file_empty"].includes(code));
    return lost ? `${lost.code} is nowhere` : null;
  }
  const { file, checked } = outcome;
  if (checked.report.errors.length > 0) return checked.report.errors.some(({ row }) => row === null) ? "nowhere" : null;
  const strange = file.rows.flatMap(({ cells }) => {
    const person = people.find(({ email }) => email === cells.email) ?? people.find((one) => isOf(one, cells, "email"));
    return columnKeys
      .filter((key) => person === undefined || !isOf(person, cells, key))
      .map((key) => `${key}: ${cells[key]}`);
  });
  return strange[0] ?? null;
}

/** A cell is as it was, blank, cut short, or has one character more or less. */
function isOf(person: Cells, cells: Cells, key: (typeof columnKeys)[number]): boolean {
  const [was, is] = [person[key] ?? "", cells[key] ?? ""];
  if (was.replaceAll('"', "") === is.replaceAll('"', "")) return true;
  return was.startsWith(is) || shortened(is).includes(was) || shortened(was).includes(is);
}

function shortened(text: string): readonly string[] {
  return Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1));
}

test.each<Delimiter>([",", ";", "\t"])(
  "F6 one mutation of a file with %j never shifts a cell into another column",
  (delimiter) => {
    const good = goodFile(delimiter);
    expect(readAndCheck(new TextEncoder().encode(good))).toMatchObject({
      ok: true,
      checked: { report: { errors: [] } },
    });
    let refused = 0;
    let tried = 0;
    for (const [what, file] of mutants(good, delimiter)) {
      const outcome = readAndCheck(new TextEncoder().encode(file));
      const flaw = flawOf(outcome);
      if (flaw !== null) expect([what, flaw]).toEqual([what, null]);
      tried++;
      if (!outcome.ok || outcome.checked.report.errors.length > 0) refused++;
    }
    expect(tried).toBeGreaterThan(5_000 / stepOf(delimiter));
    expect(refused / tried).toBeGreaterThan(0.5);
  },
);
