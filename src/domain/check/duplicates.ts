import { emailKey } from "../cells/email.ts";
import { splitList } from "../cells/list.ts";
import type { ColumnKey } from "../columns.ts";
import { sayCellError, sayOfParts } from "../problems/cell.ts";
import type { ErrorFinding, FileRow } from "./findings.ts";

type What = "e-mail address" | "number" | "extension" | "PIN";
/** A value that a row wants for its user alone, and what to say of it. */
type Repeat = { readonly at: number; readonly field: ColumnKey; readonly key: string; readonly message: string };

/**
 * Finds what several rows want for one user alone: e-mail addresses, primary and additional numbers, extensions and
 * PINs (`duplicate_in_file`). What is wrong in itself is not compared.
 */
export function findDuplicates(rows: readonly FileRow[]): readonly ErrorFinding[] {
  return [
    ...repeated(rows, "e-mail address", (row) => [["email", row.read.wanted.email && emailKey(row.read.wanted.email)]]),
    ...repeated(rows, "number", numbersOf),
    ...repeated(rows, "extension", (row) => [["extension", row.read.wanted.extension ?? ""]]),
    ...repeated(rows, "PIN", (row) => [["voicemail_pin", row.read.pin ?? ""]]),
  ];
}

type Wanted = readonly (readonly [ColumnKey, string])[];

function numbersOf({ read: { wanted } }: FileRow): Wanted {
  const additional = new Set(wanted.additional_phones);
  return [
    ["primary_phone", wanted.primary_phone ?? ""],
    ...[...additional].map((e164) => ["additional_phones", e164] as const),
  ];
}

function repeated(rows: readonly FileRow[], what: What, wantedBy: (row: FileRow) => Wanted): readonly ErrorFinding[] {
  const claims = rows.flatMap((row, at) =>
    wantedBy(row).flatMap(([field, key]) => (key === "" ? [] : [{ at, field, key }])),
  );
  const claimants = new Map<string, Set<number>>();
  for (const { at, key } of claims) {
    const rowsOfKey = claimants.get(key) ?? new Set();
    claimants.set(key, rowsOfKey.add(at));
  }
  const shared = claims.filter(({ key }) => (claimants.get(key)?.size ?? 0) > 1);
  const repeats = shared.map((claim) => {
    const others = claimants.get(claim.key) ?? new Set();
    return { ...claim, message: sayOthers(rows, claim.at, others, what) };
  });
  return onePerCell(rows, repeats);
}

/** Names the first other row and how many more. */
function sayOthers(rows: readonly FileRow[], at: number, claimants: ReadonlySet<number>, what: What): string {
  const [first = at, second = at] = claimants;
  const other = rows[first === at ? second : first];
  return sayCellError("duplicate_in_file", { what, row: other?.row ?? 0, more: claimants.size - 2 });
}

/** Numbers of one list that the same rows have share one error, which names them. */
function onePerCell(rows: readonly FileRow[], repeats: readonly Repeat[]): readonly ErrorFinding[] {
  const cells = Map.groupBy(repeats, ({ at, field, message }) => `${at} ${field} ${message}`);
  return [...cells.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { at, field } = first;
    const isOneOfMany = field === "additional_phones" && splitList(rows[at]?.cells[field] ?? "").length > 1;
    const message = isOneOfMany ? sayOfParts(keysOf(same), first.message) : first.message;
    return [{ at, field, code: "duplicate_in_file", message, suggestion: null }];
  });
}

function keysOf(repeats: readonly Repeat[]): readonly string[] {
  return repeats.map(({ key }) => key);
}
