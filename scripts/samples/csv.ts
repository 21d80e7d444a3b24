import { type Cells, type ColumnKey, headerOf, templateColumns } from "../../src/domain/columns.ts";
import { subscriptions } from "../lib/inventory.mjs";

const BOM = "\uFEFF";
const headers = new Map(templateColumns.map((column) => [column.key, headerOf(column, subscriptions.length)]));

/** The header of the demo account's template for a column's key. */
export const header = (key: ColumnKey): string => headers.get(key) ?? fail(key);

/** The keys of all columns, in the template's order. */
export const keys = [...headers.keys()];

/** Rows of cells as the template's kind of CSV: UTF-8 with BOM, commas, CRLF (RFC 4180). */
export const csv = (rows: readonly (readonly string[])[]): Buffer<ArrayBuffer> =>
  Buffer.from(BOM + rows.map((cells) => `${cells.map(quoted).join(",")}\r\n`).join(""));

/** Users (cells by column key) under a header row; without `only`, with every column. */
export const usersCsv = (users: readonly Cells[], only: readonly ColumnKey[] = keys): Buffer<ArrayBuffer> =>
  csv([only.map(header), ...users.map((user) => only.map((key) => user[key] ?? ""))]);

const quoted = (cell: string) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

function fail(key: string): never {
  throw new Error(`The template has no column "${key}".`);
}
