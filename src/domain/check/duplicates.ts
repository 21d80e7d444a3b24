import { emailKey } from "../cells/email.ts";
import { partsOf, splitList } from "../cells/list.ts";
import type { ColumnKey } from "../columns.ts";
import { given } from "../given.ts";
import type { CellParams } from "../problems/codes/cells.ts";
import { coded } from "../problems/codes.ts";
import type { ErrorFinding, RowToCheck } from "./findings.ts";

type Others = CellParams["duplicate_in_file"];
type What = Others["what"];
/** A value that a row wants for its user alone, and which other rows want it. */
type Repeat = { readonly at: number; readonly field: ColumnKey; readonly key: string; readonly others: Others };

/**
 * Finds what several rows want for one user alone: e-mail addresses, primary and additional numbers, extensions,
 * PINs and external IDs, which are compared as written (T6) (`duplicate_in_file`). What is wrong in itself is not compared.
 */
export function findDuplicates(rows: readonly RowToCheck[]): readonly ErrorFinding[] {
  return [
    ...repeated(rows, "e-mail address", (row) => [["email", row.read.wanted.email && emailKey(row.read.wanted.email)]]),
    ...repeated(rows, "number", numbersOf),
    ...repeated(rows, "extension", (row) => [["extension", row.read.wanted.extension ?? ""]]),
    ...repeated(rows, "PIN", (row) => [["voicemail_pin", row.read.pin ?? ""]]),
    ...repeated(rows, "external ID", (row) => [["external_id", row.read.wanted.external_id ?? ""]]),
  ];
}

type Wanted = readonly (readonly [ColumnKey, string])[];

function numbersOf({ read: { wanted } }: RowToCheck): Wanted {
  const additional = new Set(wanted.additional_phones);
  return [
    ["primary_phone", wanted.primary_phone ?? ""],
    ...[...additional].map((e164) => ["additional_phones", e164] as const),
  ];
}

function repeated(
  rows: readonly RowToCheck[],
  what: What,
  wantedBy: (row: RowToCheck) => Wanted,
): readonly ErrorFinding[] {
  const claims = rows.flatMap((row, at) =>
    wantedBy(row).flatMap(([field, key]) => (key === "" ? [] : [{ at, field, key }])),
  );
  const claimants = new Map<string, Set<number>>();
  for (const { at, key } of claims) {
    const rowsOfKey = claimants.get(key) ?? new Set();
    claimants.set(key, rowsOfKey.add(at));
  }
  const claimantsOf = (key: string) => given(claimants.get(key), `the rows that claim a ${what}`);
  const shared = claims.filter(({ key }) => claimantsOf(key).size > 1);
  const repeats = shared.map((claim) => {
    const others = claimantsOf(claim.key);
    return { ...claim, others: othersOf(rows, claim.at, others, what) };
  });
  return onePerCell(rows, repeats);
}

/** Names the first other row and how many more. */
function othersOf(rows: readonly RowToCheck[], at: number, claimants: ReadonlySet<number>, what: What): Others {
  const [first = at, second = at] = claimants;
  const other = given(rows[first === at ? second : first], "the other row");
  return { what, row: other.row, more: claimants.size - 2 };
}

/** Numbers of one list that the same rows have share one error, which names them. */
function onePerCell(rows: readonly RowToCheck[], repeats: readonly Repeat[]): readonly ErrorFinding[] {
  const cells = Map.groupBy(repeats, ({ at, field, others }) => `${at} ${field} ${others.row} ${others.more}`);
  return [...cells.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { at, field } = first;
    const isOneOfMany =
      field === "additional_phones" && splitList(given(rows[at], "the row of a claim").cells[field] ?? "").length > 1;
    const parts = isOneOfMany ? partsOf(same.map(({ key }) => key)) : null;
    return [{ ...coded("duplicate_in_file", first.others), at, field, suggestion: null, parts }];
  });
}
