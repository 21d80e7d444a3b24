import { headerOf, templateColumns } from "../columns.ts";
import { writeCsv } from "./write-csv.ts";

/** A row of a filled template: a number that is free, and an extension; "" where none is left. */
export type TemplateRow = { readonly primary_phone: string; readonly extension: string };

/** Writes the template of an account with so many licence types: its header row, and below it what rows are filled with (X7). */
export function writeTemplate(delimiter: "," | ";", licenseTypes: number, rows: readonly TemplateRow[] = []): string {
  const header = templateColumns.map((column) => headerOf(column, licenseTypes));
  return writeCsv([header, ...rows.map(cellsOf)], delimiter);
}

function cellsOf(row: TemplateRow): readonly string[] {
  return templateColumns.map(({ key }) => (key === "primary_phone" || key === "extension" ? row[key] : ""));
}
