import { cleanCell } from "../cells/text.ts";
import type { Delimiter } from "./format.ts";

// A scanner of our own: papaparse takes unescaped quotes for text and merges rows where line ends are mixed, both
// in silence, and F6 asks for the row of a fault. Rows come one by one: two million line ends held as rows at once
// are more than a Worker's memory. Time is linear in the text, whatever it holds.

export type CsvFault = "unclosed_quote" | "text_after_quote" | "text_before_quote";

export type CsvRow = {
  /** From 1; blank rows count and line breaks within quotes do not (F8). */
  readonly row: number;
  /** Exactly as in the file, after unquoting. */
  readonly cells: readonly string[];
  /** The row's first fault; its cells are then a guess. */
  readonly fault: CsvFault | null;
};

/** Reads every row of a CSV text, by RFC 4180 with any mix of line ends, and goes on after a fault (F5, F6, F8). */
export function* readRows(text: string, delimiter: Delimiter): Generator<CsvRow, undefined> {
  let at = 0;
  for (let row = 1; at < text.length; row++) {
    if (text[at] === "\n" || text[at] === "\r") {
      yield { row, cells: BLANK, fault: null };
      at = afterLineEnd(text, at);
      continue;
    }
    const cells: string[] = [];
    let fault: CsvFault | null = null;
    let opened = false;
    for (let more = true; more; ) {
      // Blank cells are most of what a hostile file has, and need no look.
      if (text[at] === delimiter) {
        cells.push("");
        at++;
        continue;
      }
      const cell = readCell(text, at, delimiter);
      cells.push(cell.raw);
      fault ??= cell.fault ?? (opened && cell.closes ? "text_before_quote" : null);
      opened ||= cell.opens;
      more = text[cell.end] === delimiter;
      at = more ? cell.end + 1 : afterLineEnd(text, cell.end);
    }
    yield { row, cells, fault };
  }
}

/** Reads the rows that are not blank (F7). */
export function* filledRows(text: string, delimiter: Delimiter): Generator<CsvRow, undefined> {
  for (const row of readRows(text, delimiter)) {
    if (row.cells !== BLANK && row.cells.some((cell) => cell !== "" && cleanCell(cell) !== "")) yield row;
  }
}

/** Of a row without a character; a file may be nothing but two million of them. */
const BLANK: readonly string[] = [""];

type Cell = {
  readonly raw: string;
  /** Where the delimiter, the line end or the end of the text stands. */
  readonly end: number;
  readonly fault: CsvFault | null;
  /** Whether it looks like the beginning, or the end, of a quoted cell that has lost the separator in front of it. */
  readonly opens: boolean;
  readonly closes: boolean;
};

function readCell(text: string, start: number, delimiter: Delimiter): Cell {
  const quote = skipSpaces(text, start, delimiter);
  if (text[quote] === '"') return readQuoted(text, quote, delimiter);
  const end = cellEnd(text, start, delimiter);
  const raw = text.slice(start, end);
  const torn = raw.includes('"') && countQuotes(raw) % 2 === 1;
  return { raw, end, fault: null, opens: torn && OPENS.test(raw), closes: torn && CLOSES.test(raw) };
}

// A quote in an unquoted cell is text (F5): 24" is. But where one cell holds Ann"Lee and a later one Dr", a separator
// was lost in front of "Lee, Dr", and the one inside would shift nothing and mix up two values without a word.
const OPENS = /[^"]"[^"\s][^"]*$/;
const CLOSES = /[^"]"[ \t]*$|"""[ \t]*$/;

function countQuotes(raw: string): number {
  return raw.split('"').length - 1;
}

function readQuoted(text: string, quote: number, delimiter: Delimiter): Cell {
  const close = closingQuote(text, quote);
  if (close === -1) return quoted(text.slice(quote), text.length, "unclosed_quote");
  const next = skipSpaces(text, close + 1, delimiter);
  const end = cellEnd(text, next, delimiter);
  if (end > next) return quoted(text.slice(quote, end), end, "text_after_quote");
  return quoted(text.slice(quote + 1, close).replaceAll('""', '"'), end, null);
}

function quoted(raw: string, end: number, fault: CsvFault | null): Cell {
  return { raw, end, fault, opens: false, closes: false };
}

function closingQuote(text: string, quote: number): number {
  let close = text.indexOf('"', quote + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return close;
}

/** Spaces and tabs around a quoted cell are dropped (F5), and what nobody sees there; but a tab may be the delimiter. */
function skipSpaces(text: string, from: number, delimiter: Delimiter): number {
  let at = from;
  while (isAroundQuotes(text.charCodeAt(at)) && text[at] !== delimiter) at++;
  return at;
}

/** Spaces and tabs, no-break and zero-width ones, direction marks, and the byte order mark where files have been joined. */
function isAroundQuotes(code: number): boolean {
  if (code < 0xa0) return code === 0x20 || code === 0x09;
  return code === 0xa0 || (code >= 0x200b && code <= 0x200f) || code === 0x2060 || code === 0xfeff;
}

function cellEnd(text: string, from: number, delimiter: Delimiter): number {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end++;
  return end;
}

function afterLineEnd(text: string, at: number): number {
  return text[at] === "\r" && text[at + 1] === "\n" ? at + 2 : at + 1;
}
