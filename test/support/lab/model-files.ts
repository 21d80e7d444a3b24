import fc from "fast-check";
import { csvOf, type Given } from "../files/csv.ts";
import type { ModelRow } from "./model.ts";

/** Eight numbers, of which the account has the first six. */
export const wishedNumbers = Array.from({ length: 8 }, (_, n) => `+1415555${String(2100 + n)}`);
export const parkedNumbers = wishedNumbers.slice(0, 6);
/** What any of them may be chosen for (I14), the fourth alone, and what none suits. */
const wishedChoices = ["auto", "auto", "auto +1415555210", "auto +14155552103", "auto +49"];
const wishedExtensions = ["1001", "1002", "1004", "2345"];

export type WishedRow = Pick<ModelRow, "email" | "number" | "extension" | "license" | "flawed">;

const someone = fc.nat({ max: 15 }).map((n) => `person-${n}@acme.example`);
const someNumber = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.constantFrom(...wishedNumbers) },
  { weight: 2, arbitrary: fc.constantFrom(...wishedChoices) },
);
const someExtension = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(...wishedExtensions) },
);

const wishedRow: fc.Arbitrary<WishedRow> = fc.record({
  email: someone,
  number: someNumber,
  extension: someExtension,
  license: fc.oneof(
    { weight: 6, arbitrary: fc.constant("Pro" as const) },
    { weight: 1, arbitrary: fc.constant("Basic" as const) },
  ),
  flawed: fc.nat({ max: 29 }).map((n) => n === 29),
});

/** One to twelve rows that share few addresses, numbers and extensions; mostly none of them twice in the file. */
const fewRows = fc
  .tuple(fc.array(wishedRow, { minLength: 1, maxLength: 12 }), fc.nat({ max: 7 }))
  .map(([rows, n]) => (n === 7 ? rows : withoutTwins(rows)));

/** More than one chunk of rows without voice; files overlap, so that many of their users exist already. */
const manyRows = fc.tuple(fc.integer({ min: 101, max: 230 }), fc.nat({ max: 300 })).map(([count, first]) =>
  Array.from({ length: count }, (_, n) => ({
    email: `crowd-${first + n}@acme.example`,
    number: null,
    extension: null,
    license: "Pro" as const,
    flawed: false,
  })),
);

export type WishedFile = { readonly voice: boolean; readonly rows: readonly WishedRow[] };

export const wishedFile: fc.Arbitrary<WishedFile> = fc.oneof(
  { weight: 6, arbitrary: fewRows.map((rows) => ({ voice: true, rows })) },
  { weight: 1, arbitrary: fewRows.map((rows) => ({ voice: false, rows })) },
  { weight: 1, arbitrary: manyRows.map((rows) => ({ voice: false, rows })) },
);

/** Somebody who is created without an import. */
export const someUser: fc.Arbitrary<WishedRow> = wishedRow.map((row) => ({ ...row, flawed: false }));

/** A correction of a row, as PATCH takes it, and what it makes of the row. */
export type Change = Readonly<Partial<WishedRow>> | "remove";

export const someChange: fc.Arbitrary<Change> = fc.oneof(
  fc.constant("remove" as const),
  fc.record({ flawed: fc.constant(false) }),
  fc.record({ email: someone }),
  fc.record({ number: someNumber }),
  fc.record({ extension: someExtension }),
);

export function textsOf(row: Readonly<Partial<WishedRow>>): Given {
  return {
    ...(row.email !== undefined && { email: row.email }),
    ...(row.number !== undefined && { primary_phone: row.number ?? "" }),
    ...(row.extension !== undefined && { extension: row.extension ?? "" }),
    ...(row.license !== undefined && { license_type: row.license }),
    ...(row.flawed !== undefined && { call_timeout: row.flawed ? "4" : "30" }),
  };
}

export function fileOf({ rows }: WishedFile): string {
  return csvOf(rows.map(textsOf));
}

function withoutTwins(rows: readonly WishedRow[]): readonly WishedRow[] {
  const seen = new Set<string>();
  const first = (value: string | null) => {
    if (value === null || seen.has(value)) return null;
    if (value.startsWith("auto")) return value;
    seen.add(value);
    return value;
  };
  return rows.flatMap((row) => {
    const email = first(row.email);
    return email === null ? [] : [{ ...row, email, number: first(row.number), extension: first(row.extension) }];
  });
}
