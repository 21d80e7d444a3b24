/** How many cells a row has, blank ones too. */
export type RowWidth = { readonly row: number; readonly cells: number };

/** How many cells the header row has, how many of them up to the last named one, and whether all of these are known. */
export type HeaderWidth = { readonly named: number; readonly cells: number; readonly sure: boolean };

/**
 * Finds the rows whose cells may have moved into other columns, told by how many cells they have (F6): a separator in a
 * value makes one more, a lost one makes one less, and a row that was cut in two leaves two short ones.
 */
export function findShifted(rows: readonly RowWidth[], header: HeaderWidth): ReadonlySet<number> {
  const found = [...beyond(rows, header), ...tooShort(rows, header), ...cutInTwo(rows), ...unlikeHeader(rows, header)];
  return new Set(found.map(({ row }) => row));
}

/** Blank cells beyond the last named header are harmless where the header row goes as far, or all rows alike. */
function beyond(rows: readonly RowWidth[], { named, cells }: HeaderWidth): readonly RowWidth[] {
  const [first] = rows;
  const isAlike = rows.length > 1 && rows.every((row) => row.cells === first?.cells);
  return isAlike ? [] : rows.filter((row) => row.cells > Math.max(named, cells));
}

/** One row in so many may be shorter than all others by mistake; more are written so. */
const ROWS_TO_A_SLIP = 20;

function tooShort(rows: readonly RowWidth[], { named, cells }: HeaderWidth): readonly RowWidth[] {
  // A row that is alone is compared with the header: one cell less is a slip, many less are written so.
  if (rows.length === 1) return rows.filter((row) => row.cells === named - 1 || row.cells === cells - 1);
  const usual = nthShortest(rows, Math.max(1, Math.floor(rows.length / ROWS_TO_A_SLIP)));
  return rows.filter((row) => row.cells < usual);
}

/** Two rows below one another that are shorter than all others, which are equally long, and together as long as one. */
function cutInTwo(rows: readonly RowWidth[]): readonly RowWidth[] {
  const whole = Math.max(...rows.map((row) => row.cells));
  const parts = rows.filter((row) => row.cells < whole);
  const [one, other] = parts;
  if (!one || !other || parts.length > 2 || rows.length < 3) return [];
  const sum = one.cells + other.cells;
  const isPair = rows.indexOf(other) === rows.indexOf(one) + 1 && (sum === whole || sum === whole + 1);
  return isPair ? parts : [];
}

/** A header that is blank, or known to nobody and above no value, may have moved the ones behind it. */
function unlikeHeader(rows: readonly RowWidth[], { cells, sure }: HeaderWidth): readonly RowWidth[] {
  return sure ? [] : rows.filter((row) => row.cells !== cells);
}

function nthShortest(rows: readonly RowWidth[], n: number): number {
  return rows.map((row) => row.cells).toSorted((one, other) => one - other)[n] ?? 0;
}
