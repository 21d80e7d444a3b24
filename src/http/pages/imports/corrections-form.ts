import {
  type CellPlace,
  cellName,
  readCellName,
  revisionName,
  type TypedCell,
} from "../../../views/imports/cell-names.ts";

/** Cells as they were sent: what was looked at, the cells that the person has changed, and a row to remove. */
export type CorrectionsForm = {
  readonly show: string;
  /** Whether to go on to the next cell that is wrong. */
  readonly next: boolean;
  /** All cells that were sent, in their order. */
  readonly cells: readonly CellPlace[];
  readonly typed: readonly TypedCell[];
  /** What was changed in one cell, and is meant for each cell of its column with the same text. */
  readonly everywhere: readonly (TypedCell & { readonly was: string })[];
  readonly remove: number | null;
  /** The revisions of the rows when they were shown. */
  readonly revisions: ReadonlyMap<number, number>;
};

/** Reads the fields of cells; a cell that is as it was shown is none of the person's doing, whatever the draft has now. */
export function readCorrections(fields: Readonly<Record<string, string>>): CorrectionsForm {
  const cells = Object.keys(fields).flatMap((name) => readCellName(name) ?? []);
  const typed = cells.flatMap((place) => {
    if (fields[cellName("blank", place)] !== undefined) return [{ ...place, text: "" }];
    const text = fields[cellName("use", place)] ?? fields[cellName("cell", place)] ?? "";
    return text === (fields[cellName("was", place)] ?? "") ? [] : [{ ...place, text }];
  });
  const everywhere = typed
    .filter((place) => fields[cellName("all", place)] !== undefined)
    .map((place) => ({ ...place, was: fields[cellName("was", place)] ?? "" }));
  const remove = wholeOf(fields.remove);
  const rows = [...cells.map(({ row }) => row), ...(remove === null ? [] : [remove])];
  return {
    show: fields.show ?? "",
    next: fields.go === "next",
    cells,
    typed,
    everywhere,
    remove,
    revisions: new Map(rows.map((row) => [row, wholeOf(fields[revisionName(row)]) ?? 0])),
  };
}

function wholeOf(text = ""): number | null {
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : null;
}
