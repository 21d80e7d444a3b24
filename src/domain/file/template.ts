import { headerOf, templateColumns } from "../columns.ts";
import { writeCsv } from "./write-csv.ts";

/** Writes the template of an account with so many licence types: its header row and nothing else (spec 2). */
export function writeTemplate(delimiter: "," | ";", licenseTypes: number): string {
  return writeCsv([templateColumns.map((column) => headerOf(column, licenseTypes))], delimiter);
}
