import { cleanCell } from "../cells/text.ts";
import { filledRows } from "./csv.ts";
import type { Delimiter } from "./format.ts";

/** One number of a list, as somebody has written it, with the line where it stands; the first is 1. */
export type WrittenNumber = { readonly line: number; readonly value: string };

/**
 * Takes a pasted list or a CSV file apart into what may be numbers: one or more a line, between commas, semicolons or
 * tabs; where the first line names a column of numbers, that column alone. Nothing that is written gets lost, but for
 * a heading and for labels beside a number.
 */
export function splitNumbers(text: string): readonly WrittenNumber[] {
  const column = findColumn(text);
  return column ? readColumn(text, column) : readLines(text);
}

type Column = { readonly delimiter: Delimiter; readonly index: number };

const delimiters: readonly Delimiter[] = [",", ";", "\t"];

/** What a column of numbers is called. */
const heading =
  /^(?:(?:primary |tele)?phone(?: ?numbers?)?|numbers?|e\.?164|dids?|did numbers?|msisdn|tel)(?: ?\([^)]*\))?\.?$/i;

function findColumn(text: string): Column | null {
  for (const delimiter of delimiters) {
    const top = filledRows(text, delimiter).next().value;
    const index = top?.cells.findIndex((cell) => heading.test(cleanCell(cell))) ?? -1;
    if (index >= 0) return { delimiter, index };
  }
  return null;
}

function readColumn(text: string, { delimiter, index }: Column): readonly WrittenNumber[] {
  const [, ...rows] = filledRows(text, delimiter);
  return rows.flatMap(({ row, cells }) => {
    const value = cleanCell(cells[index] ?? "");
    return value === "" ? [] : [{ line: row, value }];
  });
}

function readLines(text: string): readonly WrittenNumber[] {
  const lines = text.split(/\r\n|[\n\r]/).map((value, at) => ({ line: at + 1, value }));
  const [first, ...others] = lines.filter(({ value }) => cleanCell(value) !== "");
  if (!first) return [];
  // A heading above the numbers is none of them.
  const rest = /\p{Nd}/u.test(first.value) ? [first, ...others] : others;
  return rest.flatMap(({ line, value }) => splitLine(value).map((part) => ({ line, value: part })));
}

/** The fewest digits of what is taken for a number of its own; fewer, beside another, are a label. */
const FEWEST_DIGITS = 7;

function splitLine(line: string): readonly string[] {
  const parts = line.split(/[,;\t|\uff1b\uff0c]/).map((part) => cleanCell(part.trim().replace(/^"(.*)"$/, "$1")));
  const numbers = parts.filter((part) => /^\+/.test(part) || part.replace(/\P{Nd}/gu, "").length >= FEWEST_DIGITS);
  // Short parts alone are one number whose thousands a spreadsheet has separated, or nothing that can be read.
  return numbers.length > 0 ? numbers : [cleanCell(line)];
}
