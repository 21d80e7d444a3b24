import * as v from "valibot";

/** How the rows of a statement are decoded; it stands next to the statement. */
export type RowSchema<Row> = v.GenericSchema<unknown, Row>;

/** Which statement made a result: known of each statement that was prepared, and of each result of a batch. */
const origins = new WeakMap<object, string>();

/** Notes which SQL a prepared statement, or its result, comes from, so that a fault can name it. */
export function noteOrigin(thing: object, sql: string): void {
  origins.set(thing, sql);
}

/** Gives the SQL that a prepared statement or a result comes from. */
export function originOf(thing: object): string {
  return origins.get(thing) ?? "a statement that nobody knows";
}

/** Decodes the rows of a result. Throws a fault that names the statement and the column where a row is not as it must be. */
export function decodeRows<Row>(schema: RowSchema<Row>, result: D1Result): Row[] {
  return result.results.map((row) => {
    const decoded = v.safeParse(schema, row, { abortEarly: true });
    if (decoded.success) return decoded.output;
    const [issue] = decoded.issues;
    throw wrong(
      result,
      `column ${v.getDotPath(issue) ?? "?"}: expected ${issue.expected}, received ${received(issue)}`,
    );
  });
}

/** Decodes a value that a row holds. Throws a fault that names its kind and the member where it is not as it must be. */
export function decodeValue<Value>(schema: v.GenericSchema<unknown, Value>, value: unknown, kind: string): Value {
  const decoded = v.safeParse(schema, value, { abortEarly: true });
  if (decoded.success) return decoded.output;
  const [issue] = decoded.issues;
  throw new Error(`${kind}, ${v.getDotPath(issue) ?? "?"}: expected ${issue.expected}, received ${received(issue)}`);
}

/** A text may be somebody's name or address, and a fault is logged: its kind alone is told. */
function received({ input }: v.BaseIssue<unknown>): string {
  return input === null ? "null" : typeof input;
}

function wrong(result: D1Result, what: string): Error {
  return new Error(`${what}, from ${originOf(result).replace(/\s+/g, " ").slice(0, 120)}`);
}

/** Gives the decoded rows of one result of a batch. */
export function rows<Row>(schema: RowSchema<Row>, results: readonly D1Result[], index: number): Row[] {
  return decodeRows(schema, resultOf(results, index));
}

/** Gives the first row of one result of a batch, or null. */
export function firstRow<Row>(schema: RowSchema<Row>, results: readonly D1Result[], index: number): Row | null {
  return rows(schema, results, index)[0] ?? null;
}

/** Gives the row of a statement in a batch that always has one, such as a count. */
export function onlyRow<Row>(schema: RowSchema<Row>, results: readonly D1Result[], index: number): Row {
  return only(rows(schema, results, index), resultOf(results, index));
}

/** Gives the first of the rows of a result that is never empty. */
export function only<Row>([row]: readonly Row[], result: D1Result): Row {
  if (row === undefined) throw wrong(result, "no row");
  return row;
}

/** Tells whether one statement of a batch gave any row. */
export function hasRows(results: readonly D1Result[], index: number): boolean {
  return resultOf(results, index).results.length > 0;
}

/**
 * Tells whether one statement of a batch changed anything. How much it changed D1 tells with all that triggers wrote, those of a
 * backup among them, which are there for a while (O4): who needs the number asks for changes().
 */
export function hasChanged(results: readonly D1Result[], index: number): boolean {
  return resultOf(results, index).meta.changes > 0;
}

function resultOf(results: readonly D1Result[], index: number): D1Result {
  const result = results[index];
  if (!result) throw new Error(`a batch of ${results.length} statements has no result ${index}`);
  return result;
}
