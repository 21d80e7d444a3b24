import { addCost, type Cost, noCost } from "../domain/import/import.ts";
import { CALL_TIMEOUT_MS } from "../domain/limits.ts";
import { within } from "../platform/within.ts";

/** A value that D1 can bind. Whole numbers bind as REAL, so texts that look like numbers are bound as texts. */
type Bindable = string | number | null;

/** D1 with a tally of what it has cost: every call counts once, a batch is one call (I9). None is waited for for ever. */
export class Database {
  #cost: Cost = noCost;
  readonly #d1: D1Database;

  constructor(d1: D1Database) {
    this.#d1 = d1;
  }

  /** What all calls so far have cost. */
  get cost(): Cost {
    return this.#cost;
  }

  /** Counts queue messages into the same tally. */
  countMessages(messages: number): void {
    this.#cost = addCost(this.#cost, { ...noCost, queue_messages: messages });
  }

  /** Prepares a literal statement with its numbered parameters. */
  sql(statement: string, ...values: readonly Bindable[]): D1PreparedStatement {
    return this.#d1.prepare(statement).bind(...values);
  }

  /** Runs statements as one transaction and one round trip: all of them hold or none does. */
  async batch(statements: readonly D1PreparedStatement[]): Promise<D1Result[]> {
    const results = await within(CALL_TIMEOUT_MS, "D1", this.#d1.batch([...statements]));
    this.#count(results);
    return results;
  }

  /** Runs one statement and gives its rows. */
  async all<Row>(statement: D1PreparedStatement): Promise<Row[]> {
    const result = await within(CALL_TIMEOUT_MS, "D1", statement.all<Row>());
    this.#count([result]);
    return result.results;
  }

  /** Runs one statement and gives its first row, or null. */
  async first<Row>(statement: D1PreparedStatement): Promise<Row | null> {
    const [row] = await this.all<Row>(statement);
    return row ?? null;
  }

  /** Runs one statement and tells how many rows it changed. */
  async run(statement: D1PreparedStatement): Promise<number> {
    const result = await within(CALL_TIMEOUT_MS, "D1", statement.run());
    this.#count([result]);
    return result.meta.changes;
  }

  #count(results: readonly D1Result[]): void {
    const read = results.reduce((sum, { meta }) => sum + meta.rows_read, 0);
    const written = results.reduce((sum, { meta }) => sum + meta.rows_written, 0);
    this.#cost = addCost(this.#cost, {
      d1_queries: 1,
      d1_rows_read: read,
      d1_rows_written: written,
      queue_messages: 0,
    });
  }
}

/** Gives the rows of one result of a batch. */
export function rowsOf<Row>(results: readonly D1Result[], index: number): readonly Row[] {
  const rows: unknown[] = results[index]?.results ?? [];
  return typed<readonly Row[]>(rows);
}

/** Gives rows the type of the statement that made them; the only place where a shape is taken on trust. */
function typed<Shape>(value: unknown): Shape;
function typed(value: unknown): unknown {
  return value;
}

/** Reads JSON that Muster itself has written into a column. */
export function parseColumn<Shape>(text: string): Shape {
  return JSON.parse(text);
}

/** Tells whether a batch was undone because what it was based on no longer held (`assertions`). */
export function isStale(error: unknown): boolean {
  return error instanceof Error && error.message.includes("assertion_holds");
}

/** Tells whether a statement was refused by the named UNIQUE index or its columns. */
export function isTaken(error: unknown, columns: string): boolean {
  return error instanceof Error && error.message.includes(`UNIQUE constraint failed: ${columns}`);
}
