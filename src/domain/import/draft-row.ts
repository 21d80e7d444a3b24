import { type Cells, isColumnKey } from "../columns.ts";

/** A row of a draft: its texts, its PIN among them, what was corrected in it (a PIN as ""), and how often it was changed. */
export type DraftRow = {
  readonly row: number;
  readonly cells: Cells;
  /** Null where nothing was. */
  readonly corrections: Cells | null;
  readonly revision: number;
};

/** Corrects cells of a row to clean texts (F9); "" makes a cell blank. The very row where nothing is new. */
export function withTexts(row: DraftRow, texts: Cells): DraftRow {
  const fresh = Object.entries(texts).filter(([key, text]) => isColumnKey(key) && isNew(row, key, text));
  if (fresh.length === 0) return row;
  const anew: Cells = Object.fromEntries(fresh);
  return {
    ...row,
    cells: withoutBlanks({ ...row.cells, ...anew }),
    corrections: { ...row.corrections, ...noted(anew) },
    revision: row.revision + 1,
  };
}

function isNew({ cells, corrections }: DraftRow, key: keyof Cells, text: string): boolean {
  return (cells[key] ?? "") !== text || corrections?.[key] === undefined;
}

/** Leaves out the cells that hold nothing. */
export function withoutBlanks(cells: Cells): Cells {
  return Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== ""));
}

/** A PIN is readable nowhere but sealed: of it only that it was corrected is noted (M8). */
export function noted(texts: Cells): Cells {
  return texts.voicemail_pin === undefined ? texts : { ...texts, voicemail_pin: "" };
}
