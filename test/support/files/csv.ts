import Papa from "papaparse";
import { columns, headerOf } from "../../../src/domain/columns.ts";

/** Cells of a row by column key. */
export type Given = Readonly<Record<string, string>>;

/** A CSV file as the template has it, with the columns that any row has; what is mandatory is filled in. */
export function csvOf(rows: readonly Given[]): string {
  const filled = rows.map((cells, n) => ({ ...person(n), ...cells }));
  const used = columns.filter(({ key }) => filled.some((cells) => key in cells));
  const fields = used.map((column) => headerOf(column, 2));
  const lines = filled.map((cells: Given) => used.map(({ key }) => cells[key] ?? ""));
  return Papa.unparse([fields, ...lines], { delimiter: ",", newline: "\r\n" });
}

function person(n: number): Given {
  return { display_name: `User ${n + 1}`, email: `user-${n + 1}@acme.example`, license_type: "Pro" };
}

/** So many ordinary rows. */
export function people(count: number, more: (n: number) => Given = () => ({})): readonly Given[] {
  return Array.from({ length: count }, (_, n) => more(n));
}

/** The cells of a file as they stand, header first, read without any of our code. */
export function cellsOf(file: Uint8Array | string): string[][] {
  const text = typeof file === "string" ? file : new TextDecoder().decode(file);
  const config = { delimiter: ",", newline: "\r\n", skipEmptyLines: false } as const;
  return Papa.parse(text.replace(/^\uFEFF/, ""), config).data.filter((cells) => cells.some((cell) => cell !== ""));
}

/** The rows of a file by the base names of its headers, such as "Email Address". */
export function recordsOf(file: Uint8Array | string): Record<string, string>[] {
  const [headers = [], ...rows] = cellsOf(file);
  const names = headers.map((header) => header.replace(/ \((Mandatory|Optional)\)$/, ""));
  return rows.map((cells) => Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])));
}
