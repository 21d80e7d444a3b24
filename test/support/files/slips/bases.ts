import { type Cells, type ColumnKey, columnKeys, columnOf, headerOf } from "../../../../src/domain/columns.ts";
import type { Delimiter } from "../../../../src/domain/file/format.ts";
import { fullRow } from "../full-row.ts";

/** A file without a fault, and whom it is about. */
export type Base = {
  readonly name: string;
  readonly text: string;
  readonly delimiter: Delimiter;
  readonly people: readonly Cells[];
};

/** How a file is laid out besides its columns. */
type Layout = { readonly keys: readonly Title[]; readonly rows: number; readonly padding?: Padding };
/** A column of the template, or one without a value whose header is blank or nobody knows. */
type Title = ColumnKey | "" | "Shoe size";
/** Blank cells behind the last column: in every line, or below the header alone. */
type Padding = "all" | "rows";

const few = ["display_name", "email"] as const;
const text = [...few, "department", "job_title"] as const;
const layouts: Readonly<Record<string, Layout>> = {
  "two columns": { keys: few, rows: 3 },
  "two columns and one row": { keys: few, rows: 1 },
  "text columns": { keys: text, rows: 2 },
  "text columns and one row": { keys: text, rows: 1 },
  "text columns and many rows": { keys: [...text, "last_name"], rows: 25 },
  "text before the address": { keys: ["department", "job_title", "display_name", "email", "last_name"], rows: 3 },
  "a second address": { keys: [...few, "department", "voicemail_emails"], rows: 5 },
  "padded lines": { keys: text, rows: 3, padding: "all" },
  "padded rows": { keys: text, rows: 3, padding: "rows" },
  "padded rows, two of them": { keys: [...few, "department"], rows: 2, padding: "rows" },
  "a blank header": { keys: [...few, "", "department", "job_title"], rows: 3 },
  "an unknown header": { keys: [...few, "department", "Shoe size", "job_title"], rows: 3 },
  "the whole template": { keys: columnKeys, rows: 2 },
};

/** Which cells are left blank: the last columns of all rows, of some, or none. */
const fillings = ["full", "last blank", "last two blank", "last blank in some"] as const;

/** Every kind of file that a slip can be made in, with a separator. */
export function basesWith(delimiter: Delimiter): readonly Base[] {
  const bases = Object.entries(layouts).flatMap(([name, layout]) =>
    fillings.map((filling) => {
      const people = Array.from({ length: layout.rows }, (_, at) => personOf(layout, filling, at));
      return { name: `${name}, ${filling}`, delimiter, people, text: write(layout, people, delimiter) };
    }),
  );
  return bases.filter(isTellable).filter(({ text: one }, at) => bases.findIndex((base) => base.text === one) === at);
}

/** A header that has lost the separator beside a blank one looks like rows that all have a separator more at their end. */
function isTellable({ name }: Base): boolean {
  return !/^a blank header, last (two )?blank$/.test(name);
}

function personOf({ keys }: Layout, filling: (typeof fillings)[number], at: number): Cells {
  const texts: Cells = { ...fullRow(at), ...wordsOf(at), license_type: "Pro" };
  const blank = { full: 0, "last blank": 1, "last two blank": 2, "last blank in some": at % 2 === 0 ? 1 : 0 }[filling];
  const isFilled = (key: Title, index: number) => few.some((own) => own === key) || index < keys.length - blank;
  return Object.fromEntries(
    keys.filter(isKey).flatMap((key) => (isFilled(key, keys.indexOf(key)) ? [[key, texts[key]]] : [])),
  );
}

/** Texts that hold every separator and quotes, in some rows; no text is part of another. */
function wordsOf(at: number): Cells {
  const commas = at % 2 === 0;
  return {
    department: commas ? `Ward ${at}, East; Wing` : `Ward ${at}`,
    job_title: at % 3 === 0 ? `Nurse "${at}"` : `Porter ${at}`,
    last_name: commas ? `Roe${at}; Junior` : `Poe${at}`,
    voicemail_emails: `desk${at}@example.com`,
  };
}

function isKey(title: Title): title is ColumnKey {
  return columnKeys.some((key) => key === title);
}

function write({ keys, padding }: Layout, people: readonly Cells[], delimiter: Delimiter): string {
  const headers = keys.map((key) => (isKey(key) ? headerOf(columnOf(key), 1) : key));
  const rows = people.map((cells) => keys.map((key) => (isKey(key) ? (cells[key] ?? "") : "")));
  const quoted = (cell: string) => (/[",;\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lineOf = (cells: readonly string[], padded: boolean) =>
    [...cells, ...(padded ? [""] : [])].map(quoted).join(delimiter);
  const lines = [lineOf(headers, padding === "all"), ...rows.map((cells) => lineOf(cells, padding !== undefined))];
  return `${lines.join("\n")}\n`;
}
