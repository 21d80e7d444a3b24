import * as v from "valibot";
import type { Move } from "../../domain/operation/moving.ts";
import { compactSpan, MOST_GAPS, numberAnew, type Piece, piecesOf } from "../../domain/operation/numbering.ts";
import { whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";
import type { Shape } from "./shapes.ts";
import {
  gapsText,
  insertOneText,
  insertText,
  numberText,
  pageKey,
  pageText,
  reserveText,
  rowText,
  spanText,
  sumText,
} from "./statements.ts";

type Value = string | number | null;
const anyRow = v.record(v.string(), v.nullable(v.union([v.string(), v.number()])));
type Row = v.InferOutput<typeof anyRow>;

/** Behind which row of a table the next page begins; null: at its beginning. */
export type After = readonly Value[] | null;

/** What is bound at once has at most so many characters: D1 takes two million bytes. */
const MOST_CHARACTERS = 400_000;

/** How the numbers of an account's rows change on their way, by table. */
export type Numbering = Readonly<Record<string, readonly Piece[]>>;

type Databases = { readonly source: AccountDatabase; readonly target: AccountDatabase };

/**
 * Copies the next page of a table; gives how many rows it has and where the next one begins, null where there is none. It may be
 * done twice, and does nothing once the account is not arriving any more.
 */
export async function copyPage(
  { source, target }: Databases,
  { account, id }: Move,
  { shape, after, numbering }: { readonly shape: Shape; readonly after: After; readonly numbering: Numbering },
): Promise<{ readonly copied: number; readonly after: After }> {
  const { table, columns } = shape;
  const page = source.sql(pageText(table, columns, after === null), account, ...(after ?? []));
  const found = await source.all(anyRow, page);
  const pieces = numbering[table.name === "webhook_deliveries" ? "events" : table.name] ?? [];
  const [names, values] = arranged(shape, found, pieces);
  for (const group of grouped(values)) {
    const only = group.length === 1 ? group[0] : undefined;
    const statement =
      only && JSON.stringify(only).length > MOST_CHARACTERS
        ? target.sql(insertOneText(table, names), account, id, ...only)
        : target.sql(insertText(table, names), account, id, JSON.stringify(group));
    await target.run(statement, "same");
  }
  const last = found.at(-1);
  const isLast = !last || table.page.length === 0 || found.length < table.most;
  return { copied: found.length, after: isLast ? null : pageKey(table).map((column) => last[column] ?? null) };
}

/** Rows as arrays of values, with their new numbers; what came along with its account says so. */
function arranged(
  { table: { name, number }, columns }: Shape,
  found: readonly Row[],
  pieces: readonly Piece[],
): readonly [names: readonly string[], values: readonly (readonly Value[])[]] {
  const values = found.map((row) =>
    columns.map((column) => (column === number ? numberAnew(pieces, Number(row[column])) : (row[column] ?? null))),
  );
  return name === "events" ? [[...columns, "moved"], values.map((one) => [...one, 1])] : [columns, values];
}

function grouped(values: readonly (readonly Value[])[]): readonly (readonly (readonly Value[])[])[] {
  const groups: (readonly Value[])[][] = [];
  let room = 0;
  for (const one of values) {
    const size = JSON.stringify(one).length;
    if (size > room || groups.length === 0) {
      groups.push([]);
      room = MOST_CHARACTERS;
    }
    groups.at(-1)?.push(one);
    room -= size;
  }
  return groups;
}

const spanRow = v.object({
  highest: v.nullable(v.number()),
  lowest: v.nullable(v.number()),
  id: v.nullable(v.string()),
});

const gapRow = v.object({ last: whole, next: whole });

/**
 * Finds the numbers that an account's rows get, in the order that they had: the one with the highest is put in first, so that
 * nobody else is given any below it. `isCompact`: the largest gaps between them are left out.
 */
export async function reserveNumbers(
  { source, target }: Databases,
  { account, id }: Move,
  shape: Shape,
  isCompact: boolean,
): Promise<readonly Piece[] | null> {
  const { table, columns } = shape;
  const span = await source.only(spanRow, source.sql(spanText(table), account));
  const { highest, lowest, id: known } = span;
  if (highest === null || lowest === null || known === null) return null;
  const found = await source.all(anyRow, source.sql(rowText(table, columns), account, highest));
  const [names, values] = arranged(shape, found, []);
  const gaps = isCompact ? await source.all(gapRow, source.sql(gapsText(table), account, MOST_GAPS)) : [];
  const results = await target.batch(
    [
      target.sql(
        reserveText(table, names),
        account,
        id,
        JSON.stringify(values),
        lowest,
        known,
        compactSpan(lowest, highest, gaps),
      ),
      target.sql(numberText(table), account, known),
    ],
    "same",
  );
  const [placed] = rows(v.object({ number: whole }), results, 1);
  return placed ? piecesOf(highest, placed.number, gaps) : null;
}

const sumRow = v.object({ many: whole, size: whole });

/**
 * Names the tables of which the two copies differ, by their counts or by how much is in them. Each is asked for by itself: all of a
 * large account at once could take D1 longer than it lets a call take. Nobody writes meanwhile.
 */
export async function findDifferences(
  { source, target }: Databases,
  account: string,
  shapes: readonly Shape[],
): Promise<readonly string[]> {
  const differing: string[] = [];
  for (const { table, columns } of shapes) {
    const sum = (db: AccountDatabase) => db.only(sumRow, db.sql(sumText(table, columns), account));
    const [left, come] = await Promise.all([sum(source), sum(target)]);
    if (left.many !== come.many || left.size !== come.size) differing.push(table.name);
  }
  return differing;
}
